"""Admins say when the market is open."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.hours import BadHours, parse_hours
from bot.domain.switches import OFF
from bot.domain.weekdays import BadDay, parse_days, say_days
from bot.routing import Router
from moderation.rules.market import Market

router = Router("market", sections=(Market,))


@router.command("market", "pasar", role=Role.ADMIN)
def market(event: Command, ctx: Context) -> Actions:
    """Sets days and hours, or lets offers come at any time; without words shows what is set."""
    settings = ctx.settings(Market)
    if event.args.lower() in OFF:
        settings = settings.model_copy(update={"days": [], "hours": ""})
        ctx.change(settings)
    elif event.args:
        settings = settings.model_copy(update=_window(event.args) | {"on": True})
        ctx.change(settings)
    return [ctx.reply(_shown(settings, ctx), vanish=120)]


def _window(words: str) -> dict[str, object]:
    """Days, then hours: "mon,thu 09:00-17:00"."""
    parts = words.split()
    at = next((index for index, part in enumerate(parts) if part[:1].isdigit()), 0)
    try:
        days, hours = parse_days(" ".join(parts[:at])), parse_hours(" ".join(parts[at:]))
    except (BadDay, BadHours):
        raise errors.Misused from None
    return {"days": sorted(days), "hours": str(hours)}


def _shown(settings: Market, ctx: Context) -> Text:
    if settings.span is None:
        return ctx.say("market.none")
    return ctx.say(
        "market.shown", days=say_days(settings.days, ctx.language), hours=settings.hours, most=settings.a_day
    )
