"""Organisers make meetings in one line, move them, and cancel them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Edit, Send, Tell
from bot.chat.events import Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import plain
from bot.context import Context
from bot.domain import dates
from bot.domain.dates import When, say_start
from bot.domain.invitations import parse
from bot.models import Meeting, Occurrence
from bot.routing import Router
from bot.services import communities, conversations, moments, places
from bot.services.meetings import cards, changes, drafts, occurrences, rsvps
from bot.services.meetings.section import Meetings

router = Router("meetings", sections=(Meetings,))

LINE = "meetings.line"
MOVING = "meetings.move_to"
SHOWN = 5
LABEL = 30  # characters of a title on a button
NEWS = timedelta(hours=12)  # how long it is worth telling that a meeting was moved or cancelled


@router.command("event", "acara", role=Role.ADMIN)
def event(event: Command, ctx: Context) -> Actions:
    """A meeting in one line, shown to be confirmed; without words it is asked for."""
    if event.args:
        return _drafted(event.args, ctx)
    conversations.begin(LINE, {}, ctx)
    return [ctx.reply(ctx.say("meetings.ask_line"), vanish=120)]


@router.step(LINE)
def line(event: Message, ctx: Context) -> Actions:
    """The line that was asked for."""
    conversations.finish(ctx)
    allowed(event, ctx)
    return _drafted(plain(event.text), ctx)


def allowed(event: Message, ctx: Context) -> None:
    """A wizard may outlive the role of whoever began it."""
    assert event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")


def _drafted(words: str, ctx: Context) -> Actions:
    said = parse(words, ctx.now, ctx.group.zone)
    return drafts.settle(drafts.make(said, ctx), said.when, said.words or words, ctx)


@router.step(drafts.ASKED)
def when(event: Message, ctx: Context) -> Actions:
    """Another try to say when."""
    state = conversations.finish(ctx)
    allowed(event, ctx)
    words = plain(event.text)
    return drafts.settle(drafts.find(state["meeting"], ctx), dates.read(words, ctx.now, ctx.group.zone), words, ctx)


@router.chose("meetings.option")
def option(event: Chose, ctx: Context) -> Actions:
    """One of the moments that the words could mean."""
    meeting = drafts.find(int(event.args[0]), ctx)
    start = datetime.fromisoformat(str(event.args[1])).astimezone(ctx.group.zone)
    return [drafts.gone(meeting, ctx), *drafts.choose(meeting, start, ctx)]


@router.chose("meetings.confirm")
def confirm(event: Chose, ctx: Context) -> Actions:
    """What was understood is right: it is announced."""
    return drafts.confirm(drafts.find(int(event.args[0]), ctx), ctx)


@router.chose("meetings.change")
def change(event: Chose, ctx: Context) -> Actions:
    """What was understood is wrong: when shall it be?"""
    meeting = drafts.find(int(event.args[0]), ctx)
    return [drafts.gone(meeting, ctx), *drafts.ask(meeting, ctx.say("dates.nothing"), ctx)]


@router.chose("meetings.drop")
def drop(event: Chose, ctx: Context) -> Actions:
    """The draft is not wanted."""
    meeting = drafts.find(int(event.args[0]), ctx)
    gone = drafts.gone(meeting, ctx)
    occurrences.discard(meeting, ctx)
    return [gone, ctx.reply(ctx.say("meetings.dropped"))]


@router.command("eventmove", "pindahacara", role=Role.ADMIN)
def move(event: Command, ctx: Context) -> Actions:
    """`TITLE | WHEN`: the next time takes place at another; a repetition changes the whole series.

    `TITLE` alone shows what else may be changed, and without words it is asked about which meeting.
    """
    title, bar, words = event.args.rpartition("|")
    if bar and title.strip():
        return _moving(*occurrences.titled(title, ctx), words, ctx)
    if bar:
        raise errors.Misused
    return [changes.menu(*occurrences.titled(event.args, ctx), ctx)] if event.args else _listed(ctx)


def _listed(ctx: Context) -> Actions:
    here = [each for each in occurrences.upcoming(ctx, SHOWN) if each[1].group_id == ctx.group.chat.id]
    if not here:
        raise errors.Misused
    if len(here) == 1:
        return [changes.menu(*here[0], ctx)]
    labels = [
        f"{meeting.title[:LABEL]}, {say_start(occurrences.local(row, meeting), ctx.language)}" for row, meeting in here
    ]
    buttons = tuple(
        Choice(label, "meetingeditor.menu", (found.id,), role=Role.ADMIN, row=row)
        for row, ((found, _), label) in enumerate(zip(here, labels, strict=True))
    )
    return [ctx.reply(ctx.say("meetingeditor.pick"), choices=buttons, vanish=300)]


@router.step(MOVING)
def move_to(event: Message, ctx: Context) -> Actions:
    """The moment that was asked for."""
    state = conversations.finish(ctx)
    ctx = places.about(state["group"], ctx)
    allowed(event, ctx)
    found, meeting = occurrences.find(state["occurrence"], ctx)
    if found.state != "planned":
        raise errors.Refused("meetings.gone")
    return _moving(found, meeting, plain(event.text), ctx)


def _moving(found: Occurrence, meeting: Meeting, words: str, ctx: Context) -> Actions:
    read = dates.read(words, ctx.now, occurrences.zone(meeting))
    if read.options:
        return [_which(found, read, ctx)]
    if read.start is None:
        raise errors.Refused(f"dates.{read.why}", **moments.missing(read, words))
    return _moved(found, meeting, read.start, read.rrule, ctx)


def _which(found: Occurrence, read: When, ctx: Context) -> Send:
    choices = tuple(
        Choice(say_start(at, ctx.language), "meetings.moved", (found.id, at.isoformat()), role=Role.ADMIN, row=row)
        for row, at in enumerate(read.options)
    )
    return ctx.reply(ctx.say("dates.which"), choices=choices, vanish=300)


@router.chose("meetings.moved")
def moved(event: Chose, ctx: Context) -> Actions:
    """One of the moments that the words could mean."""
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    return _moved(found, meeting, datetime.fromisoformat(str(event.args[1])), "", ctx)


def _moved(found: Occurrence, meeting: Meeting, start: datetime, rrule: str, ctx: Context) -> Actions:
    """Everybody who comes or waits is told once; the group sees the card anew."""
    before = occurrences.local(found, meeting)
    if rrule and meeting.rrule:
        touched = occurrences.repeat(meeting, start, rrule, ctx)
    else:
        occurrences.move(found, start, meeting, ctx)
        touched = [found]
    ctx = places.in_group(ctx)
    local = occurrences.local(found, meeting)
    values = {"title": meeting.title, "before": say_start(before, ctx.language), "when": cards.when(local, ctx)}
    warned = cards.cautions(local, meeting.minutes, ctx, meeting.id)
    told = _told(touched, "meetings.is_moved", values, ctx)
    notice = Send(ctx.group.chat, ctx.say("meetings.is_moved", **values))
    return [
        *communities.everywhere(ctx, notice),
        *cards.announce(found, meeting, ctx),
        *told,
        *(Send(ctx.group.chat, each, vanish=300) for each in warned),
    ]


@router.command("eventcancel", "batalacara", role=Role.ADMIN)
def cancel(event: Command, ctx: Context) -> Actions:
    """It does not take place; of a series it is asked whether this once or all of it."""
    if not event.args:
        raise errors.Misused
    found, meeting = occurrences.titled(event.args, ctx)
    if not meeting.rrule:
        return _cancelled([found], meeting, found, ctx)
    day = say_start(occurrences.local(found, meeting), ctx.language)
    labels = {"once": ctx.say("meetings.button.once", day=day), "series": ctx.say("meetings.button.series")}
    buttons = tuple(
        Choice(str(label), "meetings.cancel", (found.id, word), role=Role.ADMIN, row=row)
        for row, (word, label) in enumerate(labels.items())
    )
    return [ctx.reply(ctx.say("meetings.cancel_which", title=meeting.title), choices=buttons, vanish=300)]


@router.chose("meetings.cancel")
def cancel_chosen(event: Chose, ctx: Context) -> Actions:
    """This once, or the series."""
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    if found.state != "planned":
        raise errors.Refused("meetings.gone")
    return _cancelled([found] if event.args[1] == "once" else [], meeting, found, ctx)


def _cancelled(only: list[Occurrence], meeting: Meeting, found: Occurrence, ctx: Context) -> Actions:
    """Everybody who said yes or waits is told once."""
    for each in only:
        occurrences.cancel(each, meeting, ctx)
    ended = only or occurrences.end_series(meeting, ctx)
    ctx = places.in_group(ctx)
    when = say_start(occurrences.local(found, meeting), ctx.language)
    key = "meetings.is_cancelled" if only else "meetings.series_cancelled"
    text = ctx.say(key, title=meeting.title, when=when)
    closed = (Edit(ctx.group.chat, text, key=cards.key(each)) for each in ended)
    values = {"title": meeting.title, "when": when}
    nexts = cards.announce_next(meeting, ctx) if only and meeting.rrule else []
    said = communities.everywhere(ctx, *closed, Send(ctx.group.chat, text))
    return [*said, *_told(ended, key, values, ctx), *nexts]


def _told(ended: Iterable[Occurrence], key: str, values: Mapping[str, object], ctx: Context) -> list[AnyAction]:
    """One private message a person, however many times they wanted to come to."""
    concerned = rsvps.persons(ended, ctx, "yes", "offered", "waiting")
    return [Tell(who, ctx.say(key, **values), until=ctx.now + NEWS) for who in concerned]
