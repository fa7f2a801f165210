"""A group closes for the night and opens in the morning."""

from datetime import date

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.domain.hours import parse_hours
from bot.domain.moments import say_moment
from bot.routing import Router
from bot.services import quiet
from moderation.rules.quiet import Quiet

router = Router("quiet")


@router.due(quiet.CLOSE)
def close(event: Due, ctx: Context) -> Actions:
    """Closes the group until morning; a night that is over already is left out."""
    settings = ctx.settings(Quiet)
    if not settings.hours:
        return []
    hours = parse_hours(settings.hours)
    day = date.fromisoformat(event.args["day"])
    quiet.plan(hours, ctx, after=day)
    end = hours.on(day, ctx.group.zone)[1]
    if not settings.on or ctx.now >= end:
        return []
    quiet.plan_end(hours, day, ctx)
    moment = say_moment(end, ctx.now, ctx.group.zone, ctx.language)
    return quiet.close(ctx.say("quiet.night", moment=moment), ctx)


@router.due(quiet.REOPEN)
def reopen(event: Due, ctx: Context) -> Actions:
    """Opens the group, unless an admin closed it by hand."""
    return [] if ctx.settings(Quiet).state == "closed" else quiet.reopen(ctx)
