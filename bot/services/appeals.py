"""Appeals: whoever a decision was about may say once how they see it."""

from sqlmodel import select

from bot.chat.actions import Choice
from bot.chat.events import Account
from bot.context import Context
from bot.models import Decision, Flag, Identity

WEEK = 24.0 * 7


def choice(decision: Decision, ctx: Context) -> Choice:
    """The button under the private note that explains a decision."""
    return Choice(str(ctx.say("appeals.button")), "appeals.begin", (decision.id,), once=False, hours=WEEK)


def is_about(decision: Decision, who: Account, ctx: Context) -> bool:
    """Whether a decision was about this person, under whichever of their accounts."""
    mine, theirs = ctx.session.get(Identity, who.id), ctx.session.get(Identity, decision.identity_id)
    return mine is not None and theirs is not None and mine.person_id == theirs.person_id


def made(decision: Decision, ctx: Context) -> bool:
    """Whether the decision was appealed against already."""
    where = (Flag.group_id == decision.group_id, Flag.kind == "appeal", Flag.decision_id == decision.id)
    return ctx.session.exec(select(Flag.id).where(*where)).first() is not None
