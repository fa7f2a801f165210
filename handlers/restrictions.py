"""Moderators mute, ban and remove people, and take it back."""

from dataclasses import replace
from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Ban, Mute, Remove, Unban, Unmute
from bot.chat.events import Account, Command
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.domain.durations import BadDuration, take_duration
from bot.models import Decision
from bot.routing import Router
from bot.services import decisions, rights
from handlers.decisions import around, confirmed
from handlers.people import target

router = Router("restrictions")


def subject(event: Command, ctx: Context) -> tuple[Account, str]:
    """Whom a command restricts, and the rest of it; never the bot, oneself, or those who run the group."""
    who, rest = target(event, ctx)
    rights.check(rights.RESTRICT, ctx)
    if event.who is not None and who.id == event.who.id:
        raise errors.Refused("restrictions.yourself")
    if ctx.know(RoleOf(ctx.group.chat, who), max_age=0) >= Role.MODERATOR:
        raise errors.Refused("restrictions.staff", name=who.name)
    return who, rest


def duration(words: str) -> tuple[timedelta | None, str]:
    """A leading duration and the reason behind it; raises `errors.Refused` for one that cannot be."""
    try:
        return take_duration(words)
    except BadDuration:
        raise errors.Refused("restrictions.bad_duration") from None


def _decided(event: Command, kind: str, ctx: Context, *, timed: bool = False) -> tuple[Account, Decision]:
    who, rest = subject(event, ctx)
    lasts, reason = duration(rest)
    if timed and lasts is None:
        raise errors.Misused
    until = ctx.now + lasts if lasts else None
    by = event.who.id if event.who else None
    return who, decisions.record(who, kind, ctx, reason=reason[:300], until=until, by_identity=by)


def _lacking(ctx: Context) -> Actions:
    return [rights.refused(rights.RESTRICT, ctx)]


def _mute(event: Command, ctx: Context, *, timed: bool) -> Actions:
    who, decision = _decided(event, "mute", ctx, timed=timed)
    then = confirmed(event, decision, "restrictions.muted", ctx)
    act = Mute(ctx.group.chat, who, decision.until, decision.reason, decision.id or 0)
    return [*around(event, ctx), replace(act, then=then, otherwise=_lacking(ctx))]


def _ban(event: Command, ctx: Context, *, timed: bool) -> Actions:
    who, decision = _decided(event, "ban", ctx, timed=timed)
    then = confirmed(event, decision, "restrictions.banned", ctx)
    act = Ban(ctx.group.chat, who, decision.until, decision.reason, decision.id or 0)
    return [*around(event, ctx), replace(act, then=then, otherwise=_lacking(ctx))]


@router.command("mute", "bisukan", role=Role.MODERATOR, destructive=True, forms=True)
def mute(event: Command, ctx: Context) -> Actions:
    """Somebody may not write, for a while or until unmuted."""
    return _mute(event, ctx, timed=False)


@router.command("tmute", role=Role.MODERATOR, destructive=True, forms=True)
def timed_mute(event: Command, ctx: Context) -> Actions:
    """The same with a duration that must be said."""
    return _mute(event, ctx, timed=True)


@router.command("ban", "blokir", role=Role.MODERATOR, destructive=True, forms=True)
def ban(event: Command, ctx: Context) -> Actions:
    """Somebody leaves and may not return, for a while or until unbanned."""
    return _ban(event, ctx, timed=False)


@router.command("tban", role=Role.MODERATOR, destructive=True, forms=True)
def timed_ban(event: Command, ctx: Context) -> Actions:
    """The same with a duration that must be said."""
    return _ban(event, ctx, timed=True)


@router.command("kick", "keluarkan", role=Role.MODERATOR, destructive=True, forms=True)
def kick(event: Command, ctx: Context) -> Actions:
    """Somebody leaves and may return."""
    who, decision = _decided(event, "kick", ctx)
    then = confirmed(event, decision, "restrictions.kicked", ctx)
    act = Remove(ctx.group.chat, who, decision.id or 0, then=then, otherwise=_lacking(ctx))
    return [*around(event, ctx), act]


@router.command("unmute", "suarakan", role=Role.MODERATOR, destructive=True)
def unmute(event: Command, ctx: Context) -> Actions:
    """Somebody may write again."""
    return _lift(event, "mute", ctx)


@router.command("unban", "bukablokir", role=Role.MODERATOR, destructive=True)
def unban(event: Command, ctx: Context) -> Actions:
    """Somebody may return."""
    return _lift(event, "ban", ctx)


def _lift(event: Command, kind: str, ctx: Context) -> Actions:
    who, _ = target(event, ctx)
    rights.check(rights.RESTRICT, ctx)
    assert event.who is not None
    standing = decisions.latest(who, kind, ctx)
    if standing is not None:
        decisions.undo(standing, event.who, ctx)
    then = [ctx.reply(ctx.say(f"restrictions.lifted_{kind}", name=who.name))]
    act = Unmute if kind == "mute" else Unban
    return [act(ctx.group.chat, who, then=then, otherwise=_lacking(ctx))]
