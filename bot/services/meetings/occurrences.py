"""When meetings take place: rows of the calendar, made ahead, moved, cancelled, found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlmodel import col, delete, select

from bot import errors, settings
from bot.context import Context
from bot.domain.dates import occurrences
from bot.models import Meeting, MeetingHost, Occurrence
from bot.services.meetings import reminders
from bot.services.schedule import cancel as unschedule
from bot.services.schedule import schedule

BEGIN, END, STALE = "meetings.begin", "meetings.end", "meetings.stale"
AHEAD = 3  # times of a repeating meeting that stand in the calendar
MOST = 1000  # times that are looked through


def zone(meeting: Meeting) -> ZoneInfo:
    """Whose clocks the meeting follows."""
    return ZoneInfo(meeting.timezone)


def local(found: Occurrence, meeting: Meeting) -> datetime:
    """Its start on the meeting's clocks."""
    return found.starts_at.astimezone(zone(meeting))


def ends(found: Occurrence) -> datetime:
    """When it is over."""
    return found.starts_at + timedelta(minutes=found.minutes)


def extend(meeting: Meeting, ctx: Context) -> list[Occurrence]:
    """Puts the next times into the calendar, each with what is due about it; those that are new."""
    known = {row.day: row for row in of(meeting, ctx)}
    missing = AHEAD - sum(row.state == "planned" and row.starts_at > ctx.now for row in known.values())
    new: list[Occurrence] = []
    for start in _starts(meeting):
        if missing <= len(new) or (not meeting.rrule and known):
            break
        if start > ctx.now and start.date() not in known:
            new.append(_put(meeting, start, len(known) + len(new), ctx))
    return new


def _starts(meeting: Meeting) -> Sequence[datetime]:
    assert meeting.starts_at is not None
    first = meeting.starts_at.astimezone(zone(meeting))
    return list(islice(occurrences(meeting.rrule, first), MOST)) if meeting.rrule else [first]


def _put(meeting: Meeting, start: datetime, number: int, ctx: Context) -> Occurrence:
    row = Occurrence(
        community_id=meeting.community_id,
        group_id=meeting.group_id,
        meeting_id=meeting.id or 0,
        day=start.date(),
        starts_at=start.astimezone(UTC),
        minutes=meeting.minutes,
        host_id=_host(meeting, number, ctx),
    )
    ctx.session.add(row)
    ctx.session.flush()
    plan(row, meeting, ctx)
    return row


def _host(meeting: Meeting, number: int, ctx: Context) -> int | None:
    """Whose turn it is; without turns whoever made the meeting."""
    query = select(MeetingHost.identity_id).where(MeetingHost.meeting_id == meeting.id)
    turns = ctx.session.exec(query.order_by(col(MeetingHost.turn))).all()
    return turns[number % len(turns)] if turns else meeting.created_by


def plan(found: Occurrence, meeting: Meeting, ctx: Context) -> None:
    """Makes due what happens by the clock: reminders, the beginning, the end."""
    args = {"occurrence": found.id}
    reminders.plan(found, meeting, ctx)
    schedule(ctx.session, ctx.group, BEGIN, str(found.id), found.starts_at, args)
    schedule(ctx.session, ctx.group, END, str(found.id), ends(found), args)


def unplan(found: Occurrence, ctx: Context) -> None:
    """Takes all of it back."""
    reminders.unplan(found, ctx)
    for kind in (BEGIN, END):
        unschedule(ctx.session, kind, str(found.id))


def of(meeting: Meeting, ctx: Context) -> list[Occurrence]:
    """Every time of a meeting, the earliest first."""
    query = select(Occurrence).where(Occurrence.meeting_id == meeting.id).order_by(col(Occurrence.starts_at))
    return list(ctx.session.exec(query).all())


def ahead(meeting: Meeting, ctx: Context) -> list[Occurrence]:
    """The times that are not over, the earliest first."""
    return [row for row in of(meeting, ctx) if row.state == "planned" and ends(row) > ctx.now]


def find(number: int, ctx: Context) -> tuple[Occurrence, Meeting]:
    """A time by its id, within the community; raises `errors.Refused` when it is gone."""
    row = ctx.session.get(Occurrence, number)
    if row is None or row.community_id != ctx.community:
        raise errors.Refused("meetings.gone")
    return row, ctx.session.get_one(Meeting, row.meeting_id)


def at_home(meeting: Meeting, ctx: Context) -> Context:
    """The same moment in the meeting's own group: another group of the community may have asked."""
    if meeting.group_id == ctx.group.chat.id:
        return ctx
    home = settings.load(ctx.session, meeting.group_id, ctx.installation.defaults)
    return replace(ctx, group=home)


def upcoming(ctx: Context, most: int = 5) -> list[tuple[Occurrence, Meeting]]:
    """What comes next in the community, and what runs now."""
    query = select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
    query = query.where(Occurrence.community_id == ctx.community, Occurrence.state == "planned")
    query = query.order_by(col(Occurrence.starts_at), col(Occurrence.id))
    rows = [(row, meeting) for row, meeting in ctx.session.exec(query).all() if ends(row) > ctx.now]
    return rows[:most]


