"""Rich text from and to Telegram's entities, which count in UTF-16 code units."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from aiogram.types import MessageEntity as Read
from telegram import MessageEntity, User

from bot.chat.text import Span, Style, Text, plain, utf16_length

STYLES = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "underline": Style.UNDERLINE,
    "strikethrough": Style.STRIKE,
    "spoiler": Style.SPOILER,
    "code": Style.CODE,
    "pre": Style.PRE,
    "blockquote": Style.QUOTE,
    "expandable_blockquote": Style.QUOTE,
    "text_link": Style.LINK,
    "text_mention": Style.MENTION,
}
TYPES = {style: name for name, style in reversed(STYLES.items())}
MOST = 100  # entities that Telegram reads in one message


def text_of(characters: str, entities: Sequence[Read] | None) -> Text:
    """What was written, with the styles that we know; commands, hashtags and the like are plain characters."""
    if not entities:
        return Text(characters)
    at = _code_points(characters)
    spans = []
    for entity in entities:
        style = STYLES.get(entity.type)
        if style is not None:
            start = at(entity.offset)
            length = at(entity.offset + entity.length) - start
            spans.append(Span(start, length, style, _target(entity)))
    return Text(characters, spans)


def _target(entity: Read) -> str:
    """Where it leads; a person is named by Telegram's id, which is no identity of ours."""
    if entity.user is not None:
        return f"@{entity.user.id}"
    return entity.url or entity.language or ""


def part_of(characters: str, entity: Read) -> str:
    """The characters that an entity covers."""
    at = _code_points(characters)
    return characters[at(entity.offset) : at(entity.offset + entity.length)]


def _code_points(characters: str) -> Callable[[int], int]:
    """Gives the code point that an UTF-16 offset names."""
    if characters.isascii():
        return int
    encoded = characters.encode("utf-16-le")
    if len(encoded) == 2 * len(characters):
        return int
    return lambda units: len(encoded[: 2 * units].decode("utf-16-le", "ignore"))


def entities_of(text: str, people: Mapping[str, str]) -> list[MessageEntity]:
    """The text's styles as Telegram takes them; `people` are Telegram's ids by our identities'."""
    if not isinstance(text, Text) or not text.spans:
        return []
    return list(_entities(plain(text), text.spans, people))[:MOST]


def _entities(characters: str, spans: Sequence[Span], people: Mapping[str, str]) -> Iterator[MessageEntity]:
    for span in spans:
        covered = characters[span.start : span.end]
        offset, length = utf16_length(characters[: span.start]), utf16_length(covered)
        match span.style:
            case Style.MENTION:
                address = people.get(span.target, "")
                if address.isdigit():  # a channel cannot be mentioned
                    person = User(int(address), covered, is_bot=False)
                    yield MessageEntity("text_mention", offset, length, user=person)
            case Style.LINK:
                yield MessageEntity("text_link", offset, length, url=span.target)
            case Style.PRE:
                yield MessageEntity("pre", offset, length, language=span.target or None)
            case _:
                yield MessageEntity(TYPES[span.style], offset, length)
