"""What an admin may do with a quiz that runs: pause it, skip a question, stop it."""

from bot import errors
from bot.chat.actions import AnyAction, Delete
from bot.chat.text import Text
from bot.context import Context
from bot.models import QuizRun
from bot.services.quizzes import lobby, results, runs
from bot.services.quizzes.asking import key_of
from bot.services.quizzes.steps import halt, step_at


def pause(run: QuizRun, ctx: Context) -> Text:
    """After the present question nothing happens until the quiz is resumed; the same again resumes it."""
    if run.state == "lobby":
        raise errors.Refused("quizzes.still_lobby")
    paused = run.state == "running"
    run.state = "paused" if paused else "running"
    ctx.session.add(run)
    ctx.session.flush()
    if runs.current(run, ctx) is None:
        halt(run, ctx) if paused else step_at(run, ctx.now, ctx)
    return ctx.say("quizzes.paused" if paused else "quizzes.resumed")


def skip(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The present question does not count, the next one comes; a lobby ends."""
    dropped = _drop(run, ctx)
    run.state = "running" if run.state == "paused" else run.state
    ctx.session.add(run)
    step_at(run, ctx.now, ctx)
    return dropped


def stop(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Ends a run; the present question does not count."""
    left = lobby.leave(run, ctx) if run.state == "lobby" else []
    return [*left, *_drop(run, ctx), *runs.finish(run, "quizzes.stopped", ctx)]


def _drop(run: QuizRun, ctx: Context) -> list[AnyAction]:
    round_ = runs.current(run, ctx)
    if round_ is None:
        return []
    was_open = round_.state == "open"
    round_.state, round_.closed_at = "skipped", ctx.now
    ctx.session.add(round_)
    ctx.session.flush()
    return results.closed(round_, ctx) if was_open else [Delete(ctx.group.chat, key=key_of(round_))]
