"""Finds the entities that Telegram finds in a text, in UTF-16 units."""

import re
from typing import Any

from tests.fakes.botapi.errors import bad

Json = dict[str, Any]
DOMAINS = "com|net|org|id|me|io|co|info|biz|xyz|site|online|shop|store|top|app|dev|link|ly|gg|vip|club|win|bet|edu|gov"
FOUND = (
    ("url", re.compile(rf"(?:https?://\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:{DOMAINS})\b(?:[/?#]\S*)?)", re.IGNORECASE)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,255}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}\b")),
)
WITH_DETAILS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def units(text: str) -> int:
    """A text's length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_entities(text: str) -> list[Json]:
    taken: list[tuple[int, int]] = []
    entities: list[Json] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                entities.append({"type": kind, "offset": units(text[:start]), "length": units(text[start:end])})
    return sorted(entities, key=lambda entity: entity["offset"])


def with_given(text: str, given: list[Json]) -> list[Json]:
    """The entities that were sent with a text and those that Telegram adds."""
    edges = {(entity["offset"], entity["length"]) for entity in given}
    spans = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in ("code", "pre", "text_link")]
    added = [
        found
        for found in found_entities(text)
        if (found["offset"], found["length"]) not in edges
        and not any(left <= found["offset"] < right for left, right in spans)
    ]
    return sorted(given + added, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text without white space around it, as Telegram stores it, and its entities moved along."""
    kept = text.strip()
    before, length = units(text[: len(text) - len(text.lstrip())]), units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - before, 0)
        end = min(entity["offset"] + entity["length"] - before, length)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, moved


def check_entities(text: str, given: list[Json]) -> None:
    """Refuses entities that do not lie within the text, or cut a character in two."""
    length, inner = units(text), _inside_characters(text)
    for entity in given:
        offset, size = entity.get("offset", 0), entity.get("length", 0)
        if offset < 0 or offset > 1_000_000:
            raise bad(f"receive an entity with incorrect offset {offset}")
        if size <= 0 or size > 1_000_000:
            raise bad(f"receive an entity with incorrect length {size}")
        if offset + size > length:
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at {length}")
        if offset in inner:
            raise bad(f"entity begins in a middle of a UTF-16 symbol at byte offset {offset}")
        if offset + size in inner:
            raise bad(f"entity ends in a middle of a UTF-16 symbol at byte offset {offset + size}")
        _check_details(entity)


def _check_details(entity: Json) -> None:
    needed = WITH_DETAILS.get(entity["type"])
    if needed and needed not in entity:
        raise bad(f"can't parse entities: Can't find field \"{needed}\"")


def _inside_characters(text: str) -> set[int]:
    """Offsets that fall between the two units of one character."""
    inside, at = set(), 0
    for character in text:
        if ord(character) > 0xFFFF:
            inside.add(at + 1)
            at += 1
        at += 1
    return inside
