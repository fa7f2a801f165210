"""Admins plan a question of the day."""

import re

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.switches import OFF
from bot.domain.weekdays import BadDay, parse_days
from bot.models import Quiz
from bot.routing import Router
from bot.services import quizzes
from bot.services.quizzes import schedules

router = Router("quizschedules")

CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?")


@router.command("quizschedule", "jadwalkuis", role=Role.ADMIN)
def plan(event: Command, ctx: Context) -> Actions:
    """`/quizschedule NAME daily 19:00`, with days, or `off`; without words shows what is planned."""
    words = event.args.replace("|", " ").split()
    if not words:
        return [ctx.reply(_shown(ctx))]
    if words[-1].lower() in OFF:
        return [ctx.reply(_end(" ".join(words[:-1]), ctx))]
    at = _clock(words[-1])
    quiz, days = _named(words[:-1], ctx)
    row = schedules.plan(quiz, days, at, ctx)
    return [ctx.reply(ctx.say("quizschedules.planned", line=schedules.told(row, quiz, ctx)))]


def _shown(ctx: Context) -> Text:
    planned = schedules.planned(ctx)
    if not planned:
        return ctx.say("quizschedules.none")
    lines = [schedules.told(row, quiz, ctx) for row, quiz in planned]
    return Text("\n").join([ctx.say("quizschedules.title"), *lines])


def _end(name: str, ctx: Context) -> Text:
    quiz = quizzes.find(name, ctx)
    row = schedules.of(quiz, ctx) if quiz is not None else None
    if quiz is None or row is None:
        raise errors.Refused("quizschedules.not_planned", name=name)
    schedules.end(row, ctx)
    return ctx.say("quizschedules.ended", name=quiz.name)


def _clock(word: str) -> str:
    found = CLOCK.fullmatch(word)
    if found is None:
        raise errors.Misused
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _named(words: list[str], ctx: Context) -> tuple[Quiz, frozenset[int]]:
    """A quiz and the days behind its name; every day where none are named."""
    while words and words[-1].lower() in ("at", "jam", "pukul"):
        words = words[:-1]
    for cut in range(len(words), 0, -1):
        quiz = quizzes.find(" ".join(words[:cut]), ctx)
        if quiz is None:
            continue
        try:
            return quiz, parse_days(" ".join(words[cut:]) or "daily")
        except BadDay:
            raise errors.Misused from None
    raise errors.Refused("quizschedules.unknown", name=" ".join(words))
