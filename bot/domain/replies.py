"""Answers by message to questions that have no buttons: an order as "3 1 2", pairs as "1b 2a"."""

import random
import re
from collections.abc import Sequence

from bot.domain.questions import Kind, Question

_NUMBER = re.compile(r"[0-9]+")
_LETTER = re.compile(r"(?<![a-z])[a-z](?![a-z])")
_PAIR = re.compile(r"(?<![0-9])([0-9]+)\s*[-=:.)]*>?\s*([a-z])(?![a-z])")


def letter(index: int) -> str:
    """The letter of the option at an index: a, b, c …"""
    return chr(ord("a") + index)


def shuffled(question: Question, dice: random.Random) -> tuple[int, ...]:
    """The indices of the options in the order in which to show them; what has to be ordered is never in order."""
    order = list(range(len(question.options)))
    while question.kind in (Kind.ORDERING, Kind.MATCHING) and len(order) > 1 and order == sorted(order):
        dice.shuffle(order)
    return tuple(order)


def ordering(said: str, shown: Sequence[int]) -> tuple[int, ...] | None:
    """The order that somebody gave of options `shown` as 1, 2, 3 … or a, b, c …; None when it is not one."""
    compact = said.strip().lower()
    names = _NUMBER.findall(compact) or _LETTER.findall(compact) or [compact]
    if len(names) == 1 and len(names[0]) == len(shown) < 10:  # "312", "cab"
        names = list(names[0])
    places = [_place(name) for name in names]
    if sorted(places) != list(range(len(shown))):
        return None
    return tuple(shown[place] for place in places)


def matching(said: str, shown: Sequence[int], pairs: int) -> tuple[int, ...] | None:
    """For each of the options 1 to `pairs` the one whose match was chosen, of matches `shown` as a, b, c …

    None when the answer is not whole.
    """
    chosen = {int(number): _place(name) for number, name in _PAIR.findall(said.lower())}
    if sorted(chosen) != list(range(1, pairs + 1)) or max(chosen.values()) >= len(shown):
        return None
    return tuple(shown[chosen[number]] for number in sorted(chosen))


def in_turn(said: str, shown: Sequence[int], pairs: int) -> tuple[int, ...] | None:
    """The same from letters alone, which stand in the order of the numbers: "b a", "ba"."""
    letters = re.sub(r"[\s,]", "", said.lower())
    places = [_place(name) for name in letters]
    if not letters.isalpha() or len(places) != pairs or not all(0 <= place < len(shown) for place in places):
        return None
    return tuple(shown[place] for place in places)


def _place(name: str) -> int:
    """The index behind a number or a letter; -1 for what is neither."""
    if name.isdecimal():
        return int(name) - 1
    return ord(name) - ord("a") if len(name) == 1 and "a" <= name <= "z" else -1
