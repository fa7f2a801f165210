"""The benchmark of quizzes measures what it says."""

from sqlmodel import select

from bench import quizzes
from bench.engine import engine
from bot.models import QuizAnswer, QuizScore


async def test_every_vote_becomes_an_answer() -> None:
    async with engine() as running:
        night = quizzes.Night(running, 30)
        await running.store(night.votes())
        await running.store(night.votes())
        with running.database.session() as session:
            assert len(session.exec(select(QuizAnswer)).all()) == 60


async def test_the_leaderboard_stands_behind_so_many_answers() -> None:
    async with engine() as running:
        night = quizzes.Night(running, 20)
        night.answered(95)
        with running.database.session() as session:
            assert len(session.exec(select(QuizAnswer)).all()) == 95
            counted = session.exec(select(QuizScore).where(QuizScore.period == "all")).all()
            assert sum(row.answers for row in counted) == 95
