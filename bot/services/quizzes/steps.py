"""What is next in a run: one due row, whatever it is that is awaited."""

from datetime import datetime

from bot.context import Context
from bot.models import QuizRun
from bot.services.schedule import cancel, schedule

STEP = "quiz.step"


def step_at(run: QuizRun, at: datetime, ctx: Context, *, awaited: bool = False) -> None:
    """The run goes on at a moment, and not at the one that was planned; `awaited`: answers were waited for already."""
    schedule(ctx.session, ctx.group, STEP, str(run.id), at, {"awaited": True} if awaited else None)


def halt(run: QuizRun, ctx: Context) -> None:
    """Nothing is planned for a run any more."""
    cancel(ctx.session, STEP, str(run.id))
