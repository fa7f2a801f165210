"""How times of day are written: 19.30, jam setengah 8, 7pm, 19.30 s/d 21.00."""

import re
from datetime import tzinfo

from bot.domain.dates.parts import After, Clock, Daypart, Impossible, Part, Span, Zone
from bot.domain.dates.times import of_clock
from bot.domain.dates.words import DAYPARTS, MONTHS, NUMBERS, any_of, number_of, zone_of
from bot.domain.durations import BadDuration, parse_duration

_N = rf"(?:\d{{1,2}}|{any_of(NUMBERS)})"
_MARK = r"(?:(?:jam|pukul|pkl\.?|jm|at|@) *)"
_MONTH = rf"(?: +(?:{any_of(MONTHS)}))"


def _clock(name: str) -> str:
    """One time, its groups under a name: digits with minutes, half past, or an hour that a word marks."""
    halves = (rf"(?: *(?P<{name}half{number}>[ap]\.?m\.?))" for number in range(9))
    moved = rf"(?: +(?:lewat|lebih) +(?P<{name}plus>{_N})| +kurang +(?P<{name}less>{_N}))(?: +menit)?"
    forms = (
        rf"{_MARK}?(?P<{name}hour>\d{{1,2}})[.:](?P<{name}minute>\d{{2}}){next(halves)}?",
        rf"{_MARK}?(?:setengah|stgh) +(?P<{name}halved>{_N})",
        rf"{_MARK}?half +past +(?P<{name}past>{_N}){next(halves)}?",
        rf"{_MARK}?(?:a +)?quarter +(?P<{name}quarter>past|to) +(?P<{name}quartered>{_N}){next(halves)}?",
        rf"{_MARK}(?P<{name}marked>{_N})(?:{moved})?{next(halves)}?",
        rf"(?P<{name}bare>{_N}){next(halves)}",
        rf"(?P<{name}parted>{_N})(?= +(?:{any_of(DAYPARTS)})\b)",
    )
    return "|".join(forms)


def _behind(name: str) -> str:
    """The part of the day and the zone that may stand behind either end."""
    return rf"(?: +(?P<{name}part>{any_of(DAYPARTS)}))?(?: +(?P<{name}zone>wib|wita|wit))?"


_TO = r" *(?:-|–|—|s/d|s\.d\.?|sd|sampai|hingga|to|until|till) *"
_END = rf"(?P<open>selesai|end)|{_clock('b')}|(?P<bloose>\d{{1,2}})(?!{_MONTH})"
_UNIT = r"(?:jam|menit|mnt|hours?|minutes?|mins?|hrs?)"
_ONE = r"setengah +jam|half +an +hour|sejam|semenit|an? +(?:hour|minute)"
_LONG = rf"(?:{_ONE}|(?:\d{{1,3}}(?:[.,]\d)?|{any_of(NUMBERS)}) *{_UNIT})"
_LONGER = rf"{_LONG}(?: +(?:dan +|and +)?{_LONG})?"

TIME = re.compile(_clock("a"))
SPAN = re.compile(rf"(?:{_clock('a')}|{_MARK}?(?P<aloose>\d{{1,2}})){_behind('from')}{_TO}(?:{_END}){_behind('to')}")
NOON = re.compile(r"(?:(?:jam|pukul|at) +)?(?:tengah +hari|noon|midday)")
MIDNIGHT = re.compile(r"(?:(?:jam|pukul|at) +)?(?:tengah +malam|midnight)")
AFTER = re.compile(rf"(?P<behind>{_LONGER}) +(?:lagi|from +now)|(?:in|dalam) +(?P<before>{_LONGER})")
NOON_HOUR = 12


class Unclear(Exception):
    """Not a phrase after all: another one may fit."""


def time(found: re.Match[str]) -> Part:
    """One time of day."""
    return Span(_read(found, "a"))


def span(found: re.Match[str]) -> tuple[Part, ...]:
    """From one time until another; a bare number is an hour beside one that is marked, or on a clock of 24 hours.

    A part of the day behind the first holds for it, one behind the second alone for both.
    """
    if found["aloose"] and (found["bloose"] or found["open"]) and int(found["aloose"]) <= NOON_HOUR:
        raise Unclear
    start = Clock(int(found["aloose"])) if found["aloose"] else _read(found, "a")
    part, zones = found["frompart"] or found["topart"], {found["fromzone"], found["tozone"]} - {None}
    if len(zones) > 1:
        raise Unclear
    described: tuple[Part, ...] = (Daypart(" ".join(part.split())),) if part else ()
    return Span(start, _end(found)), *described, *(Zone(_zone(zone)) for zone in zones)


def _zone(word: str) -> tzinfo:
    zone = zone_of(word)
    assert zone is not None
    return zone


def _end(found: re.Match[str]) -> Clock | None:
    if found["open"]:
        return None
    end = Clock(int(found["bloose"])) if found["bloose"] else _read(found, "b")
    if not found["frompart"] or not found["topart"]:
        return end
    hours = of_clock(end, " ".join(found["topart"].split()))
    if len(hours) != 1:
        raise Unclear
    return Clock(hours[0][1], hours[0][2], sure=True)


def _read(found: re.Match[str], name: str) -> Clock:
    group = {
        key.removeprefix(name): value for key, value in found.groupdict().items() if key.startswith(name) and value
    }
    half = next((value[0] for key, value in group.items() if key.startswith("half") and value[0] in "ap"), "")
    hour, minute, digital = _hour_and_minute(group)
    if half:
        if not 1 <= hour <= 12:
            raise Impossible("no_such_time")
        return Clock(hour % 12 + (12 if half == "p" else 0), minute, sure=True, half=True)
    return Clock(hour, minute, sure=hour > 12 or digital)


def _hour_and_minute(group: dict[str, str]) -> tuple[int, int, bool]:
    """Hour, minute, and whether it is written as a clock of 24 hours shows it."""
    if "hour" in group:
        return int(group["hour"]), int(group["minute"]), len(group["hour"]) == 2
    if "halved" in group:
        return (number_of(group["halved"]) - 1) % 12 or 12, 30, False
    if "past" in group:
        return number_of(group["past"]), 30, False
    if "quartered" in group:
        return _moved(number_of(group["quartered"]), 15 if group["quarter"] == "past" else -15)
    if "plus" in group or "less" in group:
        minutes = number_of(group["plus"]) if "plus" in group else -number_of(group["less"])
        return _moved(number_of(group["marked"]), minutes)
    return number_of(group.get("marked") or group.get("bare") or group["parted"]), 0, False


def _moved(hour: int, minutes: int) -> tuple[int, int, bool]:
    if not 0 < abs(minutes) < 60:
        raise Impossible("no_such_time")
    hour, minute = divmod(hour * 60 + minutes, 60)
    return hour % 24, minute, False


def after(found: re.Match[str]) -> Part:
    """So long from now."""
    words = " ".join((found["behind"] or found["before"]).split())
    words = re.sub(r"(\d) *hrs?\b", r"\1 hours", words)
    for word in sorted(NUMBERS, key=len, reverse=True):
        words = re.sub(rf"\b{word}\b", str(NUMBERS[word]), words)
    try:
        return After(parse_duration(words))
    except BadDuration:
        raise Impossible("no_such_time") from None


def noon(found: re.Match[str]) -> Part:
    """Noon by its name."""
    return Span(Clock(12, sure=True))


def midnight(found: re.Match[str]) -> Part:
    """Midnight, which begins a day or ends it."""
    return Span(Clock(0, sure=True))
