"""Quizzes as they are kept: by name within a community, a question a row."""

from collections.abc import Sequence

from sqlmodel import col, func, select

from bot import errors
from bot.context import Context
from bot.domain.questions import Question, as_dict, from_dict
from bot.models import Quiz, QuizQuestion, QuizRun

NAME = 60  # characters


def slug_of(name: str) -> str:
    """A name as it is compared: case and spaces do not count. Raises `errors.Refused` for none."""
    slug = " ".join(name.split()).casefold()
    if not slug or len(slug) > NAME:
        raise errors.Refused("quizzes.bad_name", most=NAME)
    return slug


def find(name: str, ctx: Context) -> Quiz | None:
    """The community's quiz of this name; a beginning of the name is enough as long as it is unique."""
    wanted = " ".join(name.split()).casefold()
    found = [quiz for quiz, _ in listed(ctx) if quiz.slug.startswith(wanted)] if wanted else []
    exact = next((quiz for quiz in found if quiz.slug == wanted), None)
    return exact or (found[0] if len(found) == 1 else None)


def listed(ctx: Context) -> list[tuple[Quiz, int]]:
    """The community's quizzes by name, each with the number of its questions."""
    count = func.count(col(QuizQuestion.id)).filter(col(QuizQuestion.retired).is_(False))
    query = (
        select(Quiz, count)
        .join(QuizQuestion, col(QuizQuestion.quiz_id) == col(Quiz.id), isouter=True)
        .where(Quiz.community_id == ctx.community, col(Quiz.retired).is_(False))
        .group_by(*Quiz.__table__.columns)  # type: ignore[attr-defined]
        .order_by(col(Quiz.slug))
    )
    return [(quiz, int(number)) for quiz, number in ctx.session.exec(query).all()]


def questions(quiz: Quiz, ctx: Context) -> list[QuizQuestion]:
    """The questions of a quiz in their order."""
    where = (QuizQuestion.quiz_id == quiz.id, col(QuizQuestion.retired).is_(False))
    query = select(QuizQuestion).where(*where).order_by(col(QuizQuestion.position), col(QuizQuestion.id))
    return list(ctx.session.exec(query).all())


def question_of(row: QuizQuestion) -> Question:
    """A row as the question that it holds."""
    return from_dict(row.content)


def save(ctx: Context, name: str, new: Sequence[Question]) -> Quiz:
    """Makes the quiz of this name hold exactly these questions, in this order.

    A question whose words were there before keeps its row, and with it the answers that it got.
    """
    quiz = _named(name, ctx)
    before = {question_of(row).text: row for row in reversed(questions(quiz, ctx))}
    kept = []
    for position, question in enumerate(new, 1):
        row = before.pop(question.text, None) or _row(quiz)
        _fill(row, question, position, ctx)
        kept.append(row)
    for row in before.values():
        retire_question(row, ctx)
    ctx.session.flush()
    return quiz


def _named(name: str, ctx: Context) -> Quiz:
    """The quiz of exactly this name, made on first use."""
    slug = slug_of(name)
    quiz = ctx.session.exec(select(Quiz).where(Quiz.community_id == ctx.community, Quiz.slug == slug)).first()
    if quiz is None:
        who = ctx.event.who
        by = who.id if who is not None and who.id else None
        quiz = Quiz(
            community_id=ctx.community, slug=slug, name="", by_identity=by, created_at=ctx.now, changed_at=ctx.now
        )
    quiz.name, quiz.changed_at = " ".join(name.split()), ctx.now
    ctx.session.add(quiz)
    ctx.session.flush()
    return quiz


def _row(quiz: Quiz) -> QuizQuestion:
    return QuizQuestion(community_id=quiz.community_id, quiz_id=quiz.id or 0, position=0)


def _fill(row: QuizQuestion, question: Question, position: int, ctx: Context) -> None:
    row.content, row.position, row.retired = as_dict(question), position, False
    row.level, row.topic = question.level or "", question.topic
    ctx.session.add(row)


def add(quiz: Quiz, question: Question, ctx: Context) -> QuizQuestion:
    """One more question at the end."""
    last = ctx.session.exec(select(func.max(QuizQuestion.position)).where(QuizQuestion.quiz_id == quiz.id)).one()
    row = _row(quiz)
    _fill(row, question, (last or 0) + 1, ctx)
    ctx.session.flush()
    return row


def change(row: QuizQuestion, question: Question, ctx: Context) -> None:
    """Another wording of a question; runs that ask it already go on as they began."""
    _fill(row, question, row.position, ctx)
    ctx.session.flush()


def retire_question(row: QuizQuestion, ctx: Context) -> None:
    """Takes a question out of its quiz; its answers stay."""
    row.retired = True
    ctx.session.add(row)
    ctx.session.flush()


def retire(quiz: Quiz, ctx: Context) -> None:
    """Takes a quiz away, and its name with it; what was played stays counted.

    Raises `errors.Refused` while it is being played.
    """
    playing = select(QuizRun.id).where(QuizRun.quiz_id == quiz.id, col(QuizRun.ended_at).is_(None))
    if ctx.session.exec(playing).first() is not None:
        raise errors.Refused("quizzes.being_played", name=quiz.name)
    quiz.retired, quiz.slug = True, f"{quiz.slug}\n{quiz.id}"
    ctx.session.add(quiz)
    ctx.session.flush()
