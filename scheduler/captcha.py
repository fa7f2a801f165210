"""Newcomers who did not press the button in time stay muted; the button goes with the last of them."""

from bot.chat.actions import Actions, Delete
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import captcha

router = Router("captcha")


@router.due(captcha.KIND)
def end(event: Due, ctx: Context) -> Actions:
    """The time is over for one of them."""
    if captcha.is_anybody_waiting(ctx):
        return []
    ctx.memory.pop(captcha.KEY, None)
    return [Delete(ctx.group.chat, key=captcha.KEY)]
