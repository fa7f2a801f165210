"""Admins say how many messages in a row are too many."""

from pydantic import ValidationError

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.durations import BadDuration, parse_duration
from bot.domain.switches import OFF, ON
from bot.routing import Router
from moderation.rules.flood import Flood

router = Router("flood", sections=(Flood,))


@router.command("setflood", "aturbanjir", role=Role.ADMIN)
def set_flood(event: Command, ctx: Context) -> Actions:
    """Sets messages and seconds, or turns the rule off; without words shows them."""
    settings = ctx.settings(Flood)
    if event.args:
        settings = _changed(settings, event.args.lower())
        ctx.change(settings)
    key = "flood.shown" if settings.on else "flood.is_off"
    return [ctx.reply(ctx.say(key, messages=settings.messages, seconds=settings.seconds))]


def _changed(settings: Flood, words: str) -> Flood:
    if words in ON | OFF:
        return settings.model_copy(update={"on": words in ON})
    messages, _, span = words.partition(" ")
    values = {"on": True, "messages": messages, "seconds": _seconds(span.strip()) if span else settings.seconds}
    try:
        return Flood.model_validate(values)
    except ValidationError:
        raise errors.Misused from None


def _seconds(span: str) -> int | str:
    """Seconds as a figure, or as a duration: "10", "10s", "10 detik"."""
    if span.isdecimal():
        return span
    try:
        return int(parse_duration(span).total_seconds())
    except BadDuration:
        raise errors.Misused from None
