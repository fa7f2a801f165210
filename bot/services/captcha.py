"""Newcomers press one button before they may write; who does not stays muted."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import select

from bot.chat.events import Account, AccountKind
from bot.context import Context
from bot.models import DueRow
from bot.services import restrictions
from bot.services.reachability import is_reachable
from bot.services.schedule import cancel, schedule
from bot.settings import Section

KIND = "captcha"
REASON = "captcha"
KEY = "captcha"
RIGHT = "restrict_members"


class Captcha(Section):
    """One button before the first word."""

    section: ClassVar[str] = "captcha"

    on: bool = Field(False, description="Newcomers press a button before they may write")
    minutes: int = Field(5, ge=1, le=60, description="Minutes they have for it")


def first(who: Account, ctx: Context) -> bool:
    """Whether a newcomer has to press the button before they are welcomed.

    Not who is muted for something else, nor who could not be shown the button: without buttons it is asked in private.
    """
    if not ctx.settings(Captcha).on or who.kind is not AccountKind.PERSON:
        return False
    if not ctx.abilities.buttons and not is_reachable(who, ctx):
        return False
    can_mute = not ctx.abilities.mutes or not ctx.group.rights or RIGHT in ctx.group.rights
    muted = restrictions.find(ctx.session, ctx.group.chat, who.id, "mute")
    return can_mute and (muted is None or is_held(who, ctx))


def begin(who: Account, ctx: Context) -> None:
    """The time runs."""
    at = ctx.now + timedelta(minutes=ctx.settings(Captcha).minutes)
    schedule(ctx.session, ctx.group, KIND, _name(who, ctx), at, who=who)


def end(who: Account, ctx: Context) -> bool:
    """The time is over, or somebody is done with it; whether it ran."""
    return cancel(ctx.session, KIND, _name(who, ctx))


def is_anybody_waiting(ctx: Context) -> bool:
    """Whether the button is still needed."""
    running = select(DueRow.id).where(DueRow.kind == KIND, DueRow.group_id == ctx.group.chat.id)
    return ctx.session.exec(running).first() is not None


def is_held(who: Account, ctx: Context) -> bool:
    """Whether somebody is muted for this; a mute that our own rule enforces names no reason, but has no end."""
    row = restrictions.find(ctx.session, ctx.group.chat, who.id, "mute")
    return row is not None and (row.reason == REASON or (row.enforced and row.until is None))


def _name(who: Account, ctx: Context) -> str:
    return f"{ctx.group.chat.id}:{who.id}"
