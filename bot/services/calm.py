"""Pauses: two people write slowly for a while, because a moderator asked them to."""

from datetime import datetime

from sqlmodel import col, select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Decision, Flag
from bot.services import decisions, restrictions

KIND = "calm"


def begin(who: Account, until: datetime, by: Account, ctx: Context) -> Decision:
    """Somebody pauses from now on: our own rule holds it, wherever the group is."""
    row = restrictions.agree(ctx.session, ctx.community, ctx.group.chat, who, KIND, until)
    row.enforced = True
    ctx.session.add(row)
    return decisions.record(who, KIND, ctx, until=until, by_identity=by.id)


def end(decision: Decision, by: Account, ctx: Context) -> None:
    """The pause is over before its time."""
    restrictions.lift(ctx.session, ctx.group.chat, decision.identity_id, KIND)
    decision.undone_at, decision.undone_by = ctx.now, by.id
    ctx.session.add(decision)
    ctx.session.flush()


def told(decision: Decision, ctx: Context) -> bool:
    """Whether this person has told the moderators their side of it."""
    where = (Flag.group_id == ctx.group.chat.id, Flag.identity_id == decision.identity_id, Flag.kind == "conflict")
    return ctx.session.exec(select(Flag.id).where(*where, col(Flag.created_at) >= decision.at)).first() is not None
