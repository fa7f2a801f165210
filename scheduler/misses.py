"""Questions that nobody replied to are kept, and told of together."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import misscards, misses

router = Router("misses")


@router.due(misses.WAIT)
def waited(event: Due, ctx: Context) -> Actions:
    """What nobody has replied to is one of the unanswered questions."""
    message = str(event.args["message"])
    if event.who is None or misses.is_replied(message, ctx.now - 2 * misses.DAY, event.who.id, ctx):
        return []
    misses.keep(message, str(event.args["thread"]), event.who, ctx)
    misses.tell_later(ctx)
    return []


@router.due(misses.TELL)
def tell(event: Due, ctx: Context) -> Actions:
    """One list for moderators and mentors."""
    return misscards.tell(ctx)
