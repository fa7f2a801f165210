"""What happens again and again: RFC 5545 rules, and their dates by the clocks of a zone."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from dateutil.rrule import rrulestr

from bot.domain.dates.parts import Dates, Repeat
from bot.domain.dates.words import CODES

MOST = 500  # dates looked at to find the first one


def rule(repeat: Repeat, zone: tzinfo, today: date, *, count: Sequence[int] = (), until: Sequence[Dates] = ()) -> str:
    """The RRULE of a repetition."""
    parts = [f"FREQ={repeat.freq}"]
    parts += [f"INTERVAL={repeat.interval}"] if repeat.interval > 1 else []
    rank = str(repeat.rank) if repeat.rank else ""
    parts += ["BYDAY=" + ",".join(rank + CODES[day] for day in sorted(repeat.days))] if repeat.days else []
    parts += [f"BYMONTHDAY={repeat.monthday}"] if repeat.monthday else []
    parts += [f"COUNT={number}" for number in count]
    parts += [f"UNTIL={_end(dates(today)[0], zone):%Y%m%dT%H%M%SZ}" for dates in until]
    return ";".join(parts)


def _end(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def first(rrule: str, begins: date, hour: tuple[int, int, int], zone: tzinfo, now: datetime) -> datetime | None:
    """The first moment of a rule on or after the day `begins` that lies ahead of `now`: the pace is counted from it."""
    later, hour_, minute = hour
    start = datetime.combine(begins, time(hour_, minute), zone)
    found = islice(occurrences(_endless(rrule), start), MOST)
    return next((moment for each in found if (moment := each + timedelta(later)) > now), None)


def _endless(rrule: str) -> str:
    """The rule without what counts from the first moment on."""
    return ";".join(part for part in rrule.split(";") if not part.startswith(("COUNT=", "INTERVAL=")))


def occurrences(rrule: str, start: datetime) -> Iterator[datetime]:
    """The moments of a rule from `start` on, at the same time by the clocks of its zone."""
    yield from rrulestr(rrule, dtstart=start)
