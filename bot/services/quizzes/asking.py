"""A question on its way into a chat: as a poll where it has options, else as a message that is replied to."""

import string
from datetime import timedelta

from bot.chat.actions import AnyAction, AskPoll, Send, Weight
from bot.chat.text import Text, concat, utf16_length
from bot.context import Context
from bot.domain.limits import LONGEST_EXPLANATION, LONGEST_OPTION, LONGEST_TEXT
from bot.domain.questions import Kind, Option, Question, from_dict
from bot.models import QuizRound, QuizRun

LETTERS = string.ascii_uppercase
ROUTE = "quizzes.answer"
KEY = "quiz.round."
PATIENCE = timedelta(seconds=60)  # a question that could not be sent for so long is asked anew


def key_of(round_: QuizRound) -> str:
    """The name under which a question is sent."""
    return f"{KEY}{round_.id}"


def question_in(round_: QuizRound) -> Question:
    """What a round asks."""
    return from_dict(round_.content)


def arranged(question: Question, ctx: Context) -> list[int]:
    """The order in which options are shown: what has to be put in order or matched is shuffled, never solved."""
    order = [
        index for index, option in enumerate(question.options) if option.match or question.kind is not Kind.MATCHING
    ]
    if question.kind not in (Kind.ORDERING, Kind.MATCHING):
        return order
    solved = list(order)
    dice = ctx.dice
    while order == solved and len(order) > 1:
        dice.shuffle(order)
    return order


def ask(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The messages that ask a question; the last one is the one that is answered."""
    question = question_in(round_)
    live = run.kind == "live"
    label = (
        ctx.say("quizzes.number", number=round_.position, total=run.total) if live else ctx.say("quizschedules.today")
    )
    number = str(label)
    if question.kind.is_polled:
        return _polled(question, number, round_, run, ctx)
    text = concat(
        ctx.say("quizzes.asked", number=number, text=_with_picture(question)), _items(question, round_), "\n\n"
    )
    return [_message(concat(text, ctx.say(f"quizanswers.reply_{question.kind}")), round_, run, ctx)]


def _message(text: Text, round_: QuizRound, run: QuizRun, ctx: Context) -> Send:
    until = ctx.now + PATIENCE
    return Send(ctx.group.chat, text, key=key_of(round_), thread=run.thread, weight=Weight.QUIZ, until=until)


def _with_picture(question: Question) -> str:
    return f"{question.text}\n🖼 {question.picture}" if question.picture else question.text


def _items(question: Question, round_: QuizRound) -> str:
    """What is to be put in order, by numbers; what is to be matched, by numbers and letters."""
    options = question.options
    if question.kind is Kind.ORDERING:
        return "".join(f"\n{place}. {options[index].text}" for place, index in enumerate(round_.shown, 1))
    if question.kind is not Kind.MATCHING:
        return ""
    left = "".join(f"\n{place}. {option.text}" for place, option in enumerate(_named(question), 1))
    right = "".join(f"\n{letter}. {options[index].match}" for letter, index in zip(LETTERS, round_.shown, strict=False))
    return f"{left}\n{right}"


def _named(question: Question) -> list[Option]:
    return [option for option in question.options if option.text]


def _polled(question: Question, number: str, round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """A poll; what is too long for one stands in a message before it."""
    labels = [option.text for option in question.options]
    asked = f"{number} · {question.text}"
    before: list[AnyAction] = []
    is_short = max(map(utf16_length, labels)) <= LONGEST_OPTION and utf16_length(asked) <= LONGEST_TEXT
    if not is_short or question.picture:
        lines = (
            "" if is_short else "".join(f"\n{letter}. {label}" for letter, label in zip(LETTERS, labels, strict=False))
        )
        text = concat(ctx.say("quizzes.asked", number=number, text=_with_picture(question)), lines)
        before = [Send(ctx.group.chat, text, thread=run.thread, weight=Weight.QUIZ, until=ctx.now + PATIENCE)]
    if not is_short:
        asked = str(ctx.say("quizzes.asked_above", number=number))
        labels = [_cut(f"{letter}. {label}") for letter, label in zip(LETTERS, labels, strict=False)]
    return [*before, _poll(asked, labels, question, round_, run, ctx)]


def _poll(asked: str, labels: list[str], question: Question, round_: QuizRound, run: QuizRun, ctx: Context) -> AskPoll:
    """A single choice that has several right answers is no quiz of a platform's: its key stays here."""
    several = question.kind is Kind.MULTIPLE
    brief = utf16_length(question.explanation) <= LONGEST_EXPLANATION
    return AskPoll(
        ctx.group.chat,
        asked,
        tuple(labels),
        correct=question.right if several or len(question.right) == 1 else (),
        explanation=question.explanation if brief and run.kind == "live" else "",
        seconds=round_.seconds,
        several=several,
        key=key_of(round_),
        thread=run.thread,
        until=ctx.now + PATIENCE,
        route=ROUTE,
        args=(round_.id,),
    )


def _cut(label: str) -> str:
    while utf16_length(label) > LONGEST_OPTION:
        label = label[:-2].rstrip() + "…"
    return label
