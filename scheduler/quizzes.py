"""Quizzes go on by themselves: the lobby ends, questions close, the next ones come."""

from datetime import timedelta

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.models import QuizRun, QuizSchedule
from bot.routing import Router
from bot.services.quizzes import daily, lobby, runs, schedules
from bot.services.quizzes.steps import STEP, step_at

router = Router("quizzes")

AWAY = timedelta(seconds=3)  # nothing ran for so long that answers may wait outside
AWAKE = "quizzes.awake"
CATCHING_UP = timedelta(seconds=3)
AGAIN = timedelta(seconds=1)  # until another look at a platform that is still behind


@router.due(STEP)
def step(event: Due, ctx: Context) -> Actions:
    """Whatever is next in a run; after an absence, answers that were given meanwhile are awaited first."""
    run = ctx.session.get(QuizRun, int(event.name))
    if run is None:
        return []
    wait = _catching_up(event, ctx)
    if wait and runs.is_open(run, ctx):
        step_at(run, ctx.now + wait, ctx, awaited=True)
        return []
    return daily.step(run, ctx) if run.kind == "daily" else runs.step(run, ctx)


def _catching_up(event: Due, ctx: Context) -> timedelta:
    """How long answers that were given while nothing ran may still be on their way.

    Some platforms know when they have brought everything; of the others a while is enough, at the first step since a
    start. A step that comes too late has been asleep, and the platform's word is older than that; once.
    """
    is_new = not ctx.memory.get(AWAKE)
    ctx.memory[AWAKE] = True
    if ctx.abilities.behind:
        return AGAIN
    was_asleep = ctx.now - event.at > AWAY and not event.args.get("awaited")
    return CATCHING_UP if was_asleep or (is_new and ctx.abilities.behind is None) else timedelta(0)


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
