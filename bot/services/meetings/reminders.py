"""Reminders: one due row a (time, minutes before, recipient), so that each happens once, whatever else happens."""

from datetime import datetime, timedelta

from sqlmodel import col, delete, select

from bot.context import Context
from bot.models import DueRow, Meeting, Occurrence, Rsvp
from bot.services import people
from bot.services.meetings.section import Meetings, offsets
from bot.services.schedule import schedule

SEND = "reminders.send"
GROUP = "group"
GRACE = timedelta(minutes=10)  # after the start, as long as "it begins" is news


def of(meeting: Meeting, ctx: Context) -> list[int]:
    """Minutes before the start at which people are reminded, the longest first, 0 the start itself."""
    return [int(each) for each in meeting.offsets] or offsets(ctx.settings(Meetings).remind)


def plan(found: Occurrence, meeting: Meeting, ctx: Context) -> None:
    """Makes the group's reminders due, and those of everybody who comes."""
    for offset in of(meeting, ctx):
        _plan(found, offset, None, ctx)
    coming = (Rsvp.occurrence_id == found.id, Rsvp.answer == "yes")
    for identity in ctx.session.exec(select(Rsvp.identity_id).where(*coming)).all():
        plan_for(found, meeting, identity, ctx)


def plan_for(found: Occurrence, meeting: Meeting, identity: int, ctx: Context) -> None:
    """Makes one person's reminders due."""
    if ctx.settings(Meetings).private:
        for offset in of(meeting, ctx):
            _plan(found, offset, identity, ctx)


def _plan(found: Occurrence, offset: int, identity: int | None, ctx: Context) -> None:
    at = found.starts_at - timedelta(minutes=offset)
    if at <= ctx.now:
        return
    who = people.account(ctx.session, identity) if identity else None
    name = f"{found.id}:{offset}:{identity or GROUP}"
    schedule(ctx.session, ctx.group, SEND, name, at, {"occurrence": found.id, "offset": offset}, who)


def unplan(found: Occurrence, ctx: Context) -> None:
    """Takes every reminder of a time back."""
    ctx.session.execute(delete(DueRow).where(col(DueRow.kind) == SEND, col(DueRow.name).like(f"{found.id}:%")))


def unplan_for(occurrence: int, identity: int, ctx: Context) -> None:
    """Takes one account's reminders back."""
    mine = (col(DueRow.kind) == SEND, col(DueRow.name).like(f"{occurrence}:%"), col(DueRow.identity_id) == identity)
    ctx.session.execute(delete(DueRow).where(*mine))


def useful_until(found: Occurrence, offset: int, meeting: Meeting, ctx: Context) -> datetime:
    """When the next reminder takes its place; "it begins" is news for a few minutes."""
    later = [each for each in of(meeting, ctx) if each < offset]
    return found.starts_at - timedelta(minutes=max(later)) if later else found.starts_at + GRACE
