"""What somebody's words answer: numbers of options, an order, pairs, a number, or just the words."""

import re

from bot.domain import replies
from bot.domain.grading import Answer
from bot.domain.numbers import number_in
from bot.domain.questions import Kind, Question
from bot.models import QuizRound


def typed(question: Question, round_: QuizRound, said: str) -> Answer | None:
    """What somebody's words answer; None when they cannot be read as an answer to this kind of question."""
    match question.kind:
        case Kind.TYPED:
            return said.strip() or None
        case Kind.NUMERIC:
            return said if number_in(said) is not None else None
        case Kind.ORDERING:
            return replies.ordering(said, round_.shown)
        case Kind.MATCHING:
            pairs = sum(bool(option.text) for option in question.options)
            return replies.matching(said, round_.shown, pairs) or replies.in_turn(said, round_.shown, pairs)
    return numbers(said, round_)


def numbers(said: str, round_: QuizRound) -> tuple[int, ...] | None:
    """The options behind numbers as they are shown: "2", "1,3", "1 dan 3"."""
    places = [int(found) for found in re.findall(r"\d+", said)]
    if not places or not all(1 <= place <= len(round_.shown) for place in places):
        return None
    return tuple(sorted({round_.shown[place - 1] for place in places}))
