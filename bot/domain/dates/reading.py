"""From words to a moment: *ok* only if every word was understood and one moment remains, else *ask* or *refuse*."""

import re
from datetime import datetime, tzinfo

from bot.domain.dates import times
from bot.domain.dates.clocks import Unclear
from bot.domain.dates.parts import Filler, Impossible, Part, Said, Vague
from bot.domain.dates.phrases import PHRASES, WHICH_NIGHT
from bot.domain.dates.resolving import When, chosen, understood

ISO = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:?\d\d(?::?\d\d)?(?:z| ?[+-]\d\d:?(?:\d\d)?)?")
AT_MOST = 14  # words of a date at the beginning of a line


def read(words: str, now: datetime, zone: tzinfo) -> When:
    """The moment that the whole of `words` says, seen from `now` in `zone`."""
    text = _plain(words)
    if not text:
        return When("ask", why="nothing")
    try:
        if ISO.fullmatch(text):
            return _iso(text.upper(), now, zone)
        said, unknown = _said(text)
        return When("ask", why="unknown", word=unknown) if unknown else understood(said, now, zone)
    except Impossible as impossible:
        return When("refuse", why=str(impossible))
    except (OverflowError, ValueError):
        return When("refuse", why="no_such_day")


def leading(line: str, now: datetime, zone: tzinfo) -> tuple[When, str]:
    """The moment at the beginning of a line, as far as it is understood, and the rest of the line."""
    best: tuple[When, str] | None = None
    for word in reversed(list(re.finditer(r"\S+", line))[:AT_MOST]):
        when = read(line[: word.end()], now, zone)
        found = when, line[word.end() :].strip(" \t\n,;:|-–—")
        if when.status != "ask" or when.options:
            return found
        if when.why not in ("unknown", "nothing"):
            best = best or found
    return best or (read(line, now, zone), "")


def trailing(line: str, now: datetime, zone: tzinfo) -> tuple[When, str]:
    """The moment at the end of a line, as far as it is understood, and what stands before it."""
    for word in list(re.finditer(r"\S+", line))[-AT_MOST:]:
        when = read(line[word.start() :], now, zone)
        if when.status != "ask" or when.options:
            return when, line[: word.start()].strip(" \t\n,;:|-–—")
    return read(line, now, zone), ""


def _plain(words: str) -> str:
    """Small letters and plain signs, a space between words."""
    text = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in words)
    text = text.replace("’", "'").replace("‘", "'")
    text = re.sub(r"\s|,(?!\d)|(?<!\d),", " ", text)
    return " ".join(re.sub(r"(?<!pkl)(?<!tgl)(?<!\.m)[.!](?= |\Z)", " ", text).split())


def _iso(text: str, now: datetime, zone: tzinfo) -> When:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return chosen([moment], now)
    found = times.moments(moment.date(), [(0, moment.hour, moment.minute)], zone)
    return chosen(found, now) if found else When("ask", why="skipped")


def _said(text: str) -> tuple[Said, str]:
    """Everything that is said, and the first word that says nothing we know."""
    said, at, leads = Said([Vague("which_night")] if WHICH_NIGHT.search(text) else []), 0, ""
    while (at := _next_word(text, at)) < len(text):
        end, parts = _phrase(text, at)
        if not parts:
            return said, text[at:].split()[0]
        leads = text[at:end] if isinstance(parts[0], Filler) else ""
        said.parts += parts
        at = end
    return said, leads


def _next_word(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" "))


def _phrase(text: str, at: int) -> tuple[int, tuple[Part, ...]]:
    """Where the phrase at a place ends, and what it says; nothing when there is none that we know."""
    for pattern, build in PHRASES:
        if (found := pattern.match(text, at)) is None:
            continue
        try:
            parts = build(found)
        except Unclear:
            continue
        return found.end(), parts if isinstance(parts, tuple) else (parts,)
    return at, ()
