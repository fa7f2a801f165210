"""Warnings: counted while they run, expired or taken back afterwards."""

from datetime import timedelta

from sqlmodel import col, delete, func, select

from bot.chat.events import Account
from bot.context import Context
from bot.models import WarningRow


def add(who: Account, ctx: Context, days: int, *, decision: int, reason: str = "", rule: str = "") -> int:
    """Warns somebody; how many warnings run now."""
    ctx.session.add(
        WarningRow(
            community_id=ctx.community,
            group_id=ctx.group.chat.id,
            identity_id=who.id,
            by_identity=ctx.event.who.id if ctx.event.who and ctx.event.who.id != who.id else None,
            decision_id=decision,
            rule=rule,
            reason=reason,
            at=ctx.now,
            expires_at=ctx.now + timedelta(days=days),
        )
    )
    ctx.session.flush()
    return running(who, ctx)


def running(who: Account, ctx: Context) -> int:
    """How many warnings of somebody run now."""
    return ctx.session.exec(select(func.count()).select_from(WarningRow).where(*_of(who, ctx))).one()


def listed(who: Account, ctx: Context) -> list[WarningRow]:
    """Somebody's running warnings, the oldest first."""
    return list(ctx.session.exec(select(WarningRow).where(*_of(who, ctx)).order_by(col(WarningRow.id))).all())


def reset(who: Account, ctx: Context) -> None:
    """Takes every warning of somebody back."""
    here = (col(WarningRow.group_id) == ctx.group.chat.id, col(WarningRow.identity_id) == who.id)
    ctx.session.execute(delete(WarningRow).where(*here))


def _of(who: Account, ctx: Context) -> tuple[bool, bool, bool]:
    return (
        WarningRow.group_id == ctx.group.chat.id,
        WarningRow.identity_id == who.id,
        WarningRow.expires_at > ctx.now,
    )
