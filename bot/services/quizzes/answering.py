"""Answers to an open question: the first of each person counts, by the moment of its arrival."""

import re
from collections.abc import Sequence

from sqlalchemy import exists
from sqlmodel import col, select

from bot.chat.events import Account
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.domain.grading import Answer, grade, number_in
from bot.domain.questions import Kind, Question
from bot.domain.scoring import POINTS, score
from bot.models import Identity, InboxRow, QuizAnswer, QuizPlayer, QuizRound, QuizRun
from bot.services.quizzes.asking import LETTERS, question_in
from bot.services.quizzes.steps import step_at

HANDLERS = "handlers.quizanswers."
KNOWN = 30 * 86_400.0  # seconds for which the platform's word on who is a member is good enough here

_PAIR = re.compile(r"\d*\s*([a-z])(?![a-z])", re.IGNORECASE)


def by_poll(poll: str, ctx: Context) -> QuizRound | None:
    """The open question that a poll of this group asks."""
    where = (QuizRound.poll_id == poll, QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
    return ctx.session.exec(select(QuizRound).where(*where)).first()


def by_message(message: str, ctx: Context) -> QuizRound | None:
    """The open question that a message of this group asks."""
    where = (QuizRound.message_id == message, QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
    return ctx.session.exec(select(QuizRound).where(*where)).first()


def by_options(ctx: Context) -> QuizRound | None:
    """The newest open question of this group that has options."""
    where = (QuizRound.group_id == ctx.group.chat.id, QuizRound.state == "open")
    rows = ctx.session.exec(select(QuizRound).where(*where).order_by(col(QuizRound.id).desc())).all()
    return next((row for row in rows if question_in(row).kind.is_polled), None)


def chosen(round_: QuizRound, votes: Sequence[str]) -> tuple[int, ...]:
    """The question's options behind a platform's ids of them; ids that it never gave are nobody's choice."""
    places = {str(option): index for option, index in zip(round_.options, round_.shown, strict=False)}
    return tuple(sorted(places[vote] for vote in votes if vote in places))


def typed(question: Question, round_: QuizRound, said: str) -> Answer | None:
    """What somebody's words answer; None when they cannot be read as an answer to this kind of question."""
    match question.kind:
        case Kind.TYPED:
            return said.strip() or None
        case Kind.NUMERIC:
            return said if number_in(said) is not None else None
        case Kind.ORDERING:
            return _in_order(said, round_)
        case Kind.MATCHING:
            return _matched(question, round_, said)
    return numbers(said, round_)


def numbers(said: str, round_: QuizRound) -> tuple[int, ...] | None:
    """The options behind numbers as they are shown: "2", "1,3", "1 dan 3"."""
    places = [int(found) for found in re.findall(r"\d+", said)]
    if not places or not all(1 <= place <= len(round_.shown) for place in places):
        return None
    return tuple(sorted({round_.shown[place - 1] for place in places}))


def _in_order(said: str, round_: QuizRound) -> tuple[int, ...] | None:
    found = re.findall(r"\d+", said)
    count = len(round_.shown)
    if len(found) == 1 and len(found[0]) == count < 10:  # "312"
        found = list(found[0])
    places = [int(each) for each in found]
    if sorted(places) != list(range(1, count + 1)):
        return None
    return tuple(round_.shown[place - 1] for place in places)


def _matched(question: Question, round_: QuizRound, said: str) -> tuple[int, ...] | None:
    """Letters in the order of the numbers: "1B 2A 3C", "B A C", "bac"."""
    wanted = sum(bool(option.text) for option in question.options)
    compact = said.replace(" ", "").replace(",", "").upper()
    letters = list(compact) if compact.isalpha() else [found.upper() for found in _PAIR.findall(said)]
    places = [LETTERS.find(letter) for letter in letters]
    if len(places) != wanted or not all(0 <= place < len(round_.shown) for place in places):
        return None
    return tuple(round_.shown[place] for place in places)


def take(round_: QuizRound, answer: Answer, who: Account, ctx: Context) -> bool:
    """Counts an answer, unless the person has answered before or is not of this group.

    Raises `Need` while it is unknown whether they are a member: a forwarded poll is open to strangers.
    """
    if round_.state != "open" or not _is_member(who, ctx):
        return False
    person = _person_without_answer(round_, who, ctx)
    if person is None:
        return False
    run = ctx.session.get_one(QuizRun, round_.run_id)
    ctx.session.add(_row(round_, run, answer, who, person, ctx))
    ctx.session.flush()
    if run.kind == "live" and not _somebody_is_missing(round_, ctx):
        step_at(run, ctx.now, ctx)
    return True


def _row(round_: QuizRound, run: QuizRun, answer: Answer, who: Account, person: int, ctx: Context) -> QuizAnswer:
    """Time runs from when the question was seen to stand in the chat; nobody is faster than nothing."""
    question = question_in(round_)
    assert round_.opened_at is not None
    millis = max(0, int((ctx.now - round_.opened_at).total_seconds() * 1000))
    millis = min(millis, round_.seconds * 1000) if round_.seconds else millis
    share = grade(question, answer)
    points = POINTS if question.points is None else question.points
    return QuizAnswer(
        community_id=round_.community_id,
        group_id=round_.group_id,
        run_id=round_.run_id,
        round_id=round_.id or 0,
        question_id=round_.question_id,
        person_id=person,
        identity_id=who.id,
        chosen=[] if isinstance(answer, str) else list(answer),
        share=share,
        points=score(share, millis / 1000, round_.seconds, points=points, speed=run.speed and run.kind == "live"),
        millis=millis,
        at=ctx.now,
    )


def _is_member(who: Account, ctx: Context) -> bool:
    """Whoever was seen to join, to write or to have a role here is one; of others the platform is asked once."""
    member = ctx.member(ctx.group.chat, who)
    if member is not None and (member.joined_at or member.messages or member.role_at):
        return member.present and member.role > Role.STRANGER
    return ctx.know(RoleOf(ctx.group.chat, who), max_age=KNOWN) > Role.STRANGER


def is_awaited(ctx: Context) -> bool:
    """Whether the platform is being asked if somebody who has answered is a member: they were in time."""
    where = (InboxRow.community_id == ctx.community, InboxRow.state == "waiting")
    asking = select(InboxRow.id).where(*where, col(InboxRow.step).startswith(HANDLERS))
    return ctx.session.exec(asking.limit(1)).first() is not None


def _person_without_answer(round_: QuizRound, who: Account, ctx: Context) -> int | None:
    """The person behind an account, None when one of their accounts has answered already."""
    person = select(Identity.person_id).where(Identity.id == who.id).scalar_subquery()
    answered = (
        exists()
        .where(col(QuizAnswer.round_id) == round_.id, col(QuizAnswer.identity_id) == col(Identity.id))
        .where(col(Identity.person_id) == person)
    )
    found = ctx.session.execute(select(person, answered)).one()
    return None if found[1] else int(found[0])


def _somebody_is_missing(round_: QuizRound, ctx: Context) -> bool:
    """Whether a player has not answered yet; one player alone may always be joined by others."""
    answered = exists().where(
        col(QuizAnswer.round_id) == round_.id, col(QuizAnswer.identity_id) == col(QuizPlayer.identity_id)
    )
    players = select(QuizPlayer.identity_id).where(QuizPlayer.run_id == round_.run_id)
    if len(ctx.session.exec(players.limit(2)).all()) < 2:
        return True
    return ctx.session.exec(players.where(~answered).limit(1)).first() is not None
