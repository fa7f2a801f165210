"""Scores are counters that agree with the answers behind them, on both databases, until a person is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func
from sqlmodel import col, select

import handlers.privacy
import handlers.quizschedules
import scheduler.privacy
from bot.chat.facts import Role
from bot.domain.questions import FULL, Kind, Option, Question, one_of, several
from bot.models import QuizAnswer, QuizRun, QuizSchedule, QuizScore, QuizStreak
from bot.services import privacy, quizzes
from bot.services.quizzes import scores
from tests.cast import BUDI, CITRA, KEY, NOW, SARI, context
from tests.handlers.test_quizschedules import until
from tests.quiznight import ROUTERS, answer, passes, replies, started, tells
from tests.stage import Stage

QUIZ = (
    Question(Kind.SINGLE, "Satu?", one_of(("a", "b"), 0)),
    Question(Kind.MULTIPLE, "Dua?", several(("a", "b", "c"), frozenset({0, 1}))),
    Question(Kind.TYPED, "Tiga?", (Option("laba", FULL),)),
)


@pytest.fixture(params=["sqlite", "postgres"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    play = Stage(*ROUTERS, handlers.quizschedules.router, handlers.privacy.router, scheduler.privacy.router, url=url)
    play.platform.roles[CITRA.address] = Role.ADMIN
    with play.session() as session, session.begin():
        quizzes.save(context(session), "Dasar", QUIZ)
    yield play
    play.close()


def played(stage: Stage) -> None:
    started(stage)
    stage.passes(seconds=3)
    answer(stage, SARI, 0)
    answer(stage, BUDI, 1)
    answer(stage, BUDI, 0)
    passes(stage, 18)
    passes(stage, 6)
    stage.passes(seconds=5)
    answer(stage, BUDI, 0, 1)
    answer(stage, SARI, 1)
    passes(stage, 1)
    passes(stage, 6)
    replies(stage, SARI, "Laba")
    passes(stage, 21)


def test_counters_are_the_sums_of_the_answers(stage: Stage) -> None:
    played(stage)
    assert "🏁" in stage.screen()[-1]
    with stage.session() as session:
        sums = func.sum(QuizAnswer.points), func.count(), func.sum(QuizAnswer.millis)
        rows = session.execute(select(QuizAnswer.identity_id, *sums).group_by(col(QuizAnswer.identity_id))).all()
    expected = {identity: (int(points), count, int(millis)) for identity, points, count, millis in rows}
    assert len(expected) == 2
    for period in ("run:1", "week:2026-W10", "month:2026-03", "all"):
        found = stage.rows(QuizScore, QuizScore.period == period)
        assert {row.identity_id: (row.points, row.answers, row.millis) for row in found} == expected


def test_a_week_and_a_month_are_those_of_the_groups_clock(stage: Stage) -> None:
    with stage.session() as session:
        group = context(session).group
    sunday = NOW.replace(month=5, day=31)
    assert scores.week(sunday + timedelta(hours=13), group) == "week:2026-W23"  # Monday in Jakarta, Sunday in UTC
    assert scores.month(sunday + timedelta(hours=13), group) == "month:2026-06"
    assert scores.month(sunday + timedelta(hours=11), group) == "month:2026-05"


def test_whoever_is_forgotten_leaves_no_answer_and_no_score(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 13:00")
    played(stage)
    until(stage, "03-02 13:00")
    answer(stage, SARI, 0)
    answer(stage, BUDI, 0)
    until(stage, "03-03 07:00")
    with stage.session() as session, session.begin():
        assert {"quiz_answer", "quiz_score", "quiz_streak"} <= privacy.held_about(session, SARI.id).keys()
        for who in (SARI, CITRA):
            privacy.forget(session, who.id, KEY, NOW)
    with stage.session() as session:
        assert {row.identity_id for row in session.exec(select(QuizAnswer))} == {BUDI.id}
        assert {row.identity_id for row in session.exec(select(QuizScore))} == {BUDI.id}
        assert {row.identity_id for row in session.exec(select(QuizStreak))} == {BUDI.id}
        assert {row.by_identity for row in session.exec(select(QuizRun))} == {None}
        assert [row.by_identity for row in session.exec(select(QuizSchedule))] == [None]
