"""Notices leave the screen when their time is over."""

from bot.chat.actions import Actions, Delete
from bot.chat.events import Due
from bot.context import Context
from bot.models import SentMessage
from bot.routing import Router

router = Router("notices")


@router.due("vanish")
def vanish(event: Due, ctx: Context) -> Actions:
    """Removes a notice of ours that asked for it."""
    message = ctx.session.get(SentMessage, event.args["message"])
    if message is None or message.gone or message.platform_id is None:
        return []
    message.gone = True
    ctx.session.add(message)
    return [Delete(ctx.place.chat, message=message.platform_id)]
