"""Admins name the group's topics; where talk drifts away, moderators decide whether to invite it back."""

import re

from bot import errors
from bot.chat.actions import Actions, Delete, Send
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.switches import OFF
from bot.routing import Router
from bot.services import cards, flags, places
from moderation.rules.topics import Topics

router = Router("topics", sections=(Topics,))

INVITATION = "topics.invitation"
STAYS = 1800  # seconds
LONGEST = 40  # characters of a word


@router.command("topics", "topik", role=Role.ADMIN)
def topics(event: Command, ctx: Context) -> Actions:
    """Sets the words, or takes them away; without words shows what is set."""
    settings = ctx.settings(Topics)
    if event.args.strip().lower() in OFF:
        settings = settings.model_copy(update={"topics": []})
        ctx.change(settings)
    elif event.args.strip():
        settings = settings.model_copy(update={"topics": _words(event.args), "on": True})
        ctx.change(settings)
    if not settings.topics:
        return [ctx.reply(ctx.say("topics.none"))]
    shown = ", ".join(settings.topics)
    return [ctx.reply(ctx.say("topics.shown", topics=shown, messages=settings.messages), vanish=120)]


def _words(args: str) -> list[str]:
    words = [word.strip() for word in re.split(r"[,;\n]", args) if word.strip()]
    if any(len(word) > LONGEST for word in words) or len(words) > 100:
        raise errors.Misused
    return list(dict.fromkeys(word.lower() for word in words))


@router.chose("topics.judge")
def judge(event: Chose, ctx: Context) -> Actions:
    """A moderator invites the talk back, or lets it be; either way the card is done."""
    assert event.who is not None
    flag = flags.find(int(str(event.args[0])), ctx)
    if flag is None:
        raise errors.Refused("flags.gone")
    if flag.state != "open":
        raise flags.dealt_with(flag, ctx)
    ctx = places.in_group(ctx)
    flags.close(flag, event.who, ctx)
    if event.args[1] != "invite":
        return cards.update(flag, ctx)
    return [*cards.update(flag, ctx), *_invitation(ctx)]


def _invitation(ctx: Context) -> Actions:
    """To everybody and to nobody in particular; it leaves the screen by itself."""
    said = ctx.say("topics.invitation", topics=", ".join(ctx.settings(Topics).topics[:5]))
    return [Delete(ctx.group.chat, key=INVITATION), Send(ctx.group.chat, said, key=INVITATION, vanish=STAYS)]
