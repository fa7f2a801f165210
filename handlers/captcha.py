"""Before the first word: one button, a few minutes, and whoever does not press it stays muted."""

from datetime import datetime, timedelta

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Delete, Mute, Send, Tell, Unmute, Weight
from bot.chat.events import Chose, Command, Joined, Left
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.switches import switch
from bot.routing import Router
from bot.services import acceptance, captcha, places, rights
from bot.services.captcha import Captcha
from handlers.welcome import welcomed
from moderation.rules.raid import Raid, crowd

router = Router("captcha", sections=(Captcha,))

FRESH = timedelta(minutes=1)
"""So long one message is enough for everybody who joins; during a raid it is enough for all."""


@router.command("captcha", role=Role.ADMIN)
def set_captcha(event: Command, ctx: Context) -> Actions:
    """Shows it, or turns it on and off."""
    present = ctx.settings(Captcha)
    if event.args:
        present = present.model_copy(update={"on": switch(event.args)})
        if present.on and ctx.abilities.mutes:
            rights.check(captcha.RIGHT, ctx)
        ctx.change(present)
    key = "captcha.is_on" if present.on else "captcha.is_off"
    return [ctx.reply(ctx.say(key, minutes=present.minutes))]


@router.on(Joined)
def hold(event: Joined, ctx: Context) -> Actions | None:
    """A newcomer may not write until they pressed the button, which is the same for everybody."""
    if event.who is None or event.group is None or not captcha.first(event.who, ctx):
        return None
    captcha.begin(event.who, ctx)
    mute = Mute(event.group, event.who, reason=captcha.REASON)
    if ctx.abilities.buttons:
        return [mute, *_asked(event, ctx)]
    text = ctx.say("captcha.ask", group=ctx.group.chat.title, minutes=ctx.settings(Captcha).minutes)
    return [mute, Tell(event.who, text, choices=[_button(ctx)])]


def _asked(event: Joined, ctx: Context) -> list[AnyAction]:
    """One message for all who come at once."""
    sent: dict[str, datetime] = ctx.memory.setdefault(captcha.KEY, {})
    is_raid = ctx.settings(Raid).on and crowd(ctx).holds(event.at)
    if any(key != event.key and (is_raid or event.at - at < FRESH) for key, at in sent.items()):
        return []
    sent.clear()
    sent[event.key] = event.at
    text = ctx.say("captcha.ask", group=ctx.group.chat.title, minutes=ctx.settings(Captcha).minutes)
    asked = Send(ctx.group.chat, text, key=captcha.KEY, choices=[_button(ctx)], weight=Weight.WELCOME)
    return [Delete(ctx.group.chat, key=captcha.KEY), asked]


def _button(ctx: Context) -> Choice:
    return Choice(str(ctx.say("captcha.button")), "captcha.pass", once=False)


@router.chose("captcha.pass")
def let_in(event: Chose, ctx: Context) -> Actions:
    """Whoever waits may write, is welcomed, and has agreed to the rules."""
    who, here = event.who, ctx.place.is_private
    assert who is not None
    if not captcha.end(who, ctx):
        raise errors.Refused("captcha.late" if captcha.is_held(who, ctx) else "captcha.not_needed")
    acceptance.accept(who, ctx)
    freed: list[AnyAction] = [Unmute(ctx.group.chat, who)] if captcha.is_held(who, ctx) else []
    said = [ctx.reply(ctx.say("captcha.passed"))] if here else []
    return [*freed, *said, *welcomed(who, places.in_group(ctx)), *_tidied(ctx)]


@router.on(Left)
def gone(event: Left, ctx: Context) -> Actions | None:
    """Nobody waits for somebody who left."""
    if event.who is None or event.group is None or not captcha.end(event.who, ctx):
        return None
    return _tidied(ctx)


def _tidied(ctx: Context) -> list[AnyAction]:
    """The message goes when nobody needs it."""
    if captcha.is_anybody_waiting(ctx):
        return []
    ctx.memory.pop(captcha.KEY, None)
    return [Delete(ctx.group.chat, key=captcha.KEY)]
