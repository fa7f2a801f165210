"""Answers to an open question: the first of each person counts, by the moment of its arrival."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, literal
from sqlmodel import col, func, insert, select

from bot.chat.events import Account, AccountKind
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.domain.grading import Answer, grade
from bot.domain.questions import Question
from bot.domain.scoring import POINTS, score
from bot.models import Identity, InboxRow, Membership, QuizAnswer, QuizPlayer, QuizRound, QuizRun
from bot.services.quizzes.asking import question_in
from bot.services.quizzes.steps import step_at

HANDLERS = "handlers.quizanswers."
KNOWN = 30 * 86_400.0  # seconds for which the platform's word on who is a member is good enough here
MOST = 20  # questions that a group's memory holds


@dataclass(slots=True)
class Open:
    """A question that is open, as every answer to it needs it; all but `answers` stays as it is."""

    round: int
    run: int
    question_id: int
    is_live: bool
    speed: bool
    seconds: int
    opened_at: datetime
    question: Question
    options: Mapping[str, int]
    players: int
    answers: int = 0


def by_poll(poll: str, ctx: Context) -> Open | None:
    """The open question that a poll of this group asks."""
    memory: dict[str, Open] = ctx.memory.setdefault("quizzes", {})
    if poll not in memory:
        where = (QuizRound.poll_id == poll, QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
        round_ = ctx.session.exec(select(QuizRound).where(*where)).first()
        if round_ is None:
            return None
        if len(memory) >= MOST:
            memory.clear()
        memory[poll] = opened(round_, ctx)
    return memory[poll]


def by_message(message: str, ctx: Context) -> QuizRound | None:
    """The open question that a message of this group asks."""
    where = (QuizRound.message_id == message, QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
    return ctx.session.exec(select(QuizRound).where(*where)).first()


def by_options(ctx: Context) -> QuizRound | None:
    """The newest open question of this group that has options."""
    where = (QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
    rows = ctx.session.exec(select(QuizRound).where(*where).order_by(col(QuizRound.id).desc())).all()
    return next((row for row in rows if question_in(row).kind.is_polled), None)


def opened(round_: QuizRound, ctx: Context) -> Open:
    """A round that is open, and how many have answered it."""
    run = ctx.session.get_one(QuizRun, round_.run_id)
    counted = select(func.count()).select_from(QuizAnswer).where(QuizAnswer.round_id == round_.id)
    assert round_.opened_at is not None
    return Open(
        round=round_.id or 0,
        run=round_.run_id,
        question_id=round_.question_id,
        is_live=run.kind == "live",
        speed=run.speed and run.kind == "live",
        seconds=round_.seconds,
        opened_at=round_.opened_at,
        question=question_in(round_),
        options={str(option): index for option, index in zip(round_.options, round_.shown, strict=False)},
        players=run.players,
        answers=ctx.session.exec(counted).one(),
    )


def chosen(asked: Open, votes: Sequence[str]) -> tuple[int, ...]:
    """The question's options behind a platform's ids of them; ids that it never gave are nobody's choice."""
    return tuple(sorted(asked.options[vote] for vote in votes if vote in asked.options))


def take(asked: Open, answer: Answer, who: Account, ctx: Context) -> bool:
    """Counts an answer, unless the question is closed, or the person has answered before or is not of this group.

    Raises `Need` while it is unknown whether they are a member: a forwarded poll is open to strangers.
    """
    if who.kind is not AccountKind.PERSON:
        return False
    if not _stored(asked, answer, who, ctx):
        known = ctx.member(ctx.group.chat, who)
        if _is_known(known) or ctx.know(RoleOf(ctx.group.chat, who), max_age=KNOWN) == Role.STRANGER:
            return False
        if not _stored(asked, answer, who, ctx, trusted=True):
            return False
    asked.answers += 1
    if asked.is_live and _everybody_has_answered(asked, ctx):
        step_at(ctx.session.get_one(QuizRun, asked.run), ctx.now, ctx)
    return True


