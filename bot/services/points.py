"""Points: a weighted sum of what a member did, read from counters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field
from sqlmodel import col, func, insert, select, update

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.models import Activity, GroupDay, Identity, Membership
from bot.services import people
from bot.services.boards import Board, Standings
from bot.settings import Section

Credited = Literal["answers", "attended", "helped"]


class Points(Section):
    """What participation is worth."""

    section: ClassVar[str] = "points"

    message: int = Field(1, ge=0, le=100, description="Points for a message")
    reply: int = Field(1, ge=0, le=100, description="Extra points for answering somebody")
    reaction: int = Field(1, ge=0, le=100, description="Points for a reaction")
    vote: int = Field(2, ge=0, le=100, description="Points for a vote in a poll")
    answer: int = Field(2, ge=0, le=100, description="Points for an answer in a quiz")
    attendance: int = Field(10, ge=0, le=100, description="Points for attending a meeting")
    help: int = Field(5, ge=0, le=100, description="Points for help that somebody was thanked for")


WORTH = {
    "messages": "message",
    "replies": "reply",
    "reactions": "reaction",
    "votes": "vote",
    "answers": "answer",
    "attended": "attendance",
    "helped": "help",
}
"""What each counter of a membership is weighed by."""


def counters(member: Membership) -> dict[str, int]:
    """What a member did, by the names of the counters."""
    return {name: int(getattr(member, name)) for name in WORTH}


def of(member: Membership, worth: Points) -> int:
    """A member's points."""
    return sum(number * int(getattr(worth, WORTH[name])) for name, number in counters(member).items())


def column(worth: Points) -> Any:
    """The same sum as an SQL expression over `membership`."""
    return sum(getattr(Membership, name) * getattr(worth, weight) for name, weight in WORTH.items())


def streak(member: Membership, ctx: Context) -> int:
    """Days in a row up to today; yesterday's still counts, today is not over."""
    today = ctx.now.astimezone(ctx.group.zone).date()
    alive = member.last_day is not None and member.last_day >= today - timedelta(days=1)
    return member.streak if alive else 0


def together(who: Account, ctx: Context) -> Membership | None:
    """A person's part in the community as if it were one membership: the sums over all accounts and groups of theirs.

    None for whoever is in none of its groups. It is a copy, not a row.
    """
    mine = col(Membership.identity_id).in_(people.of_person(ctx.session, who.id))
    query = select(Membership).where(mine, Membership.community_id == ctx.community, col(Membership.present))
    rows = ctx.session.exec(query.order_by(col(Membership.last_day).desc().nulls_last(), col(Membership.id))).all()
    if not rows:
        return None
    sums: dict[str, Any] = {name: sum(int(getattr(row, name)) for row in rows) for name in WORTH}
    whole = Membership(community_id=ctx.community, group_id=ctx.group.chat.id, identity_id=who.id, **sums)
    whole.last_day = rows[0].last_day
    whole.streak = max(row.streak for row in rows if row.last_day == whole.last_day)
    return whole


def _persons(worth: Points, ctx: Context) -> Any:
    """(name, points) of every person in the community, the best first."""
    points = func.sum(column(worth))
    return (
        select(func.min(Identity.name), points)
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .where(Membership.community_id == ctx.community, col(Membership.present))
        .group_by(col(Identity.person_id))
        .having(points > 0)
        .order_by(points.desc(), func.min(Membership.id))
    )


def _standings(words: Sequence[str], ctx: Context) -> Standings:
    if words:
        raise errors.Misused
    return Standings(ctx.say("points.top", group=ctx.group.chat.title), _persons(ctx.settings(Points), ctx))


BOARD = Board(("points", "poin"), _standings)


def rank(points: int, ctx: Context) -> int:
    """The place of somebody with so many points in the community, 1 is best."""
    better = _persons(ctx.settings(Points), ctx).having(func.sum(column(ctx.settings(Points))) > points)
    ahead = better.order_by(None).subquery()
    return 1 + ctx.session.exec(select(func.count()).select_from(ahead)).one()


def credit(ctx: Context, what: Credited, people: Iterable[int]) -> None:
    """Counts quiz answers, attendance or help for identities, once for each time that one is named.

    It moves the counters of the member and of the group's day, and is noted in the activity of the group at hand.
    """
    times = Counter(people)
    if not times:
        return
    group, counter = ctx.group.chat.id, getattr(Membership, what)
    for number in set(times.values()):
        ids = [identity for identity, found in times.items() if found == number]
        theirs = (col(Membership.group_id) == group, col(Membership.identity_id).in_(ids))
        ctx.session.execute(update(Membership).where(*theirs).values({what: counter + number}))
    common = {"community_id": ctx.community, "group_id": group, "at": ctx.now, "kind": what, "asks": False}
    ctx.session.execute(insert(Activity), [{**common, "identity_id": identity} for identity in times.elements()])
    day = _today(ctx)
    setattr(day, what, getattr(day, what) + times.total())
    ctx.session.add(day)
    ctx.session.flush()


def _today(ctx: Context) -> GroupDay:
    today = ctx.now.astimezone(ctx.group.zone).date()
    row = ctx.session.get(GroupDay, (ctx.group.chat.id, today), populate_existing=True)
    return row or GroupDay(group_id=ctx.group.chat.id, day=today, community_id=ctx.community)
