"""Who agreed to a group's rules, and when first."""

from datetime import datetime

from sqlmodel import select

from bot.chat.events import Account
from bot.context import Context
from bot.models import RulesAccepted


def accept(who: Account, ctx: Context) -> None:
    """Writes it down; once is enough."""
    if accepted_at(who, ctx) is not None:
        return
    row = RulesAccepted(community_id=ctx.community, group_id=ctx.group.chat.id, identity_id=who.id, at=ctx.now)
    ctx.session.add(row)
    ctx.session.flush()


def accepted_at(who: Account, ctx: Context) -> datetime | None:
    """When somebody agreed; None for never."""
    where = (RulesAccepted.group_id == ctx.group.chat.id, RulesAccepted.identity_id == who.id)
    return ctx.session.exec(select(RulesAccepted.at).where(*where)).first()
