"""Counters of points: written when a question is closed, read by every leaderboard."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from bot.chat.events import Account
from bot.context import Context
from bot.models import Identity, QuizAnswer, QuizPlayer, QuizRound, QuizRun, QuizScore
from bot.services import points
from bot.settings import GroupInfo

COUNTED = ("points", "correct", "answers", "millis")
ALL = "all"

_score = QuizScore.__table__  # type: ignore[attr-defined]
_player = QuizPlayer.__table__  # type: ignore[attr-defined]


def week(now: datetime, group: GroupInfo) -> str:
    """The period of a local week."""
    year, number, _ = now.astimezone(group.zone).isocalendar()
    return f"week:{year}-W{number:02}"


def month(now: datetime, group: GroupInfo) -> str:
    """The period of a local month."""
    return f"month:{now.astimezone(group.zone):%Y-%m}"


def session(run: int) -> str:
    """The period of one run."""
    return f"run:{run}"


def count(round_: QuizRound, run: QuizRun, ctx: Context) -> None:
    """Adds the answers to a question to every counter that they belong to, and their authors to the players."""
    began = run.created_at
    periods = (session(run.id or 0), week(began, ctx.group), month(began, ctx.group), ALL)
    for period in periods:
        ctx.session.execute(_adding(round_, period, ctx))
    players = select(
        literal(run.id), col(QuizAnswer.identity_id), col(QuizAnswer.community_id), col(QuizAnswer.group_id)
    ).where(col(QuizAnswer.round_id) == round_.id)
    names = ["run_id", "identity_id", "community_id", "group_id"]
    ctx.session.execute(_insert(ctx)(_player).from_select(names, players).on_conflict_do_nothing())
    counted = select(func.count()).select_from(QuizPlayer).where(col(QuizPlayer.run_id) == run.id)
    run.players = ctx.session.execute(counted).scalar_one()
    answered = select(col(QuizAnswer.identity_id)).where(col(QuizAnswer.round_id) == round_.id)
    points.credit(ctx, "answers", ctx.session.execute(answered).scalars().all())


def _adding(round_: QuizRound, period: str, ctx: Context) -> Any:
    right = case((col(QuizAnswer.share) >= 1.0, 1), else_=0)
    answers = select(
        col(QuizAnswer.group_id),
        literal(period),
        col(QuizAnswer.identity_id),
        col(QuizAnswer.community_id),
        col(QuizAnswer.points),
        right,
        literal(1),
        col(QuizAnswer.millis),
    ).where(col(QuizAnswer.round_id) == round_.id)
    names = ["group_id", "period", "identity_id", "community_id", *COUNTED]
    statement = _insert(ctx)(_score).from_select(names, answers)
    added = {name: _score.c[name] + statement.excluded[name] for name in COUNTED}
    return statement.on_conflict_do_update(index_elements=["group_id", "period", "identity_id"], set_=added)


def _insert(ctx: Context) -> Any:
    return postgresql.insert if ctx.session.get_bind().dialect.name == "postgresql" else sqlite.insert


@dataclass(frozen=True, slots=True)
class Result:
    """What a person has in a period; `place` is 1 for the best."""

    name: str
    points: int
    correct: int
    answers: int
    millis: int
    place: int = 0


def _sums() -> Sequence[Any]:
    return [func.sum(_score.c[name]) for name in COUNTED]


def ranked(period: str, ctx: Context) -> Any:
    """(name, points, correct, answers, millis) a person, best first; ties go to whoever took less time in all."""
    points, correct, answers, millis = _sums()
    return (
        select(func.min(col(Identity.name)), points, correct, answers, millis)
        .join(QuizScore, col(QuizScore.identity_id) == col(Identity.id))
        .where(col(QuizScore.community_id) == ctx.community, col(QuizScore.period) == period)
        .group_by(col(Identity.person_id))
        .order_by(points.desc(), millis, func.min(col(Identity.id)))
    )


def named_points(period: str, ctx: Context) -> Any:
    """(name, points) a person, best first."""
    return ranked(period, ctx).with_only_columns(func.min(col(Identity.name)), _sums()[0])


def leaders(period: str, ctx: Context, most: int) -> list[Result]:
    """The best of a period who let their names be shown."""
    rows = ctx.session.execute(ranked(period, ctx).where(col(Identity.listed)).limit(most)).all()
    return [_result(row, place) for place, row in enumerate(rows, 1)]


def of_person(who: Account, period: str, ctx: Context) -> Result | None:
    """What one person has in a period, over all their accounts and the community's groups."""
    person = select(col(Identity.person_id)).where(col(Identity.id) == who.id).scalar_subquery()
    row = ctx.session.execute(ranked(period, ctx).where(col(Identity.person_id) == person)).first()
    if row is None:
        return None
    mine = _result(row)
    return replace(mine, place=_place(mine, period, ctx))


def _result(row: Any, place: int = 0) -> Result:
    name, *sums = row
    points, correct, answers, millis = map(int, sums)
    return Result(name, points, correct, answers, millis, place)


def _place(mine: Result, period: str, ctx: Context) -> int:
    points, _, _, millis = _sums()
    better = (points > mine.points) | ((points == mine.points) & (millis < mine.millis))
    ahead = ranked(period, ctx).having(better).order_by(None).subquery()
    return 1 + int(ctx.session.execute(select(func.count()).select_from(ahead)).scalar_one())
