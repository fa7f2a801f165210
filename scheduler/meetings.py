"""What a meeting needs by the clock: its code, its end, its survey, the next one, and seats that are not taken."""

from bot import errors
from bot.chat.actions import Actions, AnyAction, Send, Tell
from bot.chat.events import Due
from bot.context import Context
from bot.models import Meeting, Occurrence, Rsvp
from bot.routing import Router
from bot.services import people, transfers
from bot.services.meetings import attendance, cards, feedback, occurrences, rsvps, seats
from bot.services.meetings.section import Meetings

router = Router("meetings")

HOUR = 3600  # seconds that a notice to an organiser stays in the group


def _found(event: Due, ctx: Context) -> tuple[Occurrence, Meeting] | None:
    """The meeting that something is due about; None when it is gone or cancelled."""
    try:
        found, meeting = occurrences.find(event.args["occurrence"], ctx)
    except errors.Refused:
        return None
    return (found, meeting) if found.state != "cancelled" else None


@router.due(occurrences.BEGIN)
def begin(event: Due, ctx: Context) -> Actions:
    """Whoever leads it is privately told the code; a series puts its next time into the calendar."""
    about = _found(event, ctx)
    if about is None:
        return []
    found, meeting = about
    if meeting.rrule and meeting.state == "open":
        occurrences.extend(meeting, ctx)
    if ctx.now >= occurrences.ends(found):
        return []
    text = ctx.say("attendance.code", title=meeting.title, code=attendance.code(found, ctx))
    missing = Send(ctx.group.chat, ctx.say("attendance.open_private", title=meeting.title), vanish=HOUR)
    return feedback.to_host(found, meeting, str(text), ctx, otherwise=[missing])


@router.due(occurrences.END)
def end(event: Due, ctx: Context) -> Actions:
    """It is over: the organiser gets the list, and what follows is planned."""
    about = _found(event, ctx)
    if about is None:
        return []
    found, meeting = about
    found.state = "over"
    ctx.session.add(found)
    if not meeting.rrule:
        meeting.state = "over"
        ctx.session.add(meeting)
    feedback.plan(found, ctx)
    following = cards.announce_next(meeting, ctx) if meeting.rrule and meeting.state == "open" else []
    return [*cards.redraw(found, meeting, ctx), *feedback.summary(found, meeting, ctx), *following]


@router.due(feedback.SURVEY)
def survey(event: Due, ctx: Context) -> Actions:
    """An hour later: how was it? And a kind word to those who could not come, the list to the organiser."""
    about = _found(event, ctx)
    if about is None:
        return []
    found, meeting = about
    asked = feedback.survey(found, meeting, ctx) if ctx.settings(Meetings).survey else []
    return [*asked, *feedback.followed_up(found, meeting, ctx), *_list(found, meeting, ctx)]


def _list(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """Those who were there, as a file to whoever leads it."""
    count, host = len(attendance.present(found, ctx)), found.host_id or meeting.created_by
    if not count or host is None:
        return []
    file = transfers.keep("hadir.csv", attendance.listed(found, meeting, ctx), ctx)
    text = ctx.say("attendance.listed", title=meeting.title, count=count, heads=max(found.head_count, count))
    return [
        Tell(
            people.account(ctx.session, host),
            text,
            document=file,
            filename="hadir.csv",
            until=ctx.now + feedback.PATIENCE,
        )
    ]


@router.due(feedback.ERASE)
def erase(event: Due, ctx: Context) -> Actions:
    """What people wrote about a meeting goes after a month."""
    about = _found(event, ctx)
    if about is not None:
        feedback.erase(about[0], ctx)
    return []


@router.due(cards.REDRAW)
def redraw(event: Due, ctx: Context) -> Actions:
    """The card shows who comes by now."""
    about = _found(event, ctx)
    return cards.redraw(*about, ctx) if about is not None else []


@router.due(rsvps.CLAIM)
def lapse(event: Due, ctx: Context) -> Actions:
    """A seat that was not taken in time goes to the next."""
    about, mine = _found(event, ctx), ctx.session.get(Rsvp, event.args["rsvp"])
    if about is None or mine is None:
        return []
    following = rsvps.lapse(mine, *about, ctx)
    cards.redraw_soon(about[0], ctx)
    return seats.offered(following, *about, ctx) if following is not None else []


@router.due(occurrences.STALE)
def stale(event: Due, ctx: Context) -> Actions:
    """A draft that nobody confirmed."""
    draft = ctx.session.get(Meeting, event.args["meeting"])
    if draft is not None and draft.state == "draft":
        occurrences.discard(draft, ctx)
    return []
