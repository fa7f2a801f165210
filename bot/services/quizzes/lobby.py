"""The lobby of a quiz: who wants to play joins before the first question."""

from datetime import timedelta

from sqlmodel import select

from bot.chat.actions import AnyAction, Choice, Delete, Edit
from bot.chat.facts import Role
from bot.chat.text import Text, concat
from bot.context import Context
from bot.models import DueRow, QuizPlayer, QuizRun
from bot.services.schedule import cancel, schedule

JOIN, BEGIN = "quizzes.join", "quizzes.begin"
SHOW = "quiz.lobby"
SOON = timedelta(seconds=3)


def key_of(run: QuizRun) -> str:
    """The name under which a run's lobby stands in the chat."""
    return f"quiz.lobby.{run.id}"


def doors(run: QuizRun, ctx: Context) -> tuple[Choice, ...]:
    """To join, and to begin at once."""
    start = Choice(str(ctx.say("quizzes.begin")), BEGIN, (run.id,), role=Role.ADMIN, once=False, hours=1)
    return Choice(str(ctx.say("quizzes.join")), JOIN, (run.id,), once=False, hours=1), start


def text_of(run: QuizRun, ctx: Context) -> Text:
    """What the lobby says: which quiz, how long, how many have joined."""
    said = ctx.say("quizzes.lobby", name=run.name, total=run.total, seconds=run.seconds)
    return concat(said, "\n", ctx.say("quizzes.joined", count=run.players)) if run.players else said


def show(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The lobby with the present number of players."""
    return [Edit(ctx.group.chat, text_of(run, ctx), key=key_of(run), choices=doors(run, ctx))]


def join(run: QuizRun, identity: int, ctx: Context) -> bool:
    """Somebody takes part; False when they did already."""
    if ctx.session.get(QuizPlayer, (run.id, identity)) is not None:
        return False
    row = QuizPlayer(run_id=run.id or 0, identity_id=identity, community_id=run.community_id, group_id=run.group_id)
    run.players += 1
    ctx.session.add_all([row, run])
    ctx.session.flush()
    return True


def show_soon(run: QuizRun, ctx: Context) -> None:
    """Plans to show the number of players; the same plan serves everybody who joins before it is carried out."""
    planned = select(DueRow.id).where(DueRow.kind == SHOW, DueRow.name == str(run.id))
    if ctx.session.exec(planned).first() is None:
        schedule(ctx.session, ctx.group, SHOW, str(run.id), ctx.now + SOON)


def leave(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The lobby is over and leaves the screen."""
    cancel(ctx.session, SHOW, str(run.id))
    return [Delete(ctx.group.chat, key=key_of(run))]
