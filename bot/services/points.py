"""Points: a weighted sum of what a member did, read from counters."""

from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import Field
from sqlmodel import Session, col, func, select

from bot.context import Context
from bot.models import Identity, Membership
from bot.settings import Section


class Points(Section):
    """What participation is worth."""

    section: ClassVar[str] = "points"

    message: int = Field(1, ge=0, le=100, description="Points for a message")
    reply: int = Field(1, ge=0, le=100, description="Extra points for answering somebody")
    reaction: int = Field(1, ge=0, le=100, description="Points for a reaction")
    vote: int = Field(2, ge=0, le=100, description="Points for a vote in a poll")


def of(member: Membership, worth: Points) -> int:
    """A member's points."""
    return (
        member.messages * worth.message
        + member.replies * worth.reply
        + member.reactions * worth.reaction
        + member.votes * worth.vote
    )


def column(worth: Points) -> Any:
    """The same sum as an SQL expression over `membership`."""
    return (
        col(Membership.messages) * worth.message
        + col(Membership.replies) * worth.reply
        + col(Membership.reactions) * worth.reaction
        + col(Membership.votes) * worth.vote
    )


def leaders(ctx: Context, most: int = 10) -> Sequence[tuple[str, int]]:
    """(name, points) of the members with the most points, best first; nobody with none."""
    points = column(ctx.settings(Points))
    query = (
        select(Identity.name, points)
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .where(Membership.group_id == ctx.group.chat.id, col(Membership.present), Identity.kind == "person", points > 0)
        .order_by(points.desc(), col(Membership.id))
        .limit(most)
    )
    return [(name, int(number)) for name, number in ctx.session.exec(query).all()]


def rank(session: Session, group_id: int, points: int, worth: Points) -> int:
    """The place of somebody with so many points, 1 is best."""
    where = (Membership.group_id == group_id, col(Membership.present), column(worth) > points)
    return 1 + session.exec(select(func.count()).select_from(Membership).where(*where)).one()
