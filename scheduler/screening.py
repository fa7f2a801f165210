"""Who waited at the door for a week is no longer asked about."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import screening

router = Router("screening")


@router.due(screening.KIND)
def expire(event: Due, ctx: Context) -> Actions:
    """The request went with its row; on the platform it still stands, for admins to decide."""
    return []
