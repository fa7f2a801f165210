"""The phrases of dates, and what each contributes: the first that fits at a place is taken."""

import re
from collections.abc import Callable

from bot.domain.dates import clocks, days
from bot.domain.dates.parts import (
    Begin,
    Day,
    Daypart,
    Filler,
    Impossible,
    Part,
    Repeat,
    Times,
    Until,
    Vague,
    Zone,
)
from bot.domain.dates.words import DAYPARTS, MONTHS, NUMBERS, RANKS, WEEKDAYS, any_of, number_of, zone_of

Build = Callable[[re.Match[str]], Part | tuple[Part, ...]]

_DAY = any_of(WEEKDAYS)
_MONTH = any_of(MONTHS)
_NUMBER = rf"(?:\d{{1,2}}|{any_of(NUMBERS)})"
_EVERY = r"(?:setiap|tiap|tiap-tiap|every|each)"
_LIST = rf"(?:hari +)?(?:{_DAY})(?:(?: *(?:&|/|\+) *| +(?:dan|and) +| +)(?:hari +)?(?:{_DAY}))*"
_WORKDAYS = r"(?:hari +kerja|week ?days?|working +days?)"
_WEEKEND = r"(?:akhir +pekan|week ?ends?)"
_WEEK = r"(?:minggu|pekan|weeks?)"


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _day(word: str) -> int:
    return WEEKDAYS[word]


def _named(found: re.Match[str]) -> int:
    return _day(found["day"])


def _listed(words: str) -> tuple[int, ...]:
    return tuple(sorted({_day(word) for word in re.findall(rf"\b(?:{_DAY})\b", words)}))


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


def _every(found: re.Match[str]) -> Part:
    groups = found.groupdict()
    interval = 2 if groups.get("other") else number_of(groups["n"]) if groups.get("n") else 1
    if not interval:
        raise Impossible("no_such_day")
    return Repeat("WEEKLY", interval, _listed(groups.get("list") or ""))


def _ranked(found: re.Match[str]) -> Part:
    return Repeat("MONTHLY", days=(_day(found["day"]),), rank=RANKS[found["rank"]])


def _monthday(found: re.Match[str]) -> Part:
    day = int(found["d"])
    if day > 28:
        return Vague("not_every_month")
    days.day_of_month(day)
    return Repeat("MONTHLY", monthday=day)


def _times(found: re.Match[str]) -> Part:
    count = number_of(found["n"])
    if not 1 <= count <= 366:
        raise Impossible("no_such_day")
    return Times(count)


def _until(found: re.Match[str]) -> Part:
    day, month, year = int(found["d"]), MONTHS[found["month"]], found["y"]
    return Until(days.calendar_day(day, month, int(year) if year else None))


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


def _compiled(*phrases: tuple[str, Build]) -> tuple[tuple[re.Pattern[str], Build], ...]:
    return tuple((re.compile(pattern), build) for pattern, build in phrases)


_OF_MONTH = r" +(?:of|in) +(?:every|each) +month"
_NTH = r"(?:st|nd|rd|th)?"
_RANK = any_of(RANKS)

