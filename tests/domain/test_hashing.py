"""A keyed hash recognises without keeping."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hashing import keyed_hash


@given(st.text(st.characters(codec=None)), st.binary(max_size=100))
def test_the_same_text_and_key_give_the_same_sixteen_bytes(text: str, key: bytes) -> None:
    assert keyed_hash(key, text) == keyed_hash(key, text)
    assert len(keyed_hash(key, text)) == 16


def test_another_key_gives_another_hash() -> None:
    assert keyed_hash(b"one", "6281234567890") != keyed_hash(b"two", "6281234567890")
