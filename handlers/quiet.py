"""Admins close the group: every night, or now."""

from bot import errors
from bot.chat.actions import Actions, AnyAction
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.hours import BadHours, Hours, parse_hours
from bot.domain.moments import say_moment
from bot.domain.switches import OFF, ON
from bot.routing import Router
from bot.services import quiet, rights
from moderation.rules.quiet import Quiet, until

router = Router("quiet", sections=(Quiet,))


@router.command("quiet", "jamtenang", role=Role.ADMIN, saying={"close": "on", "open": "off"})
def set_quiet(event: Command, ctx: Context) -> Actions:
    """Hours set the nights, on closes now, off reopens; without words shows what is set."""
    words = event.args.lower()
    if not words:
        return [ctx.reply(_shown(ctx))]
    if ctx.abilities.closing:
        rights.check(rights.RESTRICT, ctx)
    if words in ON:
        return _close(ctx)
    return _open(ctx) if words in OFF else _nightly(words, ctx)


def _shown(ctx: Context) -> Text:
    settings = ctx.settings(Quiet)
    if settings.state == "closed":
        return ctx.say("quiet.closed_by_hand")
    return ctx.say("quiet.shown", hours=settings.hours) if settings.span else ctx.say("quiet.none")


def _close(ctx: Context) -> Actions:
    ctx.change(ctx.settings(Quiet).model_copy(update={"state": "closed"}))
    return quiet.close(ctx.say("quiet.closed"), ctx)


def _open(ctx: Context) -> Actions:
    """Ends a closing by hand; where there is none, ends the nights as well."""
    settings = ctx.settings(Quiet)
    if settings.state == "closed":
        ctx.change(settings.model_copy(update={"state": "open"}))
        said = ctx.say("quiet.open_till", hours=settings.hours) if settings.span else ctx.say("quiet.open")
        return [*quiet.reopen(ctx), ctx.reply(said)]
    quiet.unplan(ctx)
    ctx.change(settings.model_copy(update={"hours": ""}))
    return [*quiet.reopen(ctx), ctx.reply(ctx.say("quiet.off"))]


def _nightly(words: str, ctx: Context) -> Actions:
    try:
        hours = parse_hours(words)
    except BadHours:
        raise errors.Misused from None
    before = ctx.settings(Quiet)
    settings = before.model_copy(update={"hours": str(hours), "state": "open", "on": True})
    ctx.change(settings)
    quiet.unplan(ctx)
    quiet.plan(hours, ctx)
    was_closed = before.state == "closed" or until(before, ctx.now, ctx) is not None
    return [*_now(settings, hours, was_closed, ctx), ctx.reply(ctx.say("quiet.shown", hours=str(hours)))]


def _now(settings: Quiet, hours: Hours, was_closed: bool, ctx: Context) -> list[AnyAction]:
    """New hours that run already begin at once; a group that they leave open is opened."""
    day, end = hours.running(ctx.now, ctx.group.zone), until(settings, ctx.now, ctx)
    if day is None or end is None:
        return quiet.reopen(ctx) if was_closed else []
    quiet.plan_end(hours, day, ctx)
    moment = say_moment(end, ctx.now, ctx.group.zone, ctx.language)
    return quiet.close(ctx.say("quiet.night", moment=moment), ctx)
