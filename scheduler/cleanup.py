"""What is too old goes, every night."""

from datetime import timedelta

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import daily, retention
from bot.services.schedule import schedule

router = Router("cleanup")

KIND = "cleanup"
AT = "04:20"
PAUSE = timedelta(seconds=1)


def plan(ctx: Context) -> None:
    """The next night."""
    daily.plan(KIND, AT, ctx)


@router.due(KIND)
def clean(event: Due, ctx: Context) -> Actions:
    """A portion at a time, so that nobody waits for it."""
    if event.name == daily.DAILY:
        plan(ctx)
    if retention.prune(ctx.session, ctx.now):
        schedule(ctx.session, ctx.place, KIND, "more", ctx.now + PAUSE)
    ctx.changed_people = True
    return []
