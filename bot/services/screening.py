"""Who asks to be let in: a question, right answers, and the moderators' word."""

import re
from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.actions import Alert, AnyAction, Choice, Tell
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.chat.text import Span, Style, Text
from bot.context import Context
from bot.services import alerts
from bot.services.schedule import cancel, schedule
from bot.settings import Section

KIND = "screening"
WAITS = timedelta(days=7)
LONGEST = 300  # characters of an answer on a card


class Screening(Section):
    """A question to those who ask to join."""

    section: ClassVar[str] = "screening"

    on: bool = Field(False, description="Ask those who ask to join")
    question: str = Field("", description="The question; empty for Pamong's own")
    answers: list[str] = Field([], description="Right answers, which let in at once; none: moderators decide")


def begin(who: Account, ctx: Context) -> None:
    """Somebody waits at the door, at most a week."""
    schedule(ctx.session, ctx.group, KIND, _name(who.id, ctx), ctx.now + WAITS, who=who)


def end(who: int, ctx: Context) -> bool:
    """It is decided about somebody; False when it was already."""
    return cancel(ctx.session, KIND, _name(who, ctx))


def _name(who: int, ctx: Context) -> str:
    return f"{ctx.group.chat.id}:{who}"


def is_right(said: str, settings: Screening) -> bool:
    """Whether an answer holds a right one, whole words in any case."""
    words = f" {_plain(said)} "
    return any(f" {_plain(answer)} " in words for answer in settings.answers if _plain(answer))


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", words.casefold()).split())


def card(who: Account, said: str, ctx: Context) -> list[AnyAction]:
    """What moderators see: who, what they answered, yes or no."""
    name = Text(who.name, [Span(0, len(who.name), Style.MENTION, str(who.id))])
    shown = Text(said[:LONGEST], [Span(0, len(said[:LONGEST]), Style.QUOTE)])
    lines = [ctx.say("screening.card", name=name, group=ctx.group.chat.title), *([shown] if said else [])]
    choices = tuple(
        Choice(
            str(ctx.say(f"screening.button.{verb}")),
            "screening.decide",
            (who.id, verb),
            role=Role.MODERATOR,
            hours=WAITS.total_seconds() / 3600,
        )
        for verb in ("yes", "no")
    )
    text, place = Text("\n").join(lines), alerts.place(ctx)
    if place is not None:
        return [Alert(place, text, key=key(who.id), choices=choices)]
    return [Tell(each, text, key=key(who.id), choices=choices) for each in alerts.moderators(ctx)]


def key(who: int) -> str:
    """The name of the card's message."""
    return f"{KIND}.{who}"