_REPEATS = _compiled(
    (rf"(?:{_EVERY} +{_WORKDAYS}|weekdays)", lambda found: Repeat("WEEKLY", days=(0, 1, 2, 3, 4))),
    (rf"(?:{_EVERY} +{_WEEKEND}|weekends)", lambda found: Repeat("WEEKLY", days=(5, 6))),
    (rf"{_EVERY} +hari +(?P<list>minggu)", _every),
    (rf"{_EVERY} +(?P<rank>{_RANK}) +(?P<day>{_DAY})(?:{_OF_MONTH})?", _ranked),
    (rf"(?:the +)?(?P<rank>{_RANK}) +(?P<day>{_DAY}){_OF_MONTH}", _ranked),
    (rf"{_EVERY} +(?P<day>{_DAY}) +(?P<rank>{_RANK})(?: +(?:setiap|tiap) +bulan)?", _ranked),
    (rf"(?P<day>{_DAY}) +(?P<rank>{_RANK}) +(?:setiap|tiap) +bulan", _ranked),
    (rf"{_EVERY} +(?:bulan +)?(?:tanggal|tgl) +(?P<d>\d{{1,2}})", _monthday),
    (r"(?:tanggal|tgl) +(?P<d>\d{1,2}) +(?:setiap|tiap) +bulan", _monthday),
    (rf"(?:every +month +on +the|monthly +on +the) +(?P<d>\d{{1,2}}){_NTH}", _monthday),
    (rf"(?:the +)?(?P<d>\d{{1,2}}){_NTH} +of +(?:every|each) +month", _monthday),
    (r"(?:setiap|tiap) +akhir +bulan", lambda found: Repeat("MONTHLY", monthday=-1)),
    (rf"{_EVERY} +(?P<n>{_NUMBER}) +{_WEEK}(?: +sekali)?(?: +(?:pada +|on +)?(?P<list>{_LIST}))?", _every),
    (rf"(?P<n>{_NUMBER}) +(?:minggu|pekan) +sekali(?: +(?:pada +)?(?P<list>{_LIST}))?", _every),
    (rf"every +(?P<other>other) +(?P<list>{_LIST})", _every),
    (rf"every +(?P<other>other) +week(?: +(?:on +)?(?P<list>{_LIST}))?", _every),
    (rf"(?:(?:setiap|tiap) +{_WEEK}|every +week|weekly|mingguan) +(?:pada +|on +)?(?P<list>{_LIST})", _every),
    (r"(?:setiap|tiap) +minggu", lambda found: Vague("week_or_sunday")),
    (r"(?:setiap|tiap) +pekan|every +week|weekly|mingguan", lambda found: Repeat("WEEKLY")),
    (rf"{_EVERY} +(?P<list>{_LIST})", _every),
    (r"(?:setiap|tiap) +hari|every ?day|each +day|daily", lambda found: Repeat("DAILY")),
    (r"(?:on +)?(?P<list>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s", _every),
    (rf"(?P<n>{_NUMBER}|\d{{3}}) *(?:kali|x|times)", _times),
    (
        rf"(?:sampai|hingga|until|till) +(?:tanggal +)?(?P<d>\d{{1,2}}) +(?P<month>{_MONTH})(?: +(?P<y>\d{{4}}))?",
        _until,
    ),
    (r"mulai|starting|start|from", lambda found: Begin()),
)

_PAST = _compiled(
    (r"kemarin(?: +dulu)?|kemaren|yesterday|tadi(?: +(?:malam|pagi|siang|sore))?|last +night", _ago),
    (rf"(?:hari +)?(?P<day>{_DAY}) +(?:lalu|kemarin|yang +lalu)", lambda found: Day(days.last_one(_named(found)))),
    (rf"last +(?P<day>{_DAY})", lambda found: Day(days.last_one(_named(found)))),
    (r"(?:minggu|pekan|bulan|tahun) +(?:lalu|kemarin)|last +(?:week|month|year)", _ago),
)

_RELATIVE = _compiled(
    (rf"(?P<n>{_NUMBER}|\d{{3}}) *(?P<unit>hari|minggu|pekan|days?|weeks?) +(?:lagi|from +now)", _many_days),
    (rf"in +(?P<n>{_NUMBER}|\d{{3}}) +(?P<unit>days?|weeks?)", _many_days),
    (r"se(?P<unit>minggu|pekan|hari) +lagi", _many_days),
    (r"hari +ini|today", lambda found: Day(days.ahead(0))),
    (r"(?:the +)?day +after +tomorrow|lusa", lambda found: Day(days.ahead(2))),
    (r"besok(?= +lusa)", lambda found: Vague("contradiction")),
    (r"besok|bsk|esok(?: +hari)?|tomorrow|tmrw", lambda found: Day(days.ahead(1))),
)