def _is_known(member: Membership | None) -> bool:
    """Whether somebody was seen to join, to write or to have a role here: the platform need not be asked."""
    return member is not None and bool(member.joined_at or member.messages or member.role_at)


def _statement(*, known: bool) -> Any:
    """One statement for what every answer costs: question open, person new to it and, if asked, known as a member."""
    same_person = Identity.__table__.alias()  # type: ignore[attr-defined]
    theirs = exists().where(
        col(QuizAnswer.round_id) == bindparam("round_id"),
        col(QuizAnswer.identity_id) == same_person.c.id,
        same_person.c.person_id == col(Identity.person_id),
    )
    mine = exists().where(
        col(QuizAnswer.round_id) == bindparam("round_id"), col(QuizAnswer.person_id) == col(Identity.person_id)
    )
    seen = (
        col(Membership.joined_at).is_not(None) | (col(Membership.messages) > 0) | col(Membership.role_at).is_not(None)
    )
    columns = QuizAnswer.__table__.c  # type: ignore[attr-defined]
    values: dict[str, Any] = {
        column.name: bindparam(column.name, type_=column.type) for column in columns if column.name != "id"
    }
    values["person_id"] = col(Identity.person_id)
    answers = (
        select(*values.values())
        .select_from(Identity)
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .join(QuizRound, col(QuizRound.id) == bindparam("round_id"))
        .where(col(Identity.id) == bindparam("identity_id"), col(Membership.group_id) == bindparam("group_id"))
        .where(col(QuizRound.state) == literal("open"), ~mine, ~theirs)
    )
    if known:
        answers = answers.where(col(Membership.present), col(Membership.role) > 0, seen)
    return insert(QuizAnswer).from_select(list(values), answers).returning(columns.id)


STORE, STORE_TRUSTED = _statement(known=True), _statement(known=False)


def _stored(asked: Open, answer: Answer, who: Account, ctx: Context, *, trusted: bool = False) -> bool:
    """Time runs from when the question was seen to stand in the chat; nobody is faster than nothing."""
    millis = max(0, int((ctx.now - asked.opened_at).total_seconds() * 1000))
    millis = min(millis, asked.seconds * 1000) if asked.seconds else millis
    share = grade(asked.question, answer)
    points = POINTS if asked.question.points is None else asked.question.points
    row = {
        "community_id": ctx.community,
        "group_id": ctx.group.chat.id,
        "run_id": asked.run,
        "round_id": asked.round,
        "question_id": asked.question_id,
        "identity_id": who.id,
        "chosen": [] if isinstance(answer, str) else list(answer),
        "share": share,
        "points": score(share, millis / 1000, asked.seconds, points=points, speed=asked.speed),
        "millis": millis,
        "at": ctx.now,
    }
    return ctx.session.connection().execute(STORE_TRUSTED if trusted else STORE, row).first() is not None


def is_awaited(ctx: Context) -> bool:
    """Whether the platform is being asked if somebody who has answered is a member: they were in time."""
    where = (InboxRow.community_id == ctx.community, InboxRow.state == "waiting")
    asking = select(InboxRow.id).where(*where, col(InboxRow.step).startswith(HANDLERS))
    return ctx.session.exec(asking.limit(1)).first() is not None


def _everybody_has_answered(asked: Open, ctx: Context) -> bool:
    """Whether no player is missing; one player alone may always be joined by others.

    Counts first: looking for the one who is missing costs more the more there are.
    """
    if asked.players < 2 or asked.answers < asked.players:
        return False
    answered = exists().where(
        col(QuizAnswer.round_id) == asked.round, col(QuizAnswer.identity_id) == col(QuizPlayer.identity_id)
    )
    missing = select(QuizPlayer.identity_id).where(QuizPlayer.run_id == asked.run, ~answered)
    return ctx.session.exec(missing.limit(1)).first() is None
