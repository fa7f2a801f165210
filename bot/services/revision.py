"""Questions that somebody got wrong: which are due, what an answer to one changes, what it says about them."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel import col, func, select

from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.domain.grading import Answer, grade
from bot.domain.questions import Question, from_dict
from bot.domain.revision import Mastery, Memory, mastery, next_level, reviewed
from bot.models import QuizAnswer, QuizQuestion, RevisionCard
from bot.services import levels, people

LATEST = 1000  # answers that are looked back at
TOPICS = 5  # that /score names
AT_ONCE = 100  # wrong answers that become cards in one go


def collect(who: Account, ctx: Context) -> None:
    """Every question that the person got wrong in a quiz, and that still is asked, gets a card, due at once."""
    mine = people.of_person(ctx.session, who.id)
    carded = select(RevisionCard.question_id).where(col(RevisionCard.identity_id).in_(mine))
    query = (
        select(QuizAnswer.question_id)
        .join(QuizQuestion, col(QuizQuestion.id) == col(QuizAnswer.question_id))
        .where(col(QuizAnswer.identity_id).in_(mine), QuizAnswer.community_id == ctx.community, QuizAnswer.share < 1)
        .where(col(QuizQuestion.retired).is_(False), col(QuizAnswer.question_id).not_in(carded))
        .distinct()
        .limit(AT_ONCE)
    )
    for question in ctx.session.exec(query).all():
        ctx.session.add(
            RevisionCard(community_id=ctx.community, identity_id=who.id, question_id=question, due_at=ctx.now)
        )
    ctx.session.flush()


def _of(who: Account, ctx: Context) -> Any:
    """The person's cards of this community whose questions are still asked."""
    mine = people.of_person(ctx.session, who.id)
    where = (col(RevisionCard.identity_id).in_(mine), RevisionCard.community_id == ctx.community)
    joined = select(RevisionCard).join(QuizQuestion, col(QuizQuestion.id) == col(RevisionCard.question_id))
    return joined.where(*where, col(QuizQuestion.retired).is_(False))


def due(who: Account, ctx: Context) -> RevisionCard | None:
    """The card that has waited longest, if any is due."""
    query = _of(who, ctx).where(RevisionCard.due_at <= ctx.now)
    found: RevisionCard | None = ctx.session.exec(
        query.order_by(col(RevisionCard.due_at), col(RevisionCard.id)).limit(1)
    ).first()
    return found


def waiting(who: Account, ctx: Context) -> int:
    """How many cards are due."""
    query = _of(who, ctx).where(RevisionCard.due_at <= ctx.now).subquery()
    return int(ctx.session.execute(select(func.count()).select_from(query)).scalar_one())


def next_due(who: Account, ctx: Context) -> datetime | None:
    """When the next card is due; None when there is no card."""
    found: RevisionCard | None = ctx.session.exec(_of(who, ctx).order_by(col(RevisionCard.due_at)).limit(1)).first()
    return found.due_at if found is not None else None


def card(number: int, who: Account, ctx: Context) -> RevisionCard | None:
    """One of the person's own cards."""
    found: RevisionCard | None = ctx.session.exec(_of(who, ctx).where(RevisionCard.id == number)).first()
    return found


def question(row: RevisionCard, ctx: Context) -> Question:
    """What a card asks."""
    return from_dict(ctx.session.get_one(QuizQuestion, row.question_id).content)


def answer(row: RevisionCard, given: Answer, ctx: Context) -> float:
    """Counts an answer to a card; how right it was. The card comes back when FSRS says so."""
    share = grade(question(row, ctx), given)
    before = Memory(row.due_at, row.state, row.step, row.stability, row.difficulty, row.reviewed_at)
    after = reviewed(before, share, ctx.now)
    row.due_at, row.state, row.step = after.due, after.state, after.step
    row.stability, row.difficulty, row.reviewed_at = after.stability, after.difficulty, after.last_review
    row.share, row.reviews = share, row.reviews + 1
    ctx.session.add(row)
    ctx.session.flush()
    return share


def latest(who: Account, ctx: Context) -> Mapping[int, tuple[str, str, float]]:
    """By question (topic, level, share) of the person's latest answer to it, in a quiz or in revision."""
    mine = people.of_person(ctx.session, who.id)
    columns = (QuizAnswer.question_id, QuizQuestion.topic, QuizQuestion.level, QuizAnswer.share, QuizAnswer.at)
    asked: Any = select(*columns)  # type: ignore[call-overload]
    asked = asked.join(QuizQuestion, col(QuizQuestion.id) == col(QuizAnswer.question_id))
    asked = asked.where(col(QuizAnswer.identity_id).in_(mine), QuizAnswer.community_id == ctx.community)
    found = {
        number: (topic, level, share, at)
        for number, topic, level, share, at in reversed(
            ctx.session.exec(asked.order_by(col(QuizAnswer.id).desc()).limit(LATEST)).all()
        )
    }
    for row in ctx.session.exec(_of(who, ctx).where(col(RevisionCard.reviewed_at).is_not(None))).all():
        known = found.get(row.question_id)
        if known is not None and row.reviewed_at >= known[3]:
            found[row.question_id] = (known[0], known[1], row.share, row.reviewed_at)
    return {number: (topic, level, share) for number, (topic, level, share, _) in found.items()}


def topics(who: Account, ctx: Context) -> list[Mastery]:
    """How well the person knows each topic that has a name."""
    return mastery((topic, share) for topic, _, share in latest(who, ctx).values() if topic)


def told(who: Account, ctx: Context) -> list[Text]:
    """The topics that the person has met most, and how well each is known; how much waits for revision."""
    collect(who, ctx)
    known = topics(who, ctx)[:TOPICS]
    lines = [
        ctx.say("revision.topic", topic=each.topic, percent=round(each.share * 100), count=each.questions)
        for each in known
    ]
    count = waiting(who, ctx)
    due_now = [ctx.say("revision.to_revise", count=count)] if count else []
    return [*([ctx.say("revision.topics"), *lines] if lines else []), *due_now]


def risen(who: Account, ctx: Context) -> str:
    """The level that the person has reached now by what they know; "" when it is the one that they had."""
    known = sorted((level, share) for _, level, share in latest(who, ctx).values())
    shares = {level: [share for _, share in pairs] for level, pairs in groupby(known, key=lambda pair: pair[0])}
    before = levels.level_of(who.id, ctx)
    after = next_level(levels.LEVELS, before, shares)
    return after if after != before and levels.prove(who.id, after, ctx) else ""
