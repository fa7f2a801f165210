"""The hours that a time of day may mean, and the moments that they are on a day."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.domain.dates.parts import Clock, Span
from bot.domain.dates.words import DAYPARTS, NIGHTS

Hours = list[tuple[int, int, int]]
"""(days later, hour, minute) each."""

NOON, MIDNIGHT = 12, 24
SMALL = (0, 1, 2, 3)  # hours that a night reaches after midnight
EVENING = time(19, 30)  # when most meetings of people who work begin
LONGEST = 8 * 60  # minutes from a start that is chosen by its end


def hours(span: Span, part: str) -> Hours:
    """The hours that may be meant; `part` of the day narrows them down, and so does an end."""
    found = of_clock(span.start, part)
    if span.end is None or len(found) < 2:
        return found
    ends = {hour * 60 + minute for _, hour, minute in of_clock(span.end, part) or of_clock(span.end, "")}
    short = [start for start in found if any(0 < (end - _minutes(start)) % 1440 <= LONGEST for end in ends)]
    return short if len(short) == 1 or span.end.sure else found


def of_clock(clock: Clock, part: str) -> Hours:
    """The hours that one time may mean."""
    if clock.hour == MIDNIGHT:
        return [(1, 0, 0)] if not part or part in NIGHTS else []
    hours_ = _readings(clock, bool(part))
    if part:
        return _within(part, hours_, clock)
    return [each for hour in hours_ for each in _at(hour, clock)]


def _readings(clock: Clock, narrowed: bool) -> set[int]:
    if clock.half or clock.hour > NOON or (clock.sure and not narrowed):
        return {clock.hour}
    return {clock.hour % NOON, clock.hour % NOON + NOON}


def _at(hour: int, clock: Clock) -> Hours:
    """Midnight ends a day to some, to others it begins one."""
    if hour == 0 and clock.minute == 0:
        return [(0, 0, 0), (1, 0, 0)]
    later = 1 if hour == 0 and not clock.sure else 0
    return [(later, hour, clock.minute)]


def _within(part: str, readings: set[int], clock: Clock) -> Hours:
    """Those hours that lie in a part of the day; small hours of a night may be of the day or of the next."""
    first, last = DAYPARTS[part]
    found = [(0, hour, clock.minute) for hour in sorted(readings) if first <= hour <= last]
    if part in NIGHTS:
        found += [(later, hour, clock.minute) for hour in sorted(readings) if hour in SMALL for later in (0, 1)]
    return found


def _minutes(start: tuple[int, int, int]) -> int:
    return start[1] * 60 + start[2]


def usual(part: str) -> time:
    """A time at which meetings of a part of the day may begin, as an example."""
    first, last = DAYPARTS[part] if part else (EVENING.hour, EVENING.hour)
    return EVENING if first <= EVENING.hour <= last else time(last - 2)


def moments(day: date, hours_: Hours, zone: tzinfo) -> list[datetime]:
    """The moments at which clocks of `zone` show these hours: none where they skip them, two where they repeat."""
    found = []
    for later, hour, minute in hours_:
        there = datetime.combine(day + timedelta(later), time(hour, minute), zone)
        found += [moment for fold in (0, 1) if _is_shown(moment := there.replace(fold=fold))]
    return sorted({moment.astimezone(UTC): moment for moment in reversed(found)}.values())


def _is_shown(there: datetime) -> bool:
    back = there.astimezone(UTC).astimezone(there.tzinfo)
    return back.replace(tzinfo=None, fold=0) == there.replace(tzinfo=None, fold=0)


def length(start: datetime, end: Clock) -> int:
    """Minutes from a start until the next time that `end` may mean."""
    began = start.hour * 60 + start.minute
    lengths = ((hour * 60 + minute - began) % 1440 for _, hour, minute in of_clock(end, ""))
    return min((each for each in lengths if each), default=0)