def running(ctx: Context, before: timedelta, after: timedelta) -> list[tuple[Occurrence, Meeting]]:
    """What takes place now in this community, or did or will within these spans; the newest first."""
    query = select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
    query = query.where(Occurrence.community_id == ctx.community, Occurrence.state != "cancelled")
    query = query.where(Occurrence.starts_at <= ctx.now + before, Occurrence.starts_at > ctx.now - timedelta(days=2))
    rows = ctx.session.exec(query.order_by(col(Occurrence.starts_at).desc(), col(Occurrence.id))).all()
    return [(row, meeting) for row, meeting in rows if ends(row) + after > ctx.now]


def past(ctx: Context, most: int = 50) -> list[tuple[Occurrence, Meeting]]:
    """What took place in this community or takes place now, the newest first."""
    query = select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
    query = query.where(Occurrence.community_id == ctx.community, Occurrence.state != "cancelled")
    query = query.where(Occurrence.starts_at <= ctx.now).order_by(col(Occurrence.starts_at).desc()).limit(most)
    return [(row, meeting) for row, meeting in ctx.session.exec(query).all()]


def titled(words: str, ctx: Context) -> tuple[Occurrence, Meeting]:
    """The next time of the one meeting of this group whose title begins with, or else contains, these words.

    Raises `errors.Refused` when there is none, or several.
    """
    wanted = " ".join(words.lower().split())
    here = [each for each in upcoming(ctx, MOST) if each[1].group_id == ctx.group.chat.id]
    found = _distinct(here)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        fitting = [each for each in found if fits(each[1].title.lower(), wanted)]
        if len(fitting) == 1 and wanted:
            return fitting[0]
        if len(fitting) > 1:
            raise errors.Refused("meetings.several", titles=", ".join(each[1].title for each in fitting[:5]))
    raise errors.Refused("meetings.unknown", title=words[:60])


def _distinct(found: list[tuple[Occurrence, Meeting]]) -> list[tuple[Occurrence, Meeting]]:
    return list({meeting.id: (row, meeting) for row, meeting in reversed(found)}.values())[::-1]


def clashing(start: datetime, minutes: int, ctx: Context, but: int | None = None) -> Meeting | None:
    """Another meeting of the community that takes place at the same time."""
    end = start + timedelta(minutes=minutes)
    for row, meeting in upcoming(ctx, MOST):
        if meeting.id != but and row.starts_at < end and ends(row) > start:
            return meeting
    return None


def move(found: Occurrence, start: datetime, meeting: Meeting, ctx: Context) -> None:
    """This one time takes place at another; what is due about it moves along."""
    found.starts_at = start.astimezone(UTC)
    if not meeting.rrule:
        found.day, meeting.starts_at = start.astimezone(zone(meeting)).date(), found.starts_at
        ctx.session.add(meeting)
    ctx.session.add(found)
    ctx.session.flush()
    unplan(found, ctx)
    plan(found, meeting, ctx)


def repeat(meeting: Meeting, start: datetime, rrule: str, ctx: Context) -> list[Occurrence]:
    """A series follows another rule from now on: what was planned becomes what comes; the planned ones, moved."""
    old = [row for row in of(meeting, ctx) if row.state == "planned" and row.starts_at > ctx.now]
    meeting.starts_at, meeting.rrule = start.astimezone(UTC), rrule
    ctx.session.add(meeting)
    for row, at in zip(old, islice(_starts(meeting), len(old)), strict=False):
        row.day = _free(at.date(), row, meeting, ctx)
        move(row, at, meeting, ctx)
    extend(meeting, ctx)
    return old


def _free(day: date, row: Occurrence, meeting: Meeting, ctx: Context) -> date:
    """The date that names a moved time, unless another one has it for the moment."""
    taken = {other.day for other in of(meeting, ctx) if other.id != row.id}
    return row.day if day in taken else day


def cancel(found: Occurrence, meeting: Meeting, ctx: Context) -> None:
    """This one time does not take place; a series goes on."""
    found.state = "cancelled"
    ctx.session.add(found)
    ctx.session.flush()
    unplan(found, ctx)
    if meeting.rrule and meeting.state == "open":
        extend(meeting, ctx)
    else:
        meeting.state = "cancelled"
        ctx.session.add(meeting)
    ctx.session.flush()


def end_series(meeting: Meeting, ctx: Context) -> list[Occurrence]:
    """It does not take place any more; the times that were planned."""
    planned = [row for row in of(meeting, ctx) if row.state == "planned" and row.starts_at > ctx.now]
    meeting.state = "cancelled"
    ctx.session.add(meeting)
    for row in planned:
        cancel(row, meeting, ctx)
    return planned


def discard(meeting: Meeting, ctx: Context) -> None:
    """A draft that nobody wants."""
    unschedule(ctx.session, STALE, str(meeting.id))
    ctx.session.execute(delete(MeetingHost).where(col(MeetingHost.meeting_id) == meeting.id))
    ctx.session.delete(meeting)
    ctx.session.flush()
