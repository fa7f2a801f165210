"""Phrases of what happens again and again: every other Thursday, setiap tanggal 5, 8 kali, sampai 30 Juni."""

import re
from collections.abc import Callable

from bot.domain.dates import days
from bot.domain.dates.parts import Begin, Impossible, Part, Repeat, Times, Until, Vague
from bot.domain.dates.words import DAY, MONTH, MONTHS, NTH, NUMBER, RANKS, WEEKDAYS, any_of, number_of

Build = Callable[[re.Match[str]], Part | tuple[Part, ...]]
Phrase = tuple[re.Pattern[str], Build]

_EVERY = r"(?:setiap|tiap|tiap-tiap|every|each)"
_LIST = rf"(?:hari +)?(?:{DAY})(?:(?: *(?:&|/|\+) *| +(?:dan|and) +| +)(?:hari +)?(?:{DAY}))*"
_WORKDAYS = r"(?:hari +kerja|week ?days?|working +days?)"
_WEEKEND = r"(?:akhir +pekan|week ?ends?)"
_WEEK = r"(?:minggu|pekan|weeks?)"


def compiled(*phrases: tuple[str, Build]) -> tuple[Phrase, ...]:
    """Phrases by their regular expressions."""
    return tuple((re.compile(pattern), build) for pattern, build in phrases)


def _listed(words: str) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS[word] for word in re.findall(rf"\b(?:{DAY})\b", words)}))


def _every(found: re.Match[str]) -> Part:
    groups = found.groupdict()
    interval = 2 if groups.get("other") else number_of(groups["n"]) if groups.get("n") else 1
    if not interval:
        raise Impossible("no_such_day")
    return Repeat("WEEKLY", interval, _listed(groups.get("list") or ""))


def _ranked(found: re.Match[str]) -> Part:
    return Repeat("MONTHLY", days=(WEEKDAYS[found["day"]],), rank=RANKS[found["rank"]])


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


_OF_MONTH = r" +(?:of|in) +(?:every|each) +month"
_RANK = any_of(RANKS)

REPEATS = compiled(
    (rf"(?:{_EVERY} +{_WORKDAYS}|weekdays|hari +kerja)", lambda found: Repeat("WEEKLY", days=(0, 1, 2, 3, 4))),
    (rf"(?:{_EVERY} +{_WEEKEND}|weekends)", lambda found: Repeat("WEEKLY", days=(5, 6))),
    (rf"{_EVERY} +hari +(?P<list>minggu)", _every),
    (rf"{_EVERY} +(?P<rank>{_RANK}) +(?P<day>{DAY})(?:{_OF_MONTH})?", _ranked),
    (rf"(?:the +)?(?P<rank>{_RANK}) +(?P<day>{DAY}){_OF_MONTH}", _ranked),
    (rf"{_EVERY} +(?P<day>{DAY}) +(?P<rank>{_RANK})(?: +(?:setiap|tiap) +bulan)?", _ranked),
    (rf"(?P<day>{DAY}) +(?P<rank>{_RANK}) +(?:setiap|tiap) +bulan", _ranked),
    (rf"{_EVERY} +(?:bulan +)?(?:tanggal|tgl) +(?P<d>\d{{1,2}})", _monthday),
    (r"(?:tanggal|tgl) +(?P<d>\d{1,2}) +(?:setiap|tiap) +bulan", _monthday),
    (rf"(?:every +month +on +the|monthly +on +the) +(?P<d>\d{{1,2}}){NTH}", _monthday),
    (rf"(?:the +)?(?P<d>\d{{1,2}}){NTH} +of +(?:every|each) +month", _monthday),
    (r"(?:setiap|tiap) +akhir +bulan", lambda found: Repeat("MONTHLY", monthday=-1)),
    (rf"{_EVERY} +(?P<n>{NUMBER}) +{_WEEK}(?: +sekali)?(?: +(?:pada +|on +)?(?P<list>{_LIST}))?", _every),
    (rf"(?P<n>{NUMBER}) +(?:minggu|pekan) +sekali(?: +(?:pada +)?(?P<list>{_LIST}))?", _every),
    (rf"every +(?P<other>other) +(?P<list>{_LIST})", _every),
    (rf"every +(?P<other>other) +week(?: +(?:on +)?(?P<list>{_LIST}))?", _every),
    (rf"(?:(?:setiap|tiap) +{_WEEK}|every +week|weekly|mingguan) +(?:pada +|on +)?(?P<list>{_LIST})", _every),
    (r"(?:setiap|tiap) +minggu", lambda found: Vague("week_or_sunday")),
    (r"(?:setiap|tiap) +pekan|every +week|weekly|mingguan", lambda found: Repeat("WEEKLY")),
    (rf"{_EVERY} +(?P<list>{_LIST})", _every),
    (r"(?:setiap|tiap) +hari|every ?day|each +day|daily", lambda found: Repeat("DAILY")),
    (r"(?:on +)?(?P<list>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s", _every),
    (rf"(?P<n>{NUMBER}|\d{{3}}) *(?:kali|x|times)", _times),
    (
        rf"(?:sampai|hingga|until|till) +(?:tanggal +)?(?P<d>\d{{1,2}}) +(?P<month>{MONTH})(?: +(?P<y>\d{{4}}))?",
        _until,
    ),
    (r"mulai|starting|start|from", lambda found: Begin()),
)
