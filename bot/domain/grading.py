"""How right an answer is, from 0 to 1."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.domain.numbers import readings
from bot.domain.questions import FULL, Kind, Question

Answer = Sequence[int] | str
"""Indices of options (an ordering: in the order given; a matching: for each option the one whose `match` was chosen),
or what was typed."""

SURE = 4  # letters in a word from which one slip of the finger is forgiven
LONG = 9  # letters from which two are

_SPACES = re.compile(r"\s+")
_OUTSIDE = re.compile(r"^[\W_]+|[\W_]+$")


def grade(question: Question, answer: Answer) -> float:
    """How right an answer to a question is: 1 wholly, 0 not at all. An answer of the wrong shape is not right."""
    if isinstance(answer, str):
        typed = _TYPED.get(question.kind)
        return typed(question, answer) if typed else 0.0
    chosen = _CHOSEN.get(question.kind)
    if chosen is None or not all(0 <= index < len(question.options) for index in answer):
        return 0.0
    return chosen(question, tuple(answer))


def _single(question: Question, answer: tuple[int, ...]) -> float:
    return _share(question.options[answer[0]].weight) if len(answer) == 1 else 0.0


def _multiple(question: Question, answer: tuple[int, ...]) -> float:
    """The weights of all that was chosen; whoever chooses just the right ones has it all, however they add up."""
    if set(answer) == set(question.right):
        return 1.0
    best = sum(question.options[index].weight for index in question.right)
    reached = sum(question.options[index].weight for index in set(answer))
    return min(max(reached / best, 0.0), 1.0) if best > 0 else 0.0


def _ordering(question: Question, answer: tuple[int, ...]) -> float:
    """The share of items that stand where they belong."""
    if sorted(answer) != list(range(len(question.options))):
        return 0.0
    return sum(place == index for place, index in enumerate(answer)) / len(answer)


def _matching(question: Question, answer: tuple[int, ...]) -> float:
    """The share of pairs that belong together."""
    pairs = [option for option in question.options if option.text]
    if len(answer) > len(pairs):
        return 0.0
    right = sum(option.match == question.options[index].match for option, index in zip(pairs, answer, strict=False))
    return right / len(pairs)


def _typed(question: Question, answer: str) -> float:
    """The best of the wordings that it resembles; "*" in a wording stands for anything."""
    said = fold(answer)
    return max((_share(option.weight) for option in question.options if resembles(said, option.text)), default=0.0)


def _numeric(question: Question, answer: str) -> float:
    """The best of the ways in which a number can be read: "3.141" is a bit more than 3 where that is asked."""
    said = readings(answer)
    weights = [weight for low, high, weight in question.numbers if any(low <= number <= high for number in said)]
    return max((_share(weight) for weight in weights), default=0.0)


_CHOSEN: Mapping[Kind, Callable[[Question, tuple[int, ...]], float]] = {
    Kind.SINGLE: _single,
    Kind.TRUEFALSE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.ORDERING: _ordering,
    Kind.MATCHING: _matching,
}
_TYPED: Mapping[Kind, Callable[[Question, str], float]] = {Kind.TYPED: _typed, Kind.NUMERIC: _numeric}


def _share(weight: float) -> float:
    return min(max(weight / FULL, 0.0), 1.0)


def fold(text: str) -> str:
    """A text without what nobody means by it: case, accents, spaces and marks around it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SPACES.sub(" ", _OUTSIDE.sub("", bare) or bare.strip())


def resembles(said: str, wording: str) -> bool:
    """Whether a folded text is a wording, give or take a slip of the finger in a word that is long enough.

    Numbers are never mistyped: "2021" is not "2022".
    """
    if "*" in wording:
        return _has_parts(said, [fold(part) for part in wording.split("*")])
    meant = fold(wording)
    if said == meant:
        return True
    if re.findall(r"\d+", said) != re.findall(r"\d+", meant):
        return False
    slips = 0 if len(meant) <= SURE else 1 if len(meant) < LONG else 2
    return slips > 0 and OSA.distance(said, meant, score_cutoff=slips) <= slips


def _has_parts(said: str, parts: Sequence[str]) -> bool:
    """Whether a text begins with the first part, ends with the last, and has the others between them in order."""
    first, *between, last = parts
    if not said.startswith(first) or not said.endswith(last) or len(said) < len(first) + len(last):
        return False
    rest = said[len(first) : len(said) - len(last)]
    for part in between:
        _, found, rest = rest.partition(part) if part else ("", "*", rest)
        if not found:
            return False
    return True
