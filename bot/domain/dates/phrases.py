"""The phrases of dates, and what each contributes: the first that fits at a place is taken."""

import re

from bot.domain.dates import clocks, days
from bot.domain.dates.parts import (
    Day,
    Daypart,
    Filler,
    Impossible,
    Part,
    Vague,
    Zone,
)
from bot.domain.dates.repeats import REPEATS, compiled
from bot.domain.dates.words import (
    DAY,
    DAYPARTS,
    MONTH,
    MONTHS,
    NTH,
    NUMBER,
    NUMBERS,
    WEEKDAYS,
    any_of,
    number_of,
    zone_of,
)


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _day(word: str) -> int:
    return WEEKDAYS[word]


def _named(found: re.Match[str]) -> int:
    return _day(found["day"])


def _bare(found: re.Match[str]) -> Part:
    day = _day(found["day"])
    return Day(days.weekday(day), weekday=day)


def _eve(found: re.Match[str]) -> tuple[Part, ...]:
    """ "Malam Minggu" is the night that leads to Sunday."""
    day = (_day(found["day"]) - 1) % 7
    dates = days.next_one(day) if found["next"] else days.weekday(day)
    return Day(dates, soonest=bool(found["this"])), Daypart("malam")


def _date(found: re.Match[str]) -> Part:
    day, month, year = int(found["d"]), MONTHS[found["month"]], found["y"]
    return Day(days.calendar_day(day, month, int(year) if year else None), yearless=not year)


def _numeric(found: re.Match[str]) -> Part:
    """Day before month, as Indonesians write; where both could be either, both may be meant."""
    first, second = int(found["first"]), int(found["second"])
    year = int(found["y"]) if found["y"] else None
    if year is not None and year < 100:
        year += 2000
    readings = []
    for day, month in ((first, second), (second, first)):
        try:
            readings.append(days.calendar_day(day, month, year))
        except Impossible:
            continue
    if not readings:
        raise Impossible("no_such_day")
    return Day(days.either(*readings) if first != second else readings[0], yearless=year is None)


def _iso(found: re.Match[str]) -> Part:
    return Day(days.calendar_day(int(found["d"]), int(found["m"]), int(found["y"])))


def _zone(found: re.Match[str]) -> Part:
    zone = zone_of(found[0])
    if zone is None:
        raise Impossible("no_such_time")
    return Zone(zone)


def _ago(found: re.Match[str]) -> Part:
    return Day(days.ahead(-1))


def _many_days(found: re.Match[str]) -> Part:
    number = number_of(found["n"]) if "n" in found.groupdict() else 1
    weekly = found["unit"].startswith(("minggu", "pekan", "week"))
    return Day(days.ahead(number * 7 if weekly else number))


def _of_month(found: re.Match[str]) -> Part:
    return Day(days.day_of_month(int(found["d"]), 1 if found["next"] else 0))


def _next_of_month(found: re.Match[str]) -> Part:
    return Day(days.day_of_month(number_of(found["d"])), soonest=True)


_PAST = compiled(
    (r"kemarin(?: +dulu)?|kemaren|yesterday|tadi(?: +(?:malam|pagi|siang|sore))?|last +night", _ago),
    (rf"(?:hari +)?(?P<day>{DAY}) +(?:lalu|kemarin|yang +lalu)", lambda found: Day(days.last_one(_named(found)))),
    (rf"last +(?P<day>{DAY})", lambda found: Day(days.last_one(_named(found)))),
    (r"(?:minggu|pekan|bulan|tahun) +(?:lalu|kemarin)|last +(?:week|month|year)", _ago),
)

_RELATIVE = compiled(
    (rf"(?P<n>{NUMBER}|\d{{3}}) *(?P<unit>hari|minggu|pekan|days?|weeks?) +(?:lagi|from +now)", _many_days),
    (rf"in +(?P<n>{NUMBER}|\d{{3}}) +(?P<unit>days?|weeks?)", _many_days),
    (r"se(?P<unit>minggu|pekan|hari) +lagi", _many_days),
    (r"hari +ini|today", lambda found: Day(days.ahead(0))),
    (r"(?:the +)?day +after +tomorrow|lusa", lambda found: Day(days.ahead(2))),
    (r"besok(?= +lusa)", lambda found: Vague("contradiction")),
    (r"besok|bsk|esok(?: +hari)?|tomorrow|tmrw", lambda found: Day(days.ahead(1))),
)

