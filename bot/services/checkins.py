"""When a newcomer and their buddy are asked how it goes: on day 1, 3, 7 and 30, by daylight."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.context import Context
from bot.models import Companion
from bot.services.schedule import cancel, schedule

KIND = "buddies.checkin"
DAYS = (1, 3, 7, 30)
MORNING, EVENING = time(9), time(20)


def plan(row: Companion, ctx: Context, after: int = 0) -> bool:
    """Makes the next check-in due; False when the last one is over."""
    day = next((day for day in DAYS if day > after), None)
    if day is None:
        return False
    at = by_daylight(row.since + timedelta(days=day), ctx.group.zone)
    schedule(ctx.session, ctx.group, KIND, str(row.id), at, {"companion": row.id, "day": day})
    return True


def unplan(row: Companion, ctx: Context) -> None:
    """Asks no more."""
    cancel(ctx.session, KIND, str(row.id))


def by_daylight(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or the next morning of `zone` if it is night there."""
    there = at.astimezone(zone)
    if MORNING <= there.time() < EVENING:
        return at
    day = there.date() + timedelta(days=there.time() >= EVENING)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
