"""Pairing rounds: who takes part, who met whom, and who sits together next."""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import ClassVar

from pydantic import Field
from sqlmodel import col, delete, select

from bot.chat.events import Account
from bot.context import Context
from bot.domain.assignment import FREE, spread
from bot.domain.daily import next_time
from bot.domain.pairing import BLOCK, pairs, times_met
from bot.models import DueRow, Identity, Membership, Pair, PairMember, PairSeat
from bot.services import buddies, people, profiles
from bot.services.schedule import schedule
from bot.settings import Section

ROUND, MET = "pairs.round", "pairs.met"
AGAIN = 100.0  # what meeting again costs, beside a topic in common
ONESELF = 1e6  # two accounts of one person
PATIENCE = timedelta(days=1)
"""After this a round that found nobody is tried again."""


class Pairs(Section):
    """Pairing rounds for everybody who takes part."""

    section: ClassVar[str] = "pairs"

    every: int = Field(0, ge=0, le=366, description="Days between two rounds; 0 for none")
    at: str = Field("10:00", description="When a round begins")
    mentors: bool = Field(False, description="Mentors are paired with everybody else")


# Who takes part --------------------------------------------------------------------------------------------------


def join(who: int, ctx: Context) -> bool:
    """Somebody takes part from now on; False when they did already."""
    if _member(who, ctx) is not None:
        return False
    ctx.session.add(PairMember(community_id=ctx.community, group_id=ctx.group.chat.id, identity_id=who))
    ctx.session.flush()
    return True


def leave(who: int, ctx: Context) -> bool:
    """Somebody no longer takes part; False when they did not."""
    row = _member(who, ctx)
    if row is not None:
        ctx.session.delete(row)
        ctx.session.flush()
    return row is not None


def _member(who: int, ctx: Context) -> PairMember | None:
    where = (PairMember.group_id == ctx.group.chat.id, PairMember.identity_id == who)
    return ctx.session.exec(select(PairMember).where(*where)).first()


def members(ctx: Context) -> dict[int, int]:
    """Everybody who takes part and is in the group now: the account, and its person."""
    query = (
        select(Identity.id, Identity.person_id)
        .join(PairMember, col(PairMember.identity_id) == col(Identity.id))
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .where(PairMember.group_id == ctx.group.chat.id, Membership.group_id == ctx.group.chat.id)
        .where(col(Membership.present))
        .order_by(col(Identity.id))
    )
    return {who: person for who, person in ctx.session.exec(query).all() if who is not None}


# When ------------------------------------------------------------------------------------------------------------


def plan(settings: Pairs, ctx: Context, after: date | None = None) -> datetime:
    """Makes the next round due: at the next such hour, or on the day of the rhythm behind `after`; when that is."""
    at = next_time(ctx.now, settings.at, ctx.group.zone)
    if after is not None:
        while after <= ctx.now.astimezone(ctx.group.zone).date():
            after += timedelta(days=settings.every)
        midnight = datetime.combine(after, time(), ctx.group.zone).astimezone(UTC)
        at = next_time(midnight - timedelta(seconds=1), settings.at, ctx.group.zone)
    day = at.astimezone(ctx.group.zone).date().isoformat()
    schedule(ctx.session, ctx.group, ROUND, f"{ctx.group.chat.id}:{day}", at, {"day": day})
    return at


def unplan(ctx: Context) -> None:
    """No more rounds."""
    where = (col(DueRow.group_id) == ctx.group.chat.id, col(DueRow.kind) == ROUND)
    ctx.session.execute(delete(DueRow).where(*where))


def next_round(ctx: Context) -> datetime | None:
    """When the next one begins."""
    query = select(DueRow.at).where(DueRow.kind == ROUND, DueRow.group_id == ctx.group.chat.id)
    return ctx.session.exec(query.order_by(col(DueRow.at))).first()


def ask_later(day: date, settings: Pairs, ctx: Context) -> None:
    """In the middle of the round everybody is asked whether they met."""
    at = ctx.now + timedelta(days=settings.every) / 2
    name = f"{ctx.group.chat.id}:{day.isoformat()}"
    schedule(ctx.session, ctx.group, MET, name, at, {"day": day.isoformat()})