_NEXT_WEEK = (
    rf"(?:minggu|pekan) +depan +(?:hari +)?(?P<day>{DAY})",
    rf"(?:hari +)?(?P<day>{DAY}) +(?:minggu|pekan) +depan",
    rf"next +week(?: +on)? +(?P<day>{DAY})",
    rf"(?:on +)?(?P<day>{DAY}) +(?:of +)?next +week",
)
_THIS_WEEK = (
    rf"(?:minggu|pekan) +ini +(?:hari +)?(?P<day>{DAY})",
    rf"(?:hari +)?(?P<day>{DAY}) +(?:minggu|pekan) +ini",
)
_WEEKDAYS = compiled(
    *((pattern, lambda found: Day(days.of_next_week(_named(found)))) for pattern in _NEXT_WEEK),
    *((pattern, lambda found: Day(days.of_this_week(_named(found)))) for pattern in _THIS_WEEK),
    (r"hari +minggu +depan", lambda found: Day(days.next_one(6))),
    (r"hari +minggu +ini", lambda found: Day(days.of_this_week(6))),
    (r"(?:minggu|pekan|bulan|tahun) +(?:depan|ini)", lambda found: Vague("which_day")),
    (r"(?:next|this) +(?:week|month|year)", lambda found: Vague("which_day")),
    (rf"malam +(?P<day>{DAY})(?: +(?:(?P<next>depan)|(?P<this>ini)))?", _eve),
    (rf"(?:hari +)?(?P<day>{DAY}) +ini", lambda found: Day(days.of_this_week(_named(found)))),
    (rf"this +(?:coming +)?(?P<day>{DAY})", lambda found: Day(days.of_this_week(_named(found)))),
    (rf"(?:hari +)?(?P<day>{DAY}) +(?:depan|yang +akan +datang)", lambda found: Day(days.next_one(_named(found)))),
    (rf"next +(?P<day>{DAY})", lambda found: Day(days.next_one(_named(found)))),
    (rf"(?:hari +|on +)?(?P<day>{DAY})", _bare),
)

_ON = r"(?:tanggal|tgl\.?)"
_DATES = compiled(
    (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", _iso),
    (rf"(?:(?:{_ON}|the) +)?(?P<d>\d{{1,2}}){NTH}(?: +of)? *-?(?P<month>{MONTH})\.?(?: *-?(?P<y>\d{{4}}))?", _date),
    (rf"(?P<month>{MONTH}) +(?:the +)?(?P<d>\d{{1,2}}){NTH}(?![.:\d])(?: +(?P<y>\d{{4}}))?", _date),
    (
        rf"(?:{_ON} +)?(?P<first>\d{{1,2}})(?P<sep>[/-])(?P<second>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}|\d{{2}}))?",
        _numeric,
    ),
    (rf"{_ON} +(?P<d>\d{{1,2}}) +bulan +(?:(?P<next>depan)|ini)", _of_month),
    (rf"bulan +(?:(?P<next>depan)|ini) +{_ON} +(?P<d>\d{{1,2}})", _of_month),
    (rf"(?:{_ON}|on +the|the) +(?P<d>{NUMBER}){NTH}(?![.:\d])", _next_of_month),
    (r"akhir +bulan +depan|(?:the +)?end +of +next +month", lambda found: Day(days.end_of_month(1))),
    (r"akhir +bulan(?: +ini)?|(?:the +)?end +of +(?:the|this) +month", lambda found: Day(days.end_of_month())),
)

_PART = any_of(DAYPARTS)


def _part_of_today(found: re.Match[str]) -> tuple[Part, ...]:
    return Day(days.ahead(0)), Daypart(_spaced(found["word"]))


_OTHERS = compiled(
    (r"tonight", lambda found: (Day(days.ahead(0)), Daypart("malam"))),
    (rf"(?:nanti|n?entar|ntar|this) +(?P<word>{_PART})", _part_of_today),
    (rf"(?P<word>{_PART}) +(?:ini|nanti)", _part_of_today),
    (rf"(?:in +the +|at +)?(?P<word>{_PART})(?: +hari)?", lambda found: Daypart(_spaced(found["word"]))),
    (r"wib|wita|wit|(?:utc|gmt)(?: *[+\-−]\d{1,2}(?::?\d{2})?)?", _zone),
    (r"pada|on|at|the|nanti|n?entar|ntar|@|-|–|—", lambda found: Filler()),
)

_CLOCKS = (
    (clocks.NOON, clocks.noon),
    (clocks.MIDNIGHT, clocks.midnight),
    (clocks.SPAN, clocks.span),
    (clocks.AFTER, clocks.after),
)
_TIME = ((clocks.TIME, clocks.time),)

PHRASES = tuple(
    (re.compile(rf"(?:{pattern.pattern})(?= |\Z)"), build)
    for pattern, build in (*REPEATS, *_PAST, *_CLOCKS, *_RELATIVE, *_DATES, *_TIME, *_WEEKDAYS, *_OTHERS)
)
"""Each ends where a word ends."""

WHICH_NIGHT = re.compile(rf"(?:\d|{any_of(NUMBERS)}) +malam +(?:{DAY})(?= |\Z)")
"""After a time, "malam Minggu" is the night before Sunday, or the night of a Sunday."""
