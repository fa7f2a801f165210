"""What happens once every local day, however long the day is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_time(after: datetime, at: str, zone: ZoneInfo) -> datetime:
    """The first moment after `after` at which clocks of `zone` show `at` ("03:30"), in UTC.

    A time that the clocks skip comes as much later as they skip, one that they show twice is the first.
    """
    clock = time.fromisoformat(at)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, clock, zone).astimezone(UTC)
        if moment > after:
            return moment
        day += timedelta(days=1)
