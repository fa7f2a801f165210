"""Days of the week as admins write them ("mon,thu", "senin dan kamis") and as Pamong says them; Monday is 0."""

import re
from collections.abc import Iterable

from babel.dates import get_day_names

_NAMES = {
    0: "mon monday sen senin",
    1: "tue tuesday sel selasa",
    2: "wed wednesday rab rabu",
    3: "thu thursday kam kamis",
    4: "fri friday jum jumat jum'at",
    5: "sat saturday sab sabtu",
    6: "sun sunday min minggu ahad",
}
_DAYS = {name: day for day, names in _NAMES.items() for name in names.split()}
_GROUPS = {
    "daily": range(7),
    "everyday": range(7),
    "setiap hari": range(7),
    "tiap hari": range(7),
    "weekdays": range(5),
    "hari kerja": range(5),
    "weekend": (5, 6),
    "akhir pekan": (5, 6),
}
_BETWEEN = re.compile(r"\s*(?:,|\+|&|\bdan\b|\band\b|\s)\s*")


class BadDay(ValueError):
    """A day that cannot be read."""


def parse_days(words: str) -> frozenset[int]:
    """Days by their English or Indonesian names, whole or short, or "daily"; raises BadDay."""
    plain = " ".join(words.lower().split())
    if plain in _GROUPS:
        return frozenset(_GROUPS[plain])
    found = {_day(word) for word in _BETWEEN.split(plain) if word}
    if not found:
        raise BadDay(words)
    return frozenset(day for days in found for day in days)


def _day(word: str) -> tuple[int, ...]:
    first, dash, last = word.partition("-")
    if word in _GROUPS:
        return tuple(_GROUPS[word])
    if first not in _DAYS or (dash and last not in _DAYS):
        raise BadDay(word)
    if not dash:
        return (_DAYS[first],)
    return tuple((_DAYS[first] + step) % 7 for step in range((_DAYS[last] - _DAYS[first]) % 7 + 1))


def say_days(days: Iterable[int], language: str) -> str:
    """The days by name, from Monday on: "Senin, Kamis"."""
    names = get_day_names("wide", locale=language.replace("-", "_"))
    return ", ".join(names[day] for day in sorted(days))
