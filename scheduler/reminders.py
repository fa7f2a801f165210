"""People are reminded of meetings: on time, once, and never when it is of no use any more."""

from datetime import datetime, timedelta

from bot import errors
from bot.chat.actions import Actions, AnyAction, Send, Tell, Weight
from bot.chat.events import Due
from bot.chat.text import Text
from bot.context import Context
from bot.domain.dates import say_start
from bot.domain.durations import say_duration
from bot.domain.hours import parse_hours
from bot.models import Meeting, Occurrence
from bot.routing import Router
from bot.services import communities
from bot.services.meetings import cards, occurrences, reminders
from bot.services.meetings.section import Meetings
from bot.services.schedule import schedule

router = Router("reminders")

MINUTE = timedelta(minutes=1)


@router.due(reminders.SEND)
def remind(event: Due, ctx: Context) -> Actions:
    """One reminder to one recipient; one that comes too late is left out and counted."""
    try:
        found, meeting = occurrences.find(event.args["occurrence"], ctx)
    except errors.Refused:
        return []
    if found.state != "planned":
        return []
    until = reminders.useful_until(found, event.args["offset"], meeting, ctx)
    wakes = _wakes(ctx) if event.who is not None else None
    if ctx.now >= until or (wakes is not None and wakes >= until):
        found.late += 1
        ctx.session.add(found)
        return []
    if wakes is not None:
        schedule(ctx.session, ctx.group, event.kind, event.name, wakes, event.args, event.who)
        return []
    return _said(event, found, meeting, until, ctx)


def _wakes(ctx: Context) -> datetime | None:
    """When the night is over in which nobody is written to."""
    night = ctx.settings(Meetings).night
    hours = parse_hours(night) if night else None
    day = hours.running(ctx.now, ctx.group.zone) if hours else None
    return hours.on(day, ctx.group.zone)[1] if hours and day else None


def _said(event: Due, found: Occurrence, meeting: Meeting, until: datetime, ctx: Context) -> list[AnyAction]:
    key = "reminders.soon" if found.starts_at > ctx.now else "reminders.now"
    if event.who is not None:
        text = ctx.say_to(event.who, key, **_values(found, meeting, ctx, full=True))
        return [Tell(event.who, text, weight=Weight.REMINDER, until=until)]
    text = ctx.say(key, **_values(found, meeting, ctx, full=not meeting.hidden))
    shown = cards.choices(found, ctx)[:3] if found.starts_at > ctx.now else ()
    said = Send(ctx.group.chat, text, choices=shown, weight=Weight.REMINDER, until=until)
    return communities.everywhere(ctx, said)


def _left(found: Occurrence, ctx: Context) -> timedelta:
    """The time left in whole minutes, so that "15 minutes" is said a second later, too."""
    return round((found.starts_at - ctx.now) / MINUTE) * MINUTE


def _values(found: Occurrence, meeting: Meeting, ctx: Context, *, full: bool) -> dict[str, object]:
    local = occurrences.local(found, meeting)
    where = [ctx.say("reminders.where", where=each) for each in (meeting.place, meeting.link if full else "") if each]
    return {
        "title": meeting.title,
        "when": say_start(local, ctx.language),
        "left": say_duration(_left(found, ctx), ctx.language),
        "where": Text("").join(where),
    }
