"""When a quiz asks a question of the day: days of the week and a local time, one due row a local date."""

from datetime import datetime

from sqlmodel import col, delete, select

from bot.chat.text import Text
from bot.context import Context
from bot.domain.daily import next_time
from bot.domain.weekdays import say_days
from bot.models import DueRow, Quiz, QuizSchedule
from bot.services.schedule import schedule

ASK = "quiz.daily"


def plan(quiz: Quiz, days: frozenset[int], at: str, ctx: Context) -> QuizSchedule:
    """From now on a question of the quiz is asked on these days of the week; an earlier plan of it is replaced."""
    row = of(quiz, ctx) or QuizSchedule(community_id=ctx.community, group_id=ctx.group.chat.id, quiz_id=quiz.id or 0)
    who = ctx.event.who
    row.days, row.at, row.by_identity = sorted(days), at, who.id if who is not None and who.id else None
    ctx.session.add(row)
    ctx.session.flush()
    _unplan(row, ctx)
    plan_next(row, ctx.now, ctx)
    return row


def plan_next(row: QuizSchedule, after: datetime, ctx: Context) -> None:
    """The next day on which a question is due."""
    moment = next_time(after, row.at, ctx.group.zone)
    while moment.astimezone(ctx.group.zone).weekday() not in row.days:
        moment = next_time(moment, row.at, ctx.group.zone)
    day = moment.astimezone(ctx.group.zone).date()
    if row.last_day is not None and day <= row.last_day:  # a day that the clocks show twice is one day
        plan_next(row, moment, ctx)
        return
    schedule(ctx.session, ctx.group, ASK, f"{row.id}:{day.isoformat()}", moment, {"schedule": row.id})


def of(quiz: Quiz, ctx: Context) -> QuizSchedule | None:
    """The group's plan for a quiz."""
    where = (QuizSchedule.group_id == ctx.group.chat.id, QuizSchedule.quiz_id == quiz.id)
    return ctx.session.exec(select(QuizSchedule).where(*where)).first()


def end(row: QuizSchedule, ctx: Context) -> None:
    """Nothing more is asked."""
    _unplan(row, ctx)
    ctx.session.delete(row)
    ctx.session.flush()


def _unplan(row: QuizSchedule, ctx: Context) -> None:
    due = (col(DueRow.kind) == ASK, col(DueRow.name).startswith(f"{row.id}:"))
    ctx.session.execute(delete(DueRow).where(*due))


def planned(ctx: Context) -> list[tuple[QuizSchedule, Quiz]]:
    """What the group has planned, by the quizzes' names."""
    query = select(QuizSchedule, Quiz).join(Quiz, col(Quiz.id) == col(QuizSchedule.quiz_id))
    return list(
        ctx.session.exec(query.where(QuizSchedule.group_id == ctx.group.chat.id).order_by(col(Quiz.slug))).all()
    )


def told(row: QuizSchedule, quiz: Quiz, ctx: Context) -> Text:
    """One plan in words."""
    days = ctx.say("quizschedules.daily") if len(row.days) == 7 else say_days(row.days, ctx.language)
    return ctx.say("quizschedules.line", name=quiz.name, days=days, at=row.at)
