"""Who is willing to be a buddy, whom they look after, and who is next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import col, func, select

from bot.chat.events import Account
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.matching import Candidate, Wish, least_busy
from bot.models import Companion, Identity, Membership, Volunteer
from bot.services import levels, people, profiles
from bot.settings import Section

WAITING = timedelta(days=14)
"""How long after joining somebody without a buddy still gets one as soon as there is room."""


class Buddies(Section):
    """A buddy for every newcomer."""

    section: ClassVar[str] = "buddies"

    on: bool = Field(True, description="Give newcomers a buddy, as soon as somebody volunteers")
    capacity: int = Field(5, ge=1, le=50, description="Newcomers a buddy looks after at a time, unless they say")
    silent: int = Field(7, ge=1, le=90, description="Days without a word after which a buddy is replaced")


# Volunteers ------------------------------------------------------------------------------------------------------


def volunteer(who: int, ctx: Context) -> Volunteer | None:
    """Somebody's offer in this group, also one that was withdrawn."""
    where = (Volunteer.group_id == ctx.group.chat.id, Volunteer.identity_id == who)
    return ctx.session.exec(select(Volunteer).where(*where)).first()


def offer(who: int, ctx: Context, capacity: int | None = None, *, mentor: bool = False) -> Volunteer:
    """Somebody is willing from now on; what they say of their capacity replaces what they said before."""
    row = volunteer(who, ctx) or Volunteer(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who,
        capacity=ctx.settings(Buddies).capacity,
        since=ctx.now,
    )
    row.active = True
    row.mentor = row.mentor or mentor
    row.capacity = capacity or row.capacity
    return _stored(row, ctx)


def withdraw(row: Volunteer, ctx: Context) -> None:
    """Somebody is no longer willing; a mentor is none any more."""
    row.active = row.mentor = False
    _stored(row, ctx)


def _stored(row: Volunteer, ctx: Context) -> Volunteer:
    ctx.session.add(row)
    ctx.session.flush()
    return row


def volunteers(ctx: Context) -> list[tuple[Volunteer, Identity]]:
    """Everybody who is willing and in the group now, the first to offer first."""
    query = (
        select(Volunteer, Identity)
        .join(Identity, col(Identity.id) == col(Volunteer.identity_id))
        .join(Membership, col(Membership.identity_id) == col(Volunteer.identity_id))
        .where(Volunteer.group_id == ctx.group.chat.id, Membership.group_id == ctx.group.chat.id)
        .where(col(Volunteer.active), col(Membership.present))
        .order_by(col(Volunteer.id))
    )
    return [(row, who) for row, who in ctx.session.exec(query).all()]


def mentors(ctx: Context) -> list[Account]:
    """The members whom the admins made mentors."""
    return [people.account(ctx.session, who.id or 0) for row, who in volunteers(ctx) if row.mentor]


# Companions ------------------------------------------------------------------------------------------------------


def living(who: int, ctx: Context) -> Companion | None:
    """The present buddy of somebody."""
    query = select(Companion).where(Companion.group_id == ctx.group.chat.id, Companion.newcomer_id == who)
    return ctx.session.exec(query.where(col(Companion.until).is_(None))).first()


def charges(buddy: int, ctx: Context) -> list[Companion]:
    """Everybody whom somebody looks after now, the oldest first."""
    query = select(Companion).where(Companion.group_id == ctx.group.chat.id, Companion.buddy_id == buddy)
    return list(ctx.session.exec(query.where(col(Companion.until).is_(None)).order_by(col(Companion.id))).all())


