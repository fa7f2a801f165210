"""The words of a message that Telegram shows as an article, so that moderation sees them."""

from collections.abc import Iterator
from typing import Any

from aiogram.types import RichMessage

SAID = frozenset({"text", "url", "credit", "summary", "caption", "expression", "alternative_text", "label"})


def words_of(rich: RichMessage) -> str:
    """Everything that can be read in it, parts separated by spaces."""
    return " ".join(_words(rich.model_dump(mode="json", exclude_none=True), said=False))


def _words(value: Any, *, said: bool) -> Iterator[str]:
    match value:
        case str() if said:
            yield value
        case list():
            for item in value:
                yield from _words(item, said=said)
        case dict():
            for name, item in value.items():
                yield from _words(item, said=name in SAID)
