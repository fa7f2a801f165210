"""Quizzes: their questions, each playing of one, who answered what, and the counters that leaderboards read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import Table, json_column, key, link, maybe_moment, moment


class Quiz(Table, table=True):
    """Questions under a name, shared by all groups of a community; `slug` is the name as people may type it."""

    __tablename__ = "quiz"
    __table_args__ = (UniqueConstraint("community_id", "slug"),)

    id: int | None = key()
    community_id: int = link("community.id")
    slug: str
    name: str
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    retired: bool = False
    created_at: datetime = moment()
    changed_at: datetime = moment()


class QuizQuestion(Table, table=True):
    """One question, as `questions.as_dict` writes it; a retired one is kept for the answers that it got."""

    __tablename__ = "quiz_question"

    id: int | None = key()
    community_id: int = link("community.id")
    quiz_id: int = link("quiz.id", index=True)
    position: int
    content: dict[str, Any] = json_column(dict)
    level: str = ""
    topic: str = ""
    retired: bool = False


class QuizRun(Table, table=True):
    """One playing of a quiz in a group: in the lobby, running, paused, over or stopped."""

    __tablename__ = "quiz_run"
    __table_args__ = (Index("quiz_run_open", "group_id", "state"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    quiz_id: int = link("quiz.id", index=True)
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    kind: str = "live"  # live, daily
    state: str = "lobby"
    name: str = ""
    thread: str = ""
    seconds: int = 0  # for a question that names no time of its own
    speed: bool = True
    total: int = 0
    players: int = 0
    silent: int = 0  # questions in a row that nobody answered
    created_at: datetime = moment()
    ended_at: datetime | None = maybe_moment()


class QuizRound(Table, table=True):
    """One question of a run: waiting, asked, open, closed; or voided (nobody knows its poll) or skipped.

    `shown` is the order in which the options stand, `options` the platform's lasting ids of them in that order.
    """

    __tablename__ = "quiz_round"
    __table_args__ = (
        Index("quiz_round_of_run", "run_id", "position"),
        Index("quiz_round_open", "group_id", "state"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    run_id: int = link("quiz_run.id")
    question_id: int = link("quiz_question.id")
    position: int
    content: dict[str, Any] = json_column(dict)
    state: str = Field(default="waiting")
    shown: list[Any] = json_column(list)
    options: list[Any] = json_column(list)
    poll_id: str | None = Field(default=None, index=True)
    message_id: str | None = None
    seconds: int = 0
    opened_at: datetime | None = maybe_moment()
    closed_at: datetime | None = maybe_moment()


class QuizAnswer(Table, table=True):
    """A person's first answer to a question: how right it was, and what it is worth; chosen options, but no words."""

    __tablename__ = "quiz_answer"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index("quiz_answer_of_round", "round_id", "identity_id"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    run_id: int = link("quiz_run.id", index=True)
    round_id: int = link("quiz_round.id")
    question_id: int = link("quiz_question.id")
    person_id: int = link("person.id", forget="delete", index=True)
    identity_id: int = link("identity.id", forget="delete", index=True)
    chosen: list[Any] = json_column(list)
    share: float = 0.0
    points: int = 0
    millis: int = 0
    at: datetime = moment()


class QuizPlayer(Table, table=True):
    """Who takes part in a run, by joining it or by answering."""

    __tablename__ = "quiz_player"

    run_id: int = link("quiz_run.id", primary=True)
    identity_id: int = link("identity.id", forget="delete", index=True, primary=True)
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")


class QuizScore(Table, table=True):
    """What an identity has in a period: "run:7", "week:2026-W10", "month:2026-03" or "all"; a person's is the sum."""

    __tablename__ = "quiz_score"
    __table_args__ = (Index("quiz_score_of_period", "community_id", "period"),)

    group_id: int = link("chat_group.id", primary=True)
    period: str = Field(primary_key=True)
    identity_id: int = link("identity.id", forget="delete", index=True, primary=True)
    community_id: int = link("community.id")
    points: int = 0
    correct: int = 0
    answers: int = 0
    millis: int = 0


class QuizStreak(Table, table=True):
    """How many questions of the day somebody has answered in a row."""

    __tablename__ = "quiz_streak"

    group_id: int = link("chat_group.id", primary=True)
    quiz_id: int = link("quiz.id", primary=True)
    identity_id: int = link("identity.id", forget="delete", index=True, primary=True)
    community_id: int = link("community.id")
    days: int = 0
    best: int = 0
    last_run: int = 0


class QuizSchedule(Table, table=True):
    """A question of the day: on which days of the week (Monday is 0), at which local time, of which level next."""

    __tablename__ = "quiz_schedule"
    __table_args__ = (UniqueConstraint("group_id", "quiz_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    quiz_id: int = link("quiz.id")
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    days: list[Any] = json_column(list)
    at: str = "19:00"
    level: str = ""
    last_day: date | None = None
