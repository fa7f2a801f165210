"""Surveys show how many answered, and end by themselves."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import surveys

router = Router("surveys")


@router.due(surveys.COUNT)
def count(event: Due, ctx: Context) -> Actions:
    """The number of answers so far."""
    row = surveys.find(int(event.args["survey"]), ctx)
    return surveys.show(row, ctx) if row is not None and row.state == "open" else []


@router.due(surveys.CLOSE)
def close(event: Due, ctx: Context) -> Actions:
    """The result takes the place of the buttons."""
    row = surveys.find(int(event.args["survey"]), ctx)
    if row is None or row.state != "open":
        return []
    surveys.end(row, ctx)
    return surveys.show(row, ctx)