def find(number: int, ctx: Context) -> Companion | None:
    """A pair of this group, living or not."""
    row = ctx.session.get(Companion, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def assign(newcomer: Account, ctx: Context, without: int = 0) -> Companion | None:
    """Gives somebody the least busy fitting buddy; None when nobody has room, or the group wants none.

    Whoever has a living buddy keeps them. `without` is left out.
    """
    if not ctx.settings(Buddies).on:
        return None
    known = living(newcomer.id, ctx)
    if known is not None:
        return known
    offers = volunteers(ctx)
    chosen = least_busy(_wish(newcomer, ctx), _candidates(newcomer, offers, without, ctx)) if offers else None
    if chosen is None:
        return None
    row = Companion(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        newcomer_id=newcomer.id,
        buddy_id=chosen.id,
        since=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def part(row: Companion, why: str, ctx: Context) -> None:
    """A pair ends: "done", "asked", "declined", "withdrew", "left", "silent" or "gone" (the newcomer)."""
    row.until, row.ended = ctx.now, why
    ctx.session.add(row)
    ctx.session.flush()


def _wish(newcomer: Account, ctx: Context) -> Wish:
    had = select(Companion.buddy_id).where(
        Companion.group_id == ctx.group.chat.id, Companion.newcomer_id == newcomer.id
    )
    return Wish(
        levels.rank(levels.level_of(newcomer.id, ctx)),
        profiles.topics_of(profiles.find(newcomer.id, ctx)),
        frozenset(ctx.session.exec(had).all()),
    )


def _candidates(
    newcomer: Account, offers: Sequence[tuple[Volunteer, Identity]], without: int, ctx: Context
) -> list[Candidate]:
    """Everybody but the newcomer's own accounts, with what they carry."""
    mine = ctx.session.get_one(Identity, newcomer.id).person_id
    now, ever = loads(ctx), given(ctx)
    said = profiles.of((row.identity_id for row, _ in offers), ctx)
    return [
        Candidate(
            row.identity_id,
            now.get(row.identity_id, 0),
            row.capacity,
            ever.get(row.identity_id, 0),
            levels.rank(said[row.identity_id].level if row.identity_id in said else ""),
            profiles.topics_of(said.get(row.identity_id)),
        )
        for row, who in offers
        if who.person_id != mine and row.identity_id != without
    ]


def loads(ctx: Context) -> dict[int, int]:
    """How many newcomers each buddy looks after now."""
    query = select(Companion.buddy_id, func.count()).where(Companion.group_id == ctx.group.chat.id)
    return dict(ctx.session.exec(query.where(col(Companion.until).is_(None)).group_by(col(Companion.buddy_id))).all())


def given(ctx: Context) -> dict[int, int]:
    """How many each was given since they began."""
    query = select(Companion.buddy_id, func.count()).where(Companion.group_id == ctx.group.chat.id)
    return dict(ctx.session.exec(query.group_by(col(Companion.buddy_id))).all())


def waiting(ctx: Context, most: int) -> list[Account]:
    """Those who joined lately and have no buddy, the first to join first."""
    have = select(Companion.newcomer_id).where(
        Companion.group_id == ctx.group.chat.id, col(Companion.until).is_(None) | (Companion.ended == "done")
    )
    willing = select(Volunteer.identity_id).where(Volunteer.group_id == ctx.group.chat.id, col(Volunteer.active))
    query = (
        select(Membership.identity_id)
        .join(Identity, col(Identity.id) == col(Membership.identity_id))
        .where(Membership.group_id == ctx.group.chat.id, col(Membership.present), Identity.kind == "person")
        .where(col(Membership.joined_at) > ctx.now - WAITING, Membership.role < Role.MODERATOR)
        .where(col(Membership.identity_id).not_in(have), col(Membership.identity_id).not_in(willing))
        .order_by(col(Membership.joined_at))
        .limit(most)
    )
    return [people.account(ctx.session, who) for who in ctx.session.exec(query).all()]


def is_silent(buddy: int, ctx: Context) -> bool:
    """Whether a buddy has not been seen for as long as the group finds too long."""
    where = (Membership.group_id == ctx.group.chat.id, Membership.identity_id == buddy)
    seen: datetime | None = ctx.session.exec(select(Membership.last_seen).where(*where)).first()
    return seen is not None and ctx.now - seen > timedelta(days=ctx.settings(Buddies).silent)


def met_share(ctx: Context, since: datetime) -> tuple[int, int]:
    """Of the pairs that began since a moment: how many met, how many there are."""
    query = select(func.count(col(Companion.met_at)), func.count()).where(
        Companion.group_id == ctx.group.chat.id, Companion.since >= since
    )
    met, all_ = ctx.session.exec(query).one()
    return met, all_
