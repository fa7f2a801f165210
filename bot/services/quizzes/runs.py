"""A quiz as it is played in a group: lobby, question after question, podium; every step is a row that is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, func, select

from bot import errors
from bot.chat.actions import AnyAction, Send, Weight
from bot.context import Context
from bot.models import OutboxRow, Quiz, QuizQuestion, QuizRound, QuizRun, SentMessage
from bot.services.quizzes import answering, lobby, results, scores
from bot.services.quizzes.asking import KEY, PATIENCE, arranged, ask, question_in
from bot.services.quizzes.section import Quizzes
from bot.services.quizzes.steps import halt, step_at
from bot.services.quizzes.store import questions

LATE = timedelta(seconds=1)  # how much longer than its time a question takes answers, which may travel
SENDING = PATIENCE + timedelta(seconds=15)
SILENT = 2  # questions in a row that nobody answers
ASKED_AT_MOST = 3  # times


def running(ctx: Context) -> QuizRun | None:
    """The group's live quiz."""
    where = (QuizRun.group_id == ctx.group.chat.id, QuizRun.kind == "live", col(QuizRun.ended_at).is_(None))
    return ctx.session.exec(select(QuizRun).where(*where)).first()


def begin(quiz: Quiz, count: int | None, seconds: int | None, ctx: Context) -> list[AnyAction]:
    """Opens the lobby of a quiz with so many of its questions (by chance, else all) in the group.

    Raises `errors.Refused` while another one runs, or when there is nothing to ask.
    """
    if running(ctx) is not None:
        raise errors.Refused("quizzes.runs_already")
    rows = questions(quiz, ctx)
    if not rows:
        raise errors.Refused("quizzes.empty", name=quiz.name)
    settings = ctx.settings(Quizzes)
    run = new(quiz, "live", _some(rows, count, ctx), seconds, ctx)
    run.speed, run.thread = settings.speed, ctx.thread
    step_at(run, ctx.now + timedelta(seconds=settings.lobby), ctx)
    opened = Send(ctx.group.chat, lobby.text_of(run, ctx), key=lobby.key_of(run), choices=lobby.doors(run, ctx))
    return [replace(opened, thread=run.thread, weight=Weight.QUIZ)]


def _some(rows: Sequence[QuizQuestion], count: int | None, ctx: Context) -> list[QuizQuestion]:
    if count is None or count >= len(rows):
        return list(rows)
    return sorted(ctx.dice.sample(rows, count), key=lambda row: row.position)


def new(quiz: Quiz, kind: str, rows: Sequence[QuizQuestion], seconds: int | None, ctx: Context) -> QuizRun:
    """A run and its rounds, which hold the questions as they are now.

    `seconds` is for every question; None leaves each its own time, or the group's.
    """
    who = ctx.event.who
    run = QuizRun(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        quiz_id=quiz.id or 0,
        by_identity=who.id if who is not None and who.id else None,
        kind=kind,
        name=quiz.name,
        seconds=seconds or ctx.settings(Quizzes).seconds,
        total=len(rows),
        created_at=ctx.now,
    )
    ctx.session.add(run)
    ctx.session.flush()
    for position, row in enumerate(rows, 1):
        ctx.session.add(_round(run, row, position, seconds))
    ctx.session.flush()
    return run


def _round(run: QuizRun, row: QuizQuestion, position: int, seconds: int | None) -> QuizRound:
    time = seconds or row.content.get("seconds") or run.seconds
    return QuizRound(
        community_id=run.community_id,
        group_id=run.group_id,
        run_id=run.id or 0,
        question_id=row.id or 0,
        position=position,
        content=row.content,
        seconds=int(time) if run.kind == "live" else 0,
    )


