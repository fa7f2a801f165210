"""Members who have been silent for a while: known to admins and to themselves, to nobody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from pydantic import Field
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, or_, select, update

from bot.chat.events import Account
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Identity, Membership, Restriction
from bot.settings import Section

Where = ColumnElement[bool]

SHARE = 20  # nudged at most, a group and a day: nobody likes a bot that writes to everybody at once


class Nudges(Section):
    """Friendly private words to members who have been silent."""

    section: ClassVar[str] = "nudges"

    on: bool = Field(True, description="Write a friendly private message to members who have been silent")
    after: int = Field(7, ge=2, le=90, description="Days after which a member counts as silent")
    pause: int = Field(14, ge=7, le=180, description="Days between two such messages to the same member")


def last_sign() -> Any:
    """When a member was seen last, or came, if they never said anything."""
    return func.coalesce(col(Membership.last_seen), col(Membership.joined_at), col(Identity.first_seen))


def silent(before: datetime, ctx: Context) -> Sequence[tuple[Membership, Identity, datetime]]:
    """Members of this group of whom nothing was seen since a moment, the ones missed longest first.

    Who is active with another account, or in another group of the community, is not silent; nor is who leads.
    """
    sign = last_sign()
    query = select(Membership, Identity, sign).join(Identity, col(Identity.id) == col(Membership.identity_id))
    query = query.where(*_members(ctx), sign < before, col(Identity.person_id).not_in(_heard_since(before, ctx)))
    return [tuple(row) for row in ctx.session.exec(query.order_by(sign, col(Membership.id))).all()]


def _members(ctx: Context) -> list[Where]:
    return [
        col(Membership.group_id) == ctx.group.chat.id,
        col(Membership.present).is_(True),
        col(Membership.role) < Role.MODERATOR,
        col(Membership.appointed).is_(False),
        col(Identity.kind) == "person",
    ]


def _heard_since(moment: datetime, ctx: Context) -> Any:
    other, place = aliased(Identity), aliased(Membership)
    heard = select(other.person_id).join(place, col(place.identity_id) == col(other.id))
    return heard.where(place.community_id == ctx.community, col(place.last_seen) >= moment)


def to_nudge(settings: Nudges, ctx: Context) -> list[tuple[Membership, Identity]]:
    """Whom to write to today: silent, reachable in private, willing, and not written to lately; the latest first."""
    before = ctx.now - timedelta(days=settings.after)
    rested = ctx.now - timedelta(days=settings.pause)
    sign = last_sign()
    query = select(Membership, Identity).join(Identity, col(Identity.id) == col(Membership.identity_id))
    query = query.where(*_members(ctx), sign < before, col(Identity.person_id).not_in(_heard_since(before, ctx)))
    query = query.where(col(Membership.nudges), col(Identity.person_id).in_(_reachable(ctx)))
    query = query.where(col(Identity.person_id).not_in(_nudged_since(rested, ctx)), col(Identity.id).not_in(_held(ctx)))
    return [(member, who) for member, who in ctx.session.exec(query.order_by(sign.desc()).limit(SHARE)).all()]


def _reachable(ctx: Context) -> Any:
    other = aliased(Identity)
    return select(other.person_id).where(other.community_id == ctx.community, col(other.writable))


def _nudged_since(moment: datetime, ctx: Context) -> Any:
    """Persons who were nudged lately in any group of the community, or want to be left alone in this one."""
    other, place = aliased(Identity), aliased(Membership)
    query = select(other.person_id).join(place, col(place.identity_id) == col(other.id))
    unwilling = and_(col(place.group_id) == ctx.group.chat.id, col(place.nudges).is_(False))
    return query.where(place.community_id == ctx.community, or_(col(place.nudged_at) > moment, unwilling))


def _held(ctx: Context) -> Any:
    running = or_(col(Restriction.until).is_(None), col(Restriction.until) > ctx.now)
    return select(Restriction.identity_id).where(Restriction.group_id == ctx.group.chat.id, running)


def greeted(who: Account, ctx: Context) -> None:
    """Somebody answered in private: a sign of life like any other."""
    _set(who, ctx, last_seen=ctx.now)


def leave_alone(who: Account, ctx: Context) -> None:
    """Somebody wants no such messages about this group any more."""
    _set(who, ctx, nudges=False)


def _set(who: Account, ctx: Context, **values: object) -> None:
    mine = (col(Membership.group_id) == ctx.group.chat.id, col(Membership.identity_id) == who.id)
    ctx.session.execute(update(Membership).where(*mine).values(**values))
    ctx.session.expire_all()
