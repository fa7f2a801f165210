"""Quizzes go on by themselves: the lobby ends, questions close, the next ones come."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.models import QuizRun
from bot.routing import Router
from bot.services.quizzes import lobby, runs
from bot.services.quizzes.steps import STEP

router = Router("quizzes")


@router.due(STEP)
def step(event: Due, ctx: Context) -> Actions:
    """Whatever is next in a run."""
    run = ctx.session.get(QuizRun, int(event.name))
    return runs.step(run, ctx) if run is not None else []


@router.due(lobby.SHOW)
def show_lobby(event: Due, ctx: Context) -> Actions:
    """The lobby shows who has joined meanwhile."""
    run = ctx.session.get(QuizRun, int(event.name))
    return lobby.show(run, ctx) if run is not None and run.state == "lobby" else []
