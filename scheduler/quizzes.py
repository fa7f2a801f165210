"""Quizzes go on by themselves: the lobby ends, questions close, the next ones come."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.models import QuizRun, QuizSchedule
from bot.routing import Router
from bot.services.quizzes import daily, lobby, runs, schedules
from bot.services.quizzes.steps import STEP

router = Router("quizzes")


@router.due(STEP)
def step(event: Due, ctx: Context) -> Actions:
    """Whatever is next in a run."""
    run = ctx.session.get(QuizRun, int(event.name))
    if run is None:
        return []
    return daily.step(run, ctx) if run.kind == "daily" else runs.step(run, ctx)


@router.due(lobby.SHOW)
def show_lobby(event: Due, ctx: Context) -> Actions:
    """The lobby shows who has joined meanwhile."""
    run = ctx.session.get(QuizRun, int(event.name))
    return lobby.show(run, ctx) if run is not None and run.state == "lobby" else []


@router.due(schedules.ASK)
def ask(event: Due, ctx: Context) -> Actions:
    """The question of the day; one that is due for hours already is left out, the next day is planned."""
    row = ctx.session.get(QuizSchedule, int(event.args["schedule"]))
    if row is None:
        return []
    row.last_day = event.at.astimezone(ctx.group.zone).date()
    ctx.session.add(row)
    schedules.plan_next(row, ctx.now, ctx)
    return daily.ask(row, ctx) if ctx.now - event.at < daily.TOO_LATE else []
