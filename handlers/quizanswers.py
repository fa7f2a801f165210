"""Answers to the questions of a quiz: by poll, by number, by reply; and how questions arrive."""

import re

from bot import errors
from bot.chat.actions import Actions, AnyAction, Delete, Tell
from bot.chat.events import AccountKind, Chose, Delivered, Edited, Message, Outcome, Refused, Voted
from bot.chat.text import plain
from bot.context import Context
from bot.models import QuizRound
from bot.routing import Router
from bot.services.quizzes import answering, asking, daily, reading, runs
from bot.services.quizzes.notices import noted, seen
from bot.services.quizzes.section import Quizzes

router = Router("quizanswers")

NUMBERS = re.compile(r"\s*\d{1,2}(?:\s*(?:,|\.|;|\+|&|dan|and|\s)\s*\d{1,2}){0,11}\s*\.?\s*", re.IGNORECASE)
RIGHT = "delete_messages"


def is_said(event: Outcome) -> bool:
    """Whether a message or a poll was sent, or could not be."""
    return event.action in ("Send", "AskPoll")


@router.on(Delivered, when=is_said)
def arrived(event: Delivered, ctx: Context) -> Actions | None:
    """The time of a question begins when it stands in the chat."""
    key = runs.key_sent(event.row, ctx)
    if not key:
        return None
    options = [str(option) for option in event.value or ()]
    run = runs.arrived(key, event.sent[0] if event.sent else "", event.poll, options, ctx)
    if run is not None and run.kind == "daily":
        daily.opened(run, ctx)
    return []


@router.on(Refused, when=is_said)
def lost(event: Refused, ctx: Context) -> Actions | None:
    """A question that may or may not have arrived is asked again; one that may not be asked ends the quiz."""
    key = runs.key_sent(event.row, ctx)
    return runs.lost(key, ctx, unknown=event.unknown) if key else None


@router.on(Voted)
def voted(event: Voted, ctx: Context) -> Actions | None:
    """A vote in a question's poll; the first one counts, and taking it back changes nothing."""
    if event.group is None or event.who is None or not event.options:
        return None
    asked = answering.by_poll(event.poll, ctx)
    chosen = answering.chosen(asked, event.options) if asked is not None else ()
    if asked is not None and chosen:
        answering.take(asked, chosen, event.who, ctx)
    return None


@router.chose(asking.ROUTE)
def numbered(event: Chose, ctx: Context) -> Actions:
    """One option of a question, by its number or button."""
    round_ = ctx.session.get(QuizRound, int(event.args[0]))
    if round_ is None or round_.group_id != ctx.group.chat.id or round_.state != "open" or event.who is None:
        raise errors.Refused("quizanswers.too_late")
    asked = answering.opened(round_, ctx)
    new = answering.take(asked, (round_.shown[int(event.args[1])],), event.who, ctx)
    return noted(event, ctx.say("quizanswers.noted" if new else "quizanswers.noted_before"), ctx)


def is_numbers(event: Message) -> bool:
    """Whether a message consists of numbers, as an answer with several options does."""
    return event.text[:1].isdigit() and len(event.text) <= 40 and NUMBERS.fullmatch(event.text) is not None


@router.on(Message, when=is_numbers)
def by_numbers(event: Message, ctx: Context) -> Actions | None:
    """Numbers of options, where a question is no quiz of the platform's own."""
    if ctx.place.is_private or ctx.abilities.quizzes or event.who is None:
        return None
    round_ = answering.by_options(ctx)
    chosen = reading.numbers(plain(event.text), round_) if round_ is not None else None
    if round_ is None or chosen is None or event.reply_to not in ("", round_.message_id):
        return None
    answering.take(answering.opened(round_, ctx), chosen, event.who, ctx)
    return seen(event.message, ctx)


def answers_bot(event: Message) -> bool:
    """Whether somebody replies to a bot."""
    return bool(event.reply_to) and event.reply_who is not None and event.reply_who.kind is AccountKind.BOT


@router.on(Message, when=answers_bot)
def replied(event: Message, ctx: Context) -> Actions | None:
    """A reply to a question that is answered in words."""
    if event.who is None or isinstance(event, Edited):
        return None
    round_ = answering.by_message(event.reply_to, ctx)
    if round_ is None:
        return None
    question = asking.question_in(round_)
    answer = reading.typed(question, round_, plain(event.text))
    if answer is None:
        hint = (
            ctx.say(f"quizanswers.reply_{question.kind}")
            if not question.kind.is_polled
            else ctx.say("quizanswers.by_number")
        )
        return [Tell(event.who, hint, otherwise=[ctx.reply(hint, vanish=20)])]
    answering.take(answering.opened(round_, ctx), answer, event.who, ctx)
    return _hidden(event, ctx)


def _hidden(event: Message, ctx: Context) -> list[AnyAction]:
    """A typed answer leaves the screen, so that nobody copies it, where the bot may do that."""
    may = not ctx.group.rights or RIGHT in ctx.group.rights
    if ctx.settings(Quizzes).hide and ctx.abilities.deletes and may:
        return [Delete(ctx.place.chat, message=event.message)]
    return seen(event.message, ctx)
