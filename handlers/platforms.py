"""What a platform asks of us, and who hears of it when one fails."""

from datetime import datetime, timedelta

import structlog

from bot import settings, texts
from bot.chat.actions import Actions, Return, Send, Tell
from bot.chat.events import Form
from bot.context import Context
from bot.domain.moments import say_moment
from bot.routing import Router
from bot.services import platforms

log = structlog.get_logger()

router = Router("platforms")

OPEN = timedelta(minutes=10)  # for which a question may have been open before
WHY = {each: each.lower() for each in ("FAILED", "STOPPED", "SCAN_QR_CODE", "SILENT", "WARNED")}
WHY |= dict.fromkeys(("PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED"), "passkey")


@router.form("platforms.heard")
def heard(event: Form, ctx: Context) -> Actions:
    """Where an adapter's reading stopped, so that it can go on from there."""
    return [Return(platforms.heard(str(event.values["of"]), ctx))]


@router.form("platforms.gap")
def gap(event: Form, ctx: Context) -> Actions:
    """A platform that forgets votes was away: groups where a question was open learn which did not count."""
    since, until = (datetime.fromisoformat(str(event.values[name])) for name in ("since", "until"))
    actions = []
    for row in platforms.asked(str(event.values["of"]), since - OPEN, until, ctx):
        group = settings.load(ctx.session, row, ctx.installation.defaults)
        begin, end = (say_moment(at, ctx.now, group.zone, group.language) for at in (since, until))
        text = texts.say(group.language, "platforms.votes_missed", {"begin": begin, "end": end}, group.words)
        actions.append(Send(group.chat, text))
    return actions


@router.form("platforms.stopped")
def stopped(event: Form, ctx: Context) -> Actions:
    """The owners hear of a platform that stopped, on another one."""
    platform, why = str(event.values["platform"]), str(event.values["why"])
    owners = platforms.owners_elsewhere(platform, ctx)
    if not owners:
        log.warning("platform.nobody_told", platform=platform, why="no owner wrote to the bot on another platform")
    reason = f"platforms.why.{WHY.get(why, 'stopped')}"
    return [
        Tell(who, ctx.say_to(who, "platforms.stopped", platform=platform, why=ctx.say_to(who, reason)))
        for who in owners
    ]