def step(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Whatever is next: the first question, the end of one, the next, the podium."""
    if run.ended_at is not None:
        return []
    if run.state == "lobby":
        run.state = "running"
        ctx.session.add(run)
        return [*lobby.leave(run, ctx), *advance(run, ctx)]
    round_ = current(run, ctx)
    if round_ is None:
        return advance(run, ctx) if run.state == "running" else []
    if round_.state == "asked":
        return again(round_, run, ctx)
    if answering.is_awaited(ctx):
        step_at(run, ctx.now + LATE, ctx)
        return []
    return close(round_, run, ctx)


def current(run: QuizRun, ctx: Context) -> QuizRound | None:
    """The question that is on its way or open."""
    where = (QuizRound.run_id == run.id, col(QuizRound.state).in_(("asked", "open")))
    return ctx.session.exec(select(QuizRound).where(*where)).first()


def is_open(run: QuizRun, ctx: Context) -> bool:
    """Whether a question takes answers now."""
    round_ = current(run, ctx)
    return round_ is not None and round_.state == "open"


def advance(run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Asks the next question, or ends the run where there is none."""
    where = (QuizRound.run_id == run.id, QuizRound.state == "waiting")
    round_ = ctx.session.exec(select(QuizRound).where(*where).order_by(col(QuizRound.position))).first()
    return put(round_, run, ctx) if round_ is not None else finish(run, "", ctx)


def put(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Asks a question; it is open once it stands in the chat."""
    round_.state = "asked"
    round_.shown = arranged(question_in(round_), ctx)
    ctx.session.add(round_)
    ctx.session.flush()
    step_at(run, ctx.now + SENDING, ctx)
    return ask(round_, run, ctx)


def key_sent(row: int, ctx: Context) -> str:
    """The name of the question that an outbox row brings into the chat; empty for every other message."""
    query = select(SentMessage.key).join(OutboxRow, col(OutboxRow.message_row) == col(SentMessage.id))
    key = ctx.session.exec(query.where(OutboxRow.id == row)).first() or ""
    return key if key.startswith(KEY) else ""


def arrived(key: str, message: str, poll: str, options: Sequence[str], ctx: Context) -> QuizRun | None:
    """A question stands in the chat: its time runs from now on. None for one that is no longer waited for."""
    round_ = _by_key(key, ctx)
    if round_ is None or round_.state != "asked":
        return None
    run = ctx.session.get_one(QuizRun, round_.run_id)
    round_.state, round_.opened_at = "open", ctx.now
    round_.message_id, round_.poll_id = message, poll or None
    round_.options = list(options) or [str(place) for place in range(len(round_.shown))]
    ctx.session.add(round_)
    ctx.session.flush()
    if run.kind == "live":
        step_at(run, ctx.now + timedelta(seconds=round_.seconds) + LATE, ctx)
    return run


def lost(key: str, ctx: Context, *, unknown: bool) -> list[AnyAction]:
    """A question did not reach the chat, or nobody knows whether: it is void and asked again, or the quiz ends."""
    round_ = _by_key(key, ctx)
    if round_ is None or round_.state != "asked":
        return []
    run = ctx.session.get_one(QuizRun, round_.run_id)
    return again(round_, run, ctx) if unknown else _cannot(run, ctx)


def _by_key(key: str, ctx: Context) -> QuizRound | None:
    round_ = ctx.session.get(QuizRound, int(key.removeprefix(KEY)))
    return round_ if round_ is not None and round_.group_id == ctx.group.chat.id else None


def again(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """Voids a question and asks it anew, unless that did not help before."""
    round_.state, round_.closed_at = "voided", ctx.now
    ctx.session.add(round_)
    ctx.session.flush()
    where = (QuizRound.run_id == run.id, QuizRound.position == round_.position)
    if ctx.session.exec(select(func.count()).select_from(QuizRound).where(*where)).one() >= ASKED_AT_MOST:
        return _cannot(run, ctx)
    anew = QuizRound(
        community_id=round_.community_id,
        group_id=round_.group_id,
        run_id=round_.run_id,
        question_id=round_.question_id,
        position=round_.position,
        content=round_.content,
        seconds=round_.seconds,
    )
    ctx.session.add(anew)
    ctx.session.flush()
    return put(anew, run, ctx)


def _cannot(run: QuizRun, ctx: Context) -> list[AnyAction]:
    return finish(run, "quizzes.cannot_ask", ctx)


def close(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The time of a question is over: its answers are counted and shown."""
    round_.state, round_.closed_at = "closed", ctx.now
    ctx.session.add(round_)
    ctx.session.flush()
    scores.count(round_, run, ctx)
    said = results.after(round_, run, ctx)
    _, answers = results.tally(round_, ctx)
    run.silent = 0 if answers else run.silent + 1
    ctx.session.add(run)
    if _is_last(run, ctx):
        return [*said, *finish(run, "", ctx)]
    if run.silent >= SILENT:
        return [*said, *finish(run, "quizzes.quiet", ctx)]
    if run.state == "running":
        step_at(run, ctx.now + timedelta(seconds=ctx.settings(Quizzes).gap), ctx)
    else:
        halt(run, ctx)
    return said


def _is_last(run: QuizRun, ctx: Context) -> bool:
    waiting = select(QuizRound.id).where(QuizRound.run_id == run.id, QuizRound.state == "waiting")
    return ctx.session.exec(waiting.limit(1)).first() is None


def finish(run: QuizRun, why: str, ctx: Context) -> list[AnyAction]:
    """Ends a run with its podium; `why` is the text for an end that came early."""
    run.state, run.ended_at = "over" if not why else "stopped", ctx.now
    ctx.session.add(run)
    ctx.session.flush()
    halt(run, ctx)
    return results.podium(run, why, ctx) if run.kind == "live" else []