# Who with whom ---------------------------------------------------------------------------------------------------


def draw(day: date, settings: Pairs, ctx: Context) -> list[list[int]]:
    """The groups of one round, stored: as few as possible have met before. Nobody when fewer than two take part."""
    taking = members(ctx)
    if len(taking) < 2:
        return []
    mentors = {who.id for who in buddies.mentors(ctx)} & taking.keys() if settings.mentors else set()
    costs = _Costs(taking, ctx)
    found = costs.with_mentors(sorted(mentors), ctx) if mentors else costs.pairs(ctx.dice)
    for group in found:
        _seat(group, day, ctx)
    return found


def _seat(group: list[int], day: date, ctx: Context) -> None:
    row = Pair(community_id=ctx.community, group_id=ctx.group.chat.id, day=day)
    ctx.session.add(row)
    ctx.session.flush()
    for who in group:
        seat = {"group_id": ctx.group.chat.id, "pair_id": row.id or 0, "identity_id": who}
        ctx.session.add(PairSeat(community_id=ctx.community, **seat))
    ctx.session.flush()


class _Costs:
    """What it costs to bring two together: meeting again most, a topic in common saves a little."""

    def __init__(self, taking: dict[int, int], ctx: Context) -> None:
        self.taking = taking
        self.met = met_before(ctx)
        said = profiles.of(taking, ctx)
        self.topics = {who: profiles.topics_of(said.get(who)) for who in taking}

    def of(self, one: int, other: int) -> float:
        if self.taking[one] == self.taking[other]:
            return ONESELF
        stranger = 0.0 if self.topics[one] & self.topics[other] else 1.0
        return AGAIN * times_met(self.met, one, other) + stranger

    def pairs(self, dice: random.Random) -> list[list[int]]:
        return [list(pair) for pair in pairs(list(self.taking), self.of, dice)]

    def with_mentors(self, mentors: list[int], ctx: Context) -> list[list[int]]:
        """Each of the others with a mentor; a mentor's further mentee costs more than the last, and none is left."""
        mentees = [who for who in self.taking if who not in mentors]
        ctx.dice.shuffle(mentees)
        loads, room = [0] * len(mentors), ceil(len(mentees) / len(mentors)) + 1
        found: list[list[int]] = []
        for start in range(0, len(mentees), BLOCK):
            block = mentees[start : start + BLOCK]
            costs = [[self.of(mentee, mentor) for mentor in mentors] for mentee in block]
            rooms = [max(room - load, 0) for load in loads]
            for mentee, at in zip(block, spread(costs, loads, rooms, AGAIN), strict=True):
                if at != FREE:
                    loads[at] += 1
                    found.append([mentors[at], mentee])
        return found


def met_before(ctx: Context) -> Counter[frozenset[int]]:
    """How often any two sat together."""
    seats: dict[int, list[int]] = {}
    query = select(PairSeat.pair_id, PairSeat.identity_id).where(PairSeat.group_id == ctx.group.chat.id)
    for pair, who in ctx.session.exec(query).all():
        seats.setdefault(pair, []).append(who)
    return Counter(frozenset((a, b)) for group in seats.values() for a in group for b in group if a < b)


def of_day(day: date, ctx: Context) -> list[Pair]:
    """The groups of one round."""
    query = select(Pair).where(Pair.group_id == ctx.group.chat.id, Pair.day == day)
    return list(ctx.session.exec(query.order_by(col(Pair.id))).all())


def seated(pair: Pair, ctx: Context) -> list[Account]:
    """Who sits together."""
    query = select(PairSeat.identity_id).where(PairSeat.pair_id == pair.id).order_by(col(PairSeat.id))
    return [people.account(ctx.session, who) for who in ctx.session.exec(query).all()]


def find(number: int, ctx: Context) -> Pair | None:
    """A pair of this group."""
    row = ctx.session.get(Pair, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None
