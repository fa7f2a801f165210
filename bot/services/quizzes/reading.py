"""What somebody's words answer: numbers of options, an order, pairs, a number, or just the words."""

import re

from bot.domain.grading import Answer, number_in
from bot.domain.questions import Kind, Question
from bot.models import QuizRound
from bot.services.quizzes.asking import LETTERS

_PAIR = re.compile(r"\d*\s*([a-z])(?![a-z])", re.IGNORECASE)


def typed(question: Question, round_: QuizRound, said: str) -> Answer | None:
    """What somebody's words answer; None when they cannot be read as an answer to this kind of question."""
    match question.kind:
        case Kind.TYPED:
            return said.strip() or None
        case Kind.NUMERIC:
            return said if number_in(said) is not None else None
        case Kind.ORDERING:
            return _in_order(said, round_)
        case Kind.MATCHING:
            return _matched(question, round_, said)
    return numbers(said, round_)


def numbers(said: str, round_: QuizRound) -> tuple[int, ...] | None:
    """The options behind numbers as they are shown: "2", "1,3", "1 dan 3"."""
    places = [int(found) for found in re.findall(r"\d+", said)]
    if not places or not all(1 <= place <= len(round_.shown) for place in places):
        return None
    return tuple(sorted({round_.shown[place - 1] for place in places}))


def _in_order(said: str, round_: QuizRound) -> tuple[int, ...] | None:
    found = re.findall(r"\d+", said)
    count = len(round_.shown)
    if len(found) == 1 and len(found[0]) == count < 10:  # "312"
        found = list(found[0])
    places = [int(each) for each in found]
    if sorted(places) != list(range(1, count + 1)):
        return None
    return tuple(round_.shown[place - 1] for place in places)


def _matched(question: Question, round_: QuizRound, said: str) -> tuple[int, ...] | None:
    """Letters in the order of the numbers: "1B 2A 3C", "B A C", "bac"."""
    wanted = sum(bool(option.text) for option in question.options)
    compact = said.replace(" ", "").replace(",", "").upper()
    letters = list(compact) if compact.isalpha() else [found.upper() for found in _PAIR.findall(said)]
    places = [LETTERS.find(letter) for letter in letters]
    if len(places) != wanted or not all(0 <= place < len(round_.shown) for place in places):
        return None
    return tuple(round_.shown[place] for place in places)
