"""Forgets the people who asked for it."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import privacy

router = Router("privacy")


@router.due("forget")
def forget(event: Due, ctx: Context) -> Actions:
    """Erases a person from every table."""
    privacy.forget(ctx.session, event.args["identity"], ctx.installation.key, ctx.now)
    ctx.changed_people = True
    return []
