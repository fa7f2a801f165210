"""Points: a weighted sum of what a member did, read from counters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field
from sqlmodel import Session, col, func, insert, select, update

from bot import errors
from bot.context import Context
from bot.models import Activity, GroupDay, Identity, Membership
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


def _standings(words: Sequence[str], ctx: Context) -> Standings:
    if words:
        raise errors.Misused
    points = column(ctx.settings(Points))
    query = (
        select(Identity.name, points)
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .where(Membership.group_id == ctx.group.chat.id, col(Membership.present), points > 0)
        .order_by(points.desc(), col(Membership.id))
    )
    return Standings(ctx.say("points.top", group=ctx.group.chat.title), query)


BOARD = Board(("points", "poin"), _standings)


def rank(session: Session, group_id: int, points: int, worth: Points) -> int:
    """The place of somebody with so many points, 1 is best."""
    where = (Membership.group_id == group_id, col(Membership.present), column(worth) > points)
    return 1 + session.exec(select(func.count()).select_from(Membership).where(*where)).one()


def credit(ctx: Context, what: Credited, people: Iterable[int]) -> None:
    """Counts quiz answers, attendance or help for identities, once for each time that one is named.

    It moves the counters of the member and of the group's day, and is noted in the activity of the group at hand.
    """
    times = Counter(people)
    if not times:
        return
    group, counter = ctx.group.chat.id, getattr(Membership, what)
    for identity, number in times.items():
        mine = (col(Membership.group_id) == group, col(Membership.identity_id) == identity)
        ctx.session.execute(update(Membership).where(*mine).values({what: counter + number}))
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
