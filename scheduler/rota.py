"""A duty goes from one to the next on time."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import duties, rota

router = Router("rota")


@router.due(rota.HANDOVER)
def hand_over(event: Due, ctx: Context) -> Actions:
    """The next one is told, with the note of the last one; where nobody is left, nobody is."""
    row = rota.by_id(int(event.args["rota"]), ctx)
    if row is None or not row.running:
        return []
    before, turn = rota.hand_over(row, event.at, ctx)
    return duties.begun(row, turn, before, ctx) if turn is not None else []
