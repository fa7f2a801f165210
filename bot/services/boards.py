"""Leaderboards: each names its words after `/top` and who is best; names that want no board are left out of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import Select

from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.models import Identity

MOST = 10


@dataclass(frozen=True, slots=True)
class Standings:
    """A headline, and a query for (identity's name, number), best first, that selects from or joins `Identity`."""

    title: Text
    query: "Select[Any, Any]"


@dataclass(frozen=True, slots=True)
class Board:
    """A leaderboard: `words` call it after `/top`, the first is its name; `standings` gets the words behind that.

    It raises `errors.Misused` for words that it does not know.
    """

    words: tuple[str, ...]
    standings: Callable[[Sequence[str], Context], Standings]


def best(standings: Standings, ctx: Context, most: int = MOST) -> list[tuple[str, int]]:
    """(name, number), best first, of people of this community who may be named."""
    where = (col(Identity.community_id) == ctx.community, col(Identity.kind) == "person", col(Identity.listed))
    found = ctx.session.execute(standings.query.where(*where).limit(most)).all()
    return [(name, int(number)) for name, number in found]


def list_name(session: Session, who: Account, *, listed: bool) -> None:
    """Whether somebody's name may stand on boards and in thanks: all their accounts in the community."""
    person = select(Identity.person_id).where(Identity.id == who.id).scalar_subquery()
    session.execute(update(Identity).where(col(Identity.person_id) == person).values(listed=listed))
