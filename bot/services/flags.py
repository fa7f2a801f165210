"""Flags: what moderators shall look at, as one card each in the place they chose."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot import errors
from bot.chat.actions import AnyAction
from bot.chat.events import Account
from bot.context import Context
from bot.models import Decision, Flag, Identity
from bot.services import cards
from bot.services.schedule import cancel, schedule

REMIND = "flags.remind"
ERASE = "flags.erase"
PATIENCE = timedelta(hours=24)
QUOTED = timedelta(days=30)
LONGEST = 1000  # characters of a quotation
ABOUT_MESSAGES = ("rule", "report")


def raise_flag(
    who: Account | None,
    ctx: Context,
    *,
    kind: str = "rule",
    message: str = "",
    quote: str = "",
    findings: Sequence[dict[str, Any]] = (),
    decision: int | None = None,
) -> tuple[Flag, list[AnyAction]]:
    """Stores a flag with its quotation; the flag, and its card for the moderators' place.

    What is found in, or reported of, a message whose card is open already is added to that card.
    """
    same = about(message, ctx) if kind in ABOUT_MESSAGES else None
    if same is not None and same.state == "open":
        return same, _joined(same, quote, findings, ctx)
    row = Flag(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who.id if who else None,
        kind=kind,
        message_id=message,
        quote=quote[:LONGEST] or None,
        findings=list(findings),
        decision_id=decision,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    _plan(row, ctx)
    return row, cards.post(row, ctx)


def about(message: str, ctx: Context, *kinds: str) -> Flag | None:
    """The newest flag about a message."""
    query = select(Flag).where(Flag.group_id == ctx.group.chat.id, Flag.message_id == message)
    query = query.where(col(Flag.kind).in_(kinds or ABOUT_MESSAGES)).order_by(col(Flag.id).desc())
    return ctx.session.exec(query).first() if message else None


def _joined(flag: Flag, quote: str, findings: Sequence[dict[str, Any]], ctx: Context) -> list[AnyAction]:
    known = {found["rule"] for found in flag.findings}
    flag.findings = [*flag.findings, *(found for found in findings if found["rule"] not in known)]
    flag.quote = quote[:LONGEST] or flag.quote
    _store(flag, ctx)
    return cards.update(flag, ctx)


def _plan(flag: Flag, ctx: Context) -> None:
    args = {"flag": flag.id}
    schedule(ctx.session, ctx.group, REMIND, str(flag.id), ctx.now + PATIENCE, args)
    if flag.quote:
        schedule(ctx.session, ctx.group, ERASE, str(flag.id), ctx.now + QUOTED, args)


def find(number: int, ctx: Context) -> Flag | None:
    """A flag of this group."""
    row = ctx.session.get(Flag, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def listed(ctx: Context, most: int = 20) -> list[Flag]:
    """The open flags of this group, the oldest first."""
    query = select(Flag).where(Flag.group_id == ctx.group.chat.id, Flag.state == "open")
    return list(ctx.session.exec(query.order_by(col(Flag.id)).limit(most)).all())


def dealt_with(flag: Flag, ctx: Context) -> errors.Refused:
    """What the second moderator is told: who was faster."""
    by = ctx.session.get(Identity, flag.handled_by) if flag.handled_by else None
    return errors.Refused("prompts.used_by", name=by.name if by else "?")


def close(flag: Flag, by: Account, ctx: Context, decision: Decision | None = None) -> None:
    """Somebody dealt with it."""
    flag.state, flag.handled_by, flag.handled_at = "handled", by.id, ctx.now
    if decision is not None:
        flag.decision_id = decision.id
    _store(flag, ctx)
    cancel(ctx.session, REMIND, str(flag.id))


def reopen(flag: Flag, by: Account, ctx: Context) -> None:
    """What was decided about it was taken back."""
    flag.state, flag.decision_id, flag.handled_by, flag.handled_at = "open", None, by.id, None
    _store(flag, ctx)


def erase(flag: Flag, ctx: Context) -> None:
    """The quotation goes; what was decided stays."""
    flag.quote = None
    _store(flag, ctx)


def _store(flag: Flag, ctx: Context) -> None:
    ctx.session.add(flag)
    ctx.session.flush()
