"""A copy of the database every day."""

from datetime import timedelta
from typing import Any

import structlog

from bot.chat.actions import Actions, Work
from bot.chat.events import Due, Worked
from bot.context import Context
from bot.routing import Router
from bot.services import daily
from bot.services.schedule import schedule

log = structlog.get_logger()
router = Router("backups")

KIND = "backup"
AGAIN = "again"
PATIENCE = timedelta(hours=1)


def plan(values: dict[str, Any], ctx: Context) -> None:
    """`values` is `[backup]` of the configuration: folder, at, keep."""
    daily.plan(KIND, values["at"], ctx, values)


@router.due(KIND)
def copy(event: Due, ctx: Context) -> Actions:
    """Has the copy written by a child process, under the local date."""
    if event.name == daily.DAILY:
        plan(event.args, ctx)
    stamp = ctx.now.astimezone(ctx.place.zone).date().isoformat()
    return [Work(KIND, {**event.args, "stamp": stamp})]


@router.worked(KIND)
def copied(event: Worked, ctx: Context) -> Actions:
    """A copy that could not be written is tried again every hour; `pamong check` shows it until then."""
    if event.error:
        log.error("backup.failed", why=event.error, folder=event.args["folder"])
        schedule(ctx.session, ctx.place, KIND, AGAIN, ctx.now + PATIENCE, {**event.args, "failed": event.error})
    return []
