"""Who has been silent, for admins alone; and what nudged members answer."""

from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Edit, Tell
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.durations import BadDuration, parse_duration, say_duration
from bot.models import Identity, Membership
from bot.routing import Router
from bot.services import silence

router = Router("silent")

SHOWN = 30
DAY = timedelta(days=1)


@router.command("silent", "diam", role=Role.ADMIN)
def show(event: Command, ctx: Context) -> Actions:
    """The members of whom nothing was seen for so long, to the admin in private and nowhere else."""
    assert event.who is not None
    span = _span(event.args, ctx)
    text = _listed(span, ctx)
    if ctx.place.is_private:
        return [ctx.reply(text)]
    return [Tell(event.who, text, otherwise=[ctx.reply(ctx.say("privacy.open_private"))])]


def _span(words: str, ctx: Context) -> timedelta:
    """ "14", "14 hari" or "2w"; without words what the group calls silent."""
    if not words:
        return timedelta(days=ctx.settings(silence.Nudges).after)
    try:
        span = parse_duration(f"{words}d" if words.isdecimal() else words)
    except BadDuration:
        raise errors.Misused from None
    if span < DAY:
        raise errors.Misused
    return span


def _listed(span: timedelta, ctx: Context) -> Text:
    found = silence.silent(ctx.now - span, ctx)
    long = say_duration(span, ctx.language)
    if not found:
        return ctx.say("silent.none", group=ctx.group.chat.title, long=long)
    lines = [_line(who, ctx.now - at, ctx) for _, who, at in reversed(found[-SHOWN:])]
    rest = [ctx.say("silent.more", count=len(found) - SHOWN)] if len(found) > SHOWN else []
    title = ctx.say("silent.list", count=len(found), group=ctx.group.chat.title, long=long)
    return Text("\n").join([title, *lines, *rest, ctx.say("silent.kindly")])


def _line(who: Identity, span: timedelta, ctx: Context) -> Text:
    return ctx.say("silent.line", name=who.name or "?", long=say_duration(timedelta(days=span.days), ctx.language))


@router.chose("silent.answered")
def answered(event: Chose, ctx: Context) -> Actions:
    """One tap is a sign of life; thanks, and a small next step."""
    assert event.who is not None
    silence.greeted(event.who, ctx)
    return _told(event, ctx.say("silent.thanks", answer=event.text, group=ctx.group.chat.title), ctx)


@router.chose("silent.stop")
def stop(event: Chose, ctx: Context) -> Actions:
    """No such messages about this group any more."""
    assert event.who is not None
    silence.leave_alone(event.who, ctx)
    return _told(event, ctx.say("silent.stopped", group=ctx.group.chat.title), ctx)


def _told(event: Chose, text: Text, ctx: Context) -> Actions:
    """In place of the question."""
    assert event.who is not None
    member: Membership | None = ctx.member(ctx.group.chat, event.who)
    return [Edit(ctx.place.chat, text, key=f"nudge.{member.id}")] if member is not None else [ctx.reply(text)]
