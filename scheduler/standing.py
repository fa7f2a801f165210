"""Jobs that always are: planned anew at every start, as the configuration says then."""

from bot.chat.actions import Actions
from bot.chat.events import Form
from bot.context import Context
from bot.routing import Router
from scheduler import backups, cleanup, nudges, revision

router = Router("standing")


@router.form("start")
def start(event: Form, ctx: Context) -> Actions:
    """`values` holds what the configuration says about them."""
    cleanup.plan(ctx)
    nudges.plan(ctx)
    revision.plan(ctx)
    if "backup" in event.values:
        backups.plan(event.values["backup"], ctx)
    return []
