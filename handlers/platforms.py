"""What a platform asks of us, and who hears of it when one fails."""

import structlog

from bot.chat.actions import Actions, Return, Tell
from bot.chat.events import Form
from bot.context import Context
from bot.routing import Router
from bot.services import platforms

log = structlog.get_logger()

router = Router("platforms")

WHY = frozenset({"FAILED", "STOPPED", "SCAN_QR_CODE", "WARNED"})


@router.form("platforms.heard")
def heard(event: Form, ctx: Context) -> Actions:
    """Where an adapter's reading stopped, so that it can go on from there."""
    return [Return(platforms.heard(str(event.values["of"]), ctx))]


@router.form("platforms.stopped")
def stopped(event: Form, ctx: Context) -> Actions:
    """The owners hear of a platform that stopped, on another one."""
    platform, why = str(event.values["platform"]), str(event.values["why"])
    owners = platforms.owners_elsewhere(platform, ctx)
    if not owners:
        log.warning("platform.nobody_told", platform=platform, why="no owner wrote to the bot on another platform")
    reason = f"platforms.why.{why.lower()}" if why in WHY else "platforms.why.stopped"
    return [
        Tell(who, ctx.say_to(who, "platforms.stopped", platform=platform, why=ctx.say_to(who, reason)))
        for who in owners
    ]