_NEXT_WEEK = (
    rf"(?:minggu|pekan) +depan +(?:hari +)?(?P<day>{_DAY})",
    rf"(?:hari +)?(?P<day>{_DAY}) +(?:minggu|pekan) +depan",
    rf"next +week(?: +on)? +(?P<day>{_DAY})",
    rf"(?:on +)?(?P<day>{_DAY}) +(?:of +)?next +week",
)
_THIS_WEEK = (
    rf"(?:minggu|pekan) +ini +(?:hari +)?(?P<day>{_DAY})",
    rf"(?:hari +)?(?P<day>{_DAY}) +(?:minggu|pekan) +ini",
)
_WEEKDAYS = _compiled(
    *((pattern, lambda found: Day(days.of_next_week(_named(found)))) for pattern in _NEXT_WEEK),
    *((pattern, lambda found: Day(days.of_this_week(_named(found)))) for pattern in _THIS_WEEK),
    (r"hari +minggu +depan", lambda found: Day(days.next_one(6))),
    (r"hari +minggu +ini", lambda found: Day(days.of_this_week(6))),
    (r"(?:minggu|pekan|bulan|tahun) +(?:depan|ini)", lambda found: Vague("which_day")),
    (r"(?:next|this) +(?:week|month|year)", lambda found: Vague("which_day")),
    (rf"malam +(?P<day>{_DAY})(?: +(?:(?P<next>depan)|(?P<this>ini)))?", _eve),
    (rf"(?:hari +)?(?P<day>{_DAY}) +ini", lambda found: Day(days.of_this_week(_named(found)))),
    (rf"this +(?:coming +)?(?P<day>{_DAY})", lambda found: Day(days.of_this_week(_named(found)))),
    (rf"(?:hari +)?(?P<day>{_DAY}) +(?:depan|yang +akan +datang)", lambda found: Day(days.next_one(_named(found)))),
    (rf"next +(?P<day>{_DAY})", lambda found: Day(days.next_one(_named(found)))),
    (rf"(?:hari +|on +)?(?P<day>{_DAY})", _bare),
)

_ON = r"(?:tanggal|tgl\.?)"
_DATES = _compiled(
    (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", _iso),
    (rf"(?:(?:{_ON}|the) +)?(?P<d>\d{{1,2}}){_NTH}(?: +of)? *-?(?P<month>{_MONTH})\.?(?: *-?(?P<y>\d{{4}}))?", _date),
    (rf"(?P<month>{_MONTH}) +(?:the +)?(?P<d>\d{{1,2}}){_NTH}(?![.:\d])(?: +(?P<y>\d{{4}}))?", _date),
    (
        rf"(?:{_ON} +)?(?P<first>\d{{1,2}})(?P<sep>[/-])(?P<second>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}|\d{{2}}))?",
        _numeric,
    ),
    (rf"{_ON} +(?P<d>\d{{1,2}}) +bulan +(?:(?P<next>depan)|ini)", _of_month),
    (rf"bulan +(?:(?P<next>depan)|ini) +{_ON} +(?P<d>\d{{1,2}})", _of_month),
    (rf"(?:{_ON}|on +the|the) +(?P<d>{_NUMBER}){_NTH}(?![.:\d])", _next_of_month),
    (r"akhir +bulan +depan|(?:the +)?end +of +next +month", lambda found: Day(days.end_of_month(1))),
    (r"akhir +bulan(?: +ini)?|(?:the +)?end +of +(?:the|this) +month", lambda found: Day(days.end_of_month())),
)

_PART = any_of(DAYPARTS)


def _part_of_today(found: re.Match[str]) -> tuple[Part, ...]:
    return Day(days.ahead(0)), Daypart(_spaced(found["word"]))


_OTHERS = _compiled(
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
    for pattern, build in (*_REPEATS, *_PAST, *_CLOCKS, *_RELATIVE, *_DATES, *_TIME, *_WEEKDAYS, *_OTHERS)
)
"""Each ends where a word ends."""

WHICH_NIGHT = re.compile(rf"(?:\d|{any_of(NUMBERS)}) +malam +(?:{_DAY})(?= |\Z)")
"""After a time, "malam Minggu" is the night before Sunday, or the night of a Sunday."""
