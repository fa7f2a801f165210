"""When many join at once the group is told in one notice, and moderators are alerted."""

from bot.chat.actions import Actions, Alert, Choice, Delete, Send, Tell
from bot.chat.events import Chose, Joined
from bot.chat.facts import Role
from bot.context import Context
from bot.routing import Router
from bot.services import alerts
from moderation.rules.raid import FRESH, Raid, crowd

router = Router("raid", sections=(Raid,))

NOTICE = "raid.notice"
CARD = "raid.card"


@router.on(Joined)
def count(event: Joined, ctx: Context) -> Actions | None:
    """Counts a join; the one that makes it a raid brings the notice, all others nothing."""
    settings = ctx.settings(Raid)
    if not settings.on:
        return None
    joining = crowd(ctx)
    joining.add(event, settings)
    if event.key != joining.first or ctx.now - event.at > FRESH:
        return None
    return [Delete(ctx.group.chat, key="welcome"), Delete(ctx.group.chat, key=NOTICE), *_told(settings, ctx)]


def _told(settings: Raid, ctx: Context) -> Actions:
    values = {"joins": settings.joins, "seconds": settings.seconds, "minutes": settings.minutes}
    notice = Send(ctx.group.chat, ctx.say("raid.notice", **values), key=NOTICE, vanish=60 * settings.minutes)
    card = ctx.say("raid.card", group=ctx.group.chat.title, **values)
    calm = (Choice(str(ctx.say("raid.calm")), "raid.end", role=Role.MODERATOR),)
    place = alerts.place(ctx)
    if place is not None:
        return [notice, Alert(place, card, key=CARD, choices=calm)]
    return [notice, *(Tell(who, card, key=CARD, choices=calm) for who in alerts.moderators(ctx))]


@router.chose("raid.end")
def end(event: Chose, ctx: Context) -> Actions:
    """A moderator says that these people are welcome."""
    ctx.change(ctx.settings(Raid).model_copy(update={"calm": ctx.now.isoformat()}))
    return [Delete(ctx.group.chat, key=NOTICE), ctx.reply(ctx.say("raid.ended"))]
