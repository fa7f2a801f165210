"""Answers by message to questions that have no buttons: an order as "3 1 2", pairs as "1b 2a"."""

import random
import re
from collections.abc import Sequence

from bot.domain.questions import Kind, Question

_ONE = re.compile(r"[0-9]+|[a-z](?![a-z])", re.IGNORECASE)
_PAIR = re.compile(r"(?<![a-z0-9])([0-9]+)\s*[-=:.)]*>?\s*([a-z])(?![a-z])", re.IGNORECASE)


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
    names = list(compact) if compact.isalnum() and len(compact) == len(shown) < 10 else _ONE.findall(compact)
    places = [int(name) - 1 if name.isdecimal() else ord(name) - ord("a") for name in names]
    if sorted(places) != list(range(len(shown))):
        return None
    return tuple(shown[place] for place in places)


def matching(said: str, shown: Sequence[int], pairs: int) -> tuple[int, ...] | None:
    """For each of the options 1 to `pairs` the one whose match was chosen, of matches `shown` as a, b, c …

    None when the answer is not whole.
    """
    chosen = {int(number): ord(name.lower()) - ord("a") for number, name in _PAIR.findall(said)}
    if sorted(chosen) != list(range(1, pairs + 1)) or max(chosen.values()) >= len(shown):
        return None
    return tuple(shown[chosen[number]] for number in sorted(chosen))
