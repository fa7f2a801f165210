"""Whether rules act, or only say what they would have done."""

from typing import Literal

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.routing import Router
from moderation.policy import Moderation

router = Router("policy")

MODES: dict[str, Literal["enforce", "watch"]] = {
    "enforce": "enforce",
    "jaga": "enforce",
    "watch": "watch",
    "pantau": "watch",
}


@router.command("mode", "modejaga", role=Role.ADMIN)
def mode(event: Command, ctx: Context) -> Actions:
    """Sets the mode, or shows it."""
    settings = ctx.settings(Moderation)
    if event.args:
        if event.args.lower() not in MODES:
            raise errors.Misused
        settings = settings.model_copy(update={"mode": MODES[event.args.lower()]})
        ctx.change(settings)
    return [ctx.reply(ctx.say(f"policy.{settings.mode}"))]
