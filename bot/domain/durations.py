"""Durations as admins write them and as Pamong says them: "2h30m", "2 jam 30 menit", "half an hour"."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from babel.units import format_unit

SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(days=366)

Reason = Literal["shape", "too_long", "too_short"]


class BadDuration(ValueError):
    """A duration that cannot be read (`shape`) or lies outside of SHORTEST and LONGEST."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86400
_WEEK, _MONTH = 7 * _DAY, 30 * _DAY
# "hr" is missing on purpose: an hour to the English, a day to Indonesians.
_UNITS = {
    _SECOND: "s dtk detik sec secs second seconds",
    _MINUTE: "m mnt menit min mins minute minutes",
    _HOUR: "h j jam hrs hour hours",
    _DAY: "d hari day days",
    _WEEK: "w minggu mgg pekan week weeks",
    _MONTH: "bulan bln month months",
}
_SECONDS = {word: seconds for seconds, words in _UNITS.items() for word in words.split()}
_WORD = "|".join(sorted(_SECONDS, key=len, reverse=True))
# Seconds are left out: nobody mutes for "a second", but many a reason begins with "a second time".
_PART = re.compile(
    rf"""(?: (?P<number>[0-9]+(?:[.,][0-9]+)?) \s* (?P<unit>{_WORD})
        | (?P<half>setengah|half\ an?) \s+ (?P<halved>jam|hari|hour|day)
        | (?:se|an?\ +) (?P<one>menit|jam|hari|minggu|pekan|bulan|minute|hour|day|week|month)
        ) (?![a-z])""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_JOINT = re.compile(r"\s*(?:,\s*|(?:dan|and)\s+)?", re.IGNORECASE | re.ASCII)
_BEHIND = re.compile(r"(?=\s)|[,;:.](?=\s|\Z)|\Z")


def parse_duration(text: str) -> timedelta:
    """The duration that the whole text says, in whole seconds; a month has 30 days. Raises BadDuration."""
    words = text.strip()
    end, seconds = _leading(words)
    if end == 0 or end < len(words):
        raise BadDuration("shape")
    return _within_bounds(seconds)


def take_duration(words: str) -> tuple[timedelta | None, str]:
    """A duration at the beginning of a command's arguments, and the rest; raises BadDuration for one out of bounds."""
    words = words.strip()
    end, seconds = _leading(words)
    behind = _BEHIND.match(words, end)
    if end == 0 or behind is None:
        return None, words
    return _within_bounds(seconds), words[behind.end() :].lstrip()


def _leading(words: str) -> tuple[int, float]:
    """Where the duration at the beginning ends, and its seconds: parts from the largest unit to the smallest."""
    end, total, previous = 0, 0.0, float("inf")
    for part, amount, unit in _parts(words):
        if unit >= previous:
            break
        end, total, previous = part.end(), total + amount * unit, unit
    return end, total


def _parts(words: str) -> Iterator[tuple[re.Match[str], float, int]]:
    part = _PART.match(words)
    while part:
        yield part, *_amount_and_unit(part)
        joint = _JOINT.match(words, part.end())
        part = joint and _PART.match(words, joint.end())


def _amount_and_unit(part: re.Match[str]) -> tuple[float, int]:
    if part["number"]:
        return float(part["number"].replace(",", ".")), _SECONDS[part["unit"].lower()]
    if part["half"]:
        return 0.5, _SECONDS[part["halved"].lower()]
    return 1, _SECONDS[part["one"].lower()]


def _within_bounds(seconds: float) -> timedelta:
    if seconds > LONGEST.total_seconds():
        raise BadDuration("too_long")
    if seconds < SHORTEST.total_seconds():
        raise BadDuration("too_short")
    return timedelta(seconds=round(seconds))


def say_duration(delta: timedelta, language: str) -> str:
    """The largest two units in words, rounded down: "2 jam 30 menit", "1 week"; what is not above zero is 0 seconds."""
    amounts = _amounts(delta)[:2] or [("second", 0)]
    return " ".join(
        format_unit(amount, f"duration-{unit}", locale=language.replace("-", "_")) for unit, amount in amounts
    )


def compact(delta: timedelta) -> str:
    """The short form that admins type, exact to the second: "2h30m", "1w", "10d"."""
    return "".join(f"{amount}{unit[0]}" for unit, amount in _amounts(delta)) or "0s"


def _amounts(delta: timedelta) -> list[tuple[str, int]]:
    """The units that are not zero, from large to small; weeks only where nothing else is left over."""
    rest = max(int(delta.total_seconds()), 0)
    if rest and rest % _WEEK == 0:
        return [("week", rest // _WEEK)]
    amounts = []
    for unit, seconds in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE), ("second", _SECOND)):
        amount, rest = divmod(rest, seconds)
        amounts.append((unit, amount))
    return [(unit, amount) for unit, amount in amounts if amount]
