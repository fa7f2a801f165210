"""A meeting in one line: "besok 19.30 Webinar Iklan https://…", or "Kopdar | Sabtu 10.00 | place | capacity"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from bot.domain.dates import When, leading, read, trailing
from bot.domain.durations import BadDuration, parse_duration

LONGEST = 120  # characters of a title
MOST = 10_000  # seats
NONE = "-"

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SEATS = re.compile(
    r"(?:capacity|kapasitas|kuota|maks(?:imal)?|max|kursi|seats?)\s*:?\s*(\d{1,5})(?:\s*(?:orang|kursi|people|seats?))?"
    r"|(\d{1,5})\s*(?:orang|kursi|people|seats?)",
    re.IGNORECASE,
)
_REMIND = re.compile(r"(?:ingatkan|pengingat|remind(?:ers?)?)\s*:?\s*(.+)", re.IGNORECASE)
_HOSTS = re.compile(r"(?:hosts?|pemandu|tuan rumah|giliran)\s*:?\s*((?:@\w+[\s,]*)+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:tautan|link)\s+(?:khusus|tertutup|private|hidden)", re.IGNORECASE)

_KINDS = {
    "webinar": r"webinar|zoom|live",
    "workshop": r"workshop|pelatihan|praktik|lokakarya",
    "mentoring": r"mentoring|konsultasi|bimbingan|office hours?|coaching",
    "kopdar": r"kopdar|kopi darat|meet-?up|ngopi|kumpul",
    "discussion": r"diskusi|discussion|bahas|obrolan|sharing",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a line says; `problem` names a part that cannot be used (the text `meetings.bad_<problem>`)."""

    title: str
    when: When
    words: str = ""
    place: str = ""
    link: str = ""
    capacity: int = 0
    hidden: bool = False
    offsets: tuple[int, ...] = ()
    hosts: tuple[str, ...] = ()
    problem: str = ""
    kind: str = field(default="meeting")


def parse(line: str, now: datetime, zone: tzinfo) -> Invitation:
    """Reads either form: when and title at once, or title | when | place or link | capacity."""
    first, *rest = [" ".join(part.split()) for part in line.split("|")]
    found, rest = _begun(first, rest, now, zone)
    for part in (part for part in rest if part):
        found = _with(found, part)
    return _finished(found)


def _begun(first: str, rest: list[str], now: datetime, zone: tzinfo) -> tuple[Invitation, list[str]]:
    """Title and moment, and the parts that are left."""
    if rest and (second := read(rest[0], now, zone)).why != "unknown":
        return Invitation(first, second, rest[0]), rest[1:]
    when, title = leading(first, now, zone)
    if when.why != "unknown":
        return Invitation(title, when, first.removesuffix(title)), rest
    if rest:
        return Invitation(first, read(rest[0], now, zone), rest[0]), rest[1:]
    when, title = trailing(first, now, zone)
    if not title:
        return Invitation(first, When("ask", why="nothing")), rest
    return Invitation(title, when, first.removeprefix(title)), rest


def _with(found: Invitation, part: str) -> Invitation:
    for pattern, add in _EXTRAS:
        if (match := pattern.fullmatch(part)) is not None:
            return add(found, match)
    return replace(found, place=part[:LONGEST]) if not found.place else replace(found, problem="part")


def _seats(found: Invitation, match: re.Match[str]) -> Invitation:
    number = int(match[1] or match[2])
    return replace(found, capacity=number) if 1 <= number <= MOST else replace(found, problem="capacity")


def _linked(found: Invitation, match: re.Match[str]) -> Invitation:
    return replace(found, link=match[0])


def _reminded(found: Invitation, match: re.Match[str]) -> Invitation:
    try:
        return replace(found, offsets=minutes_before(match[1]))
    except BadDuration:
        return replace(found, problem="remind")


def _hosted(found: Invitation, match: re.Match[str]) -> Invitation:
    return replace(found, hosts=tuple(re.findall(r"@\w+", match[1])))


def _hide(found: Invitation, match: re.Match[str]) -> Invitation:
    return replace(found, hidden=True)


_EXTRAS: Sequence[tuple[re.Pattern[str], Callable[[Invitation, re.Match[str]], Invitation]]] = (
    (LINK, _linked),
    (_SEATS, _seats),
    (_REMIND, _reminded),
    (_HOSTS, _hosted),
    (_HIDDEN, _hide),
)


def minutes_before(words: str) -> tuple[int, ...]:
    """ "2h, 30m" as minutes before the start, the longest first, and the start itself; raises BadDuration."""
    found = {0}
    for part in re.split(r"\s*,\s*|\s+(?:dan|and)\s+", words.strip()):
        found |= {int(each.total_seconds()) // 60 for each in _durations(part)}
    return tuple(sorted(found, reverse=True))


def _durations(part: str) -> list[timedelta]:
    """ "2h 30m" are two, "2 jam" is one."""
    try:
        return [parse_duration(word) for word in part.split()]
    except BadDuration:
        return [parse_duration(part)]


def _finished(found: Invitation) -> Invitation:
    """A link out of the title, and which kind of meeting the title names."""
    link = LINK.search(found.title)
    title = " ".join(LINK.sub(" ", found.title).split()).strip(" -–—:|")
    found = replace(found, title=title[:LONGEST], link=found.link or (link[0] if link else ""))
    return replace(found, kind=kind_of(found.title))


def kind_of(title: str) -> str:
    """Which kind of meeting a title names."""
    kinds = (kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})\b", title, re.IGNORECASE))
    return next(kinds, "meeting")


def _title(words: str) -> str | None:
    return words[:LONGEST] or None


def _place(words: str) -> str | None:
    return "" if words == NONE else words[:LONGEST] or None


def _link(words: str) -> str | None:
    return "" if words == NONE else words if LINK.fullmatch(words) else None


def _capacity(words: str) -> int | None:
    """A number, or as it stands in a line; 0 is as many as like."""
    if words == NONE:
        return 0
    match = _SEATS.fullmatch(words)
    number = int((match[1] or match[2]) if match else words if words.isdecimal() and len(words) < LONGEST else 0)
    return number if 1 <= number <= MOST else None


READERS: Mapping[str, Callable[[str], str | int | None]] = {
    "title": _title,
    "place": _place,
    "link": _link,
    "capacity": _capacity,
}
"""How the words about one part of a meeting are read: `-` is none, and None is what cannot be used."""
