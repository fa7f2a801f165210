"""Hours of the day as admins write them ("22:00-05:00"), and when they begin and end on a local date."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?"
_HOURS = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|to|sampai|s/d|sd)\s*{_CLOCK}\s*", re.IGNORECASE)
_DAY = timedelta(days=1)


class BadHours(ValueError):
    """Hours that cannot be read, or that begin when they end."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From a time until another, over midnight where the second is the earlier one."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Beginning and end, in UTC, of the hours that begin on a local date."""
        last = day if self.end > self.start else day + _DAY
        return _moment(day, self.start, zone), _moment(last, self.end, zone)

    def running(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The local date on which the hours began that run now."""
        today = now.astimezone(zone).date()
        for day in (today, today - _DAY):
            start, end = self.on(day, zone)
            if start <= now < end:
                return day
        return None

    def next(self, now: datetime, zone: ZoneInfo, days: frozenset[int] = frozenset(range(7))) -> date:
        """The next local date, among these days of the week (Monday is 0), whose hours have yet to begin."""
        day = now.astimezone(zone).date()
        while day.weekday() not in days or self.on(day, zone)[0] <= now:
            day += _DAY
        return day


def parse_hours(words: str) -> Hours:
    """ "22:00-05:00", also "22.00 – 05.00", "9 sampai 17"; raises BadHours."""
    found = _HOURS.fullmatch(words)
    if found is None:
        raise BadHours(words)
    start, end = _time(found[1], found[2]), _time(found[3], found[4])
    if start == end:
        raise BadHours(words)
    return Hours(start, end)


def _time(hour: str, minute: str | None) -> time:
    if int(hour) == 24 and int(minute or 0):
        raise BadHours(hour)
    return time(int(hour) % 24, int(minute or 0))


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
