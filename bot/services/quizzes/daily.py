"""The question of the day: picked to fit the group, open until the next morning, answered in a row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from bot.chat.actions import Alert, AnyAction, Weight
from bot.chat.text import Text, concat
from bot.context import Context
from bot.domain.daily import next_time
from bot.domain.questions import Level
from bot.models import Identity, Quiz, QuizAnswer, QuizQuestion, QuizRound, QuizRun, QuizSchedule, QuizStreak
from bot.services.quizzes import results, runs, scores
from bot.services.quizzes.asking import question_in
from bot.services.quizzes.section import Quizzes
from bot.services.quizzes.steps import halt, step_at
from bot.services.quizzes.store import questions

TOO_LATE = timedelta(hours=3)  # a question that was due longer ago is left out
AT_LEAST = timedelta(hours=4)  # that a question stays open
EASY, HARD, ENOUGH = 0.75, 0.35, 3  # share of right answers that raises or lowers the level; answers that tell it
NAMED = 20

LEVELS = tuple(str(level) for level in Level)


def ask(row: QuizSchedule, ctx: Context) -> list[AnyAction]:
    """Asks the question of the day; what is still open from the last time is closed before."""
    quiz = ctx.session.get_one(Quiz, row.quiz_id)
    open_ = ctx.session.exec(select(QuizRun).where(*_runs_of(quiz, ctx), col(QuizRun.ended_at).is_(None))).all()
    before = [action for run in open_ for action in step(run, ctx)]
    candidates = questions(quiz, ctx)
    if quiz.retired or not candidates:
        return before
    chosen = pick(candidates, row.level, asked(quiz, ctx))
    run = runs.new(quiz, "daily", [chosen], None, ctx)
    run.state, run.speed = "running", False
    ctx.session.add(run)
    return [*before, *runs.advance(run, ctx)]


def _runs_of(quiz: Quiz, ctx: Context) -> tuple[bool, ...]:
    return QuizRun.group_id == ctx.group.chat.id, QuizRun.quiz_id == quiz.id, QuizRun.kind == "daily"


def asked(quiz: Quiz, ctx: Context) -> dict[int, int]:
    """How often each question was the question of the day here."""
    query = select(QuizRound.question_id, func.count(func.distinct(QuizRound.run_id)))
    query = query.join(QuizRun, col(QuizRun.id) == col(QuizRound.run_id)).where(*_runs_of(quiz, ctx))
    return dict(ctx.session.exec(query.group_by(col(QuizRound.question_id))).all())


def pick(candidates: Sequence[QuizQuestion], level: str, times: dict[int, int]) -> QuizQuestion:
    """Of the questions asked least often the one nearest to the level, in the order of the quiz."""
    wanted = LEVELS.index(level) if level in LEVELS else 0

    def distance(row: QuizQuestion) -> int:
        return abs(LEVELS.index(row.level) - wanted) if row.level in LEVELS else 0

    return min(candidates, key=lambda row: (times.get(row.id or 0, 0), distance(row), row.position))


def closes_at(asked_at: datetime, ctx: Context) -> datetime:
    """The morning on which a question is answered: the next one that leaves some hours."""
    return next_time(asked_at + AT_LEAST, ctx.settings(Quizzes).morning, ctx.group.zone)


def opened(run: QuizRun, ctx: Context) -> None:
    """The question stands in the chat."""
    step_at(run, closes_at(ctx.now, ctx), ctx)


def step(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Whatever is next: the answer, or the question once more that did not arrive."""
    round_ = runs.current(run, ctx)
    if run.ended_at is not None or round_ is None:
        return []
    return close(round_, run, ctx) if round_.state == "open" else runs.again(round_, run, ctx)


def close(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """In the morning: the answer, why, and who knew it; nobody else is named."""
    round_.state, round_.closed_at = "closed", ctx.now
    run.state, run.ended_at = "over", ctx.now
    ctx.session.add_all([round_, run])
    ctx.session.flush()
    halt(run, ctx)
    scores.count(round_, run, ctx)
    days = _streaks(run, ctx)
    _level(round_, run, ctx)
    said = concat(ctx.say("quizschedules.morning", name=run.name), "\n", results.told(round_, ctx))
    knew = _knew(round_, days, ctx)
    text = concat(said, "\n", ctx.say("quizschedules.knew", names=", ".join(knew))) if knew else said
    return [*results.closed(round_, ctx), Alert(ctx.group.chat, text, thread=run.thread, weight=Weight.QUIZ)]


def _streaks(run: QuizRun, ctx: Context) -> dict[int, int]:
    """Questions answered in a row, by identity, of those who answered this one."""
    earlier = (QuizRun.quiz_id == run.quiz_id, QuizRun.group_id == run.group_id, QuizRun.kind == "daily")
    last = ctx.session.exec(select(func.max(QuizRun.id)).where(*earlier, col(QuizRun.id) < run.id)).one() or 0
    who = ctx.session.exec(select(QuizAnswer.identity_id).where(QuizAnswer.run_id == run.id).distinct()).all()
    return {identity: _streak(run, identity, last, ctx) for identity in who}


def _streak(run: QuizRun, identity: int, last: int, ctx: Context) -> int:
    row = ctx.session.get(QuizStreak, (run.group_id, run.quiz_id, identity)) or QuizStreak(
        group_id=run.group_id, quiz_id=run.quiz_id, identity_id=identity, community_id=run.community_id
    )
    row.days = row.days + 1 if last and row.last_run == last else 1
    row.best, row.last_run = max(row.best, row.days), run.id or 0
    ctx.session.add(row)
    ctx.session.flush()
    return row.days


def _level(round_: QuizRound, run: QuizRun, ctx: Context) -> None:
    """Questions become harder when most knew the answer, easier when few did."""
    right, answers = results.tally(round_, ctx)
    quiz = ctx.session.get_one(Quiz, run.quiz_id)
    where = (QuizSchedule.group_id == run.group_id, QuizSchedule.quiz_id == quiz.id)
    row = ctx.session.exec(select(QuizSchedule).where(*where)).first()
    if row is None or answers < ENOUGH:
        return
    asked_ = question_in(round_).level or row.level or LEVELS[0]
    step_ = 1 if right / answers >= EASY else -1 if right / answers <= HARD else 0
    row.level = LEVELS[min(max(LEVELS.index(asked_) + step_, 0), len(LEVELS) - 1)]
    ctx.session.add(row)
    ctx.session.flush()


def _knew(round_: QuizRound, days: dict[int, int], ctx: Context) -> list[Text]:
    """Who was right, as far as they let their names be shown, with their streaks."""
    query = (
        select(Identity.id, Identity.name)
        .join(QuizAnswer, col(QuizAnswer.identity_id) == col(Identity.id))
        .where(QuizAnswer.round_id == round_.id, col(QuizAnswer.share) >= 1.0, col(Identity.listed))
        .order_by(col(QuizAnswer.millis), col(QuizAnswer.id))
        .limit(NAMED)
    )
    return [_with_streak(name, days.get(identity or 0, 1), ctx) for identity, name in ctx.session.exec(query).all()]


def _with_streak(name: str, days: int, ctx: Context) -> Text:
    return ctx.say("quizschedules.streak", name=name, count=days) if days > 1 else Text(name)


def best_streak(identity: int, ctx: Context) -> int:
    """How many questions of the day somebody has answered in a row, in the quiz where it is the most."""
    where = (QuizStreak.group_id == ctx.group.chat.id, QuizStreak.identity_id == identity)
    return ctx.session.exec(select(func.max(QuizStreak.days)).where(*where)).one() or 0
