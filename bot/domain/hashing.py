"""Keyed hashes: a thing can be recognised again without being kept."""

from hashlib import blake2b


def keyed_hash(key: bytes, text: str) -> bytes:
    """16 bytes that only the holder of `key` (at most 64 bytes) can compute from `text`."""
    return blake2b(text.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=16).digest()
