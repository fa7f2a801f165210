"""A message as its reader sees it, folded once however many rules ask."""

from functools import lru_cache

from moderation.normalise import Folded, fold


@lru_cache(maxsize=256)
def reading(text: str) -> Folded:
    """What `fold` gives; the last texts are at hand."""
    return fold(text)
