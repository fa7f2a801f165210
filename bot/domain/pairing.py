"""Pairs of people, one trio when they are odd, so that as few as possible meet again."""

import random
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import TypeVar

P = TypeVar("P", bound=Hashable)

EXACT = 12  # people up to whom every way of pairing is looked at
BLOCK = 120  # people who are paired at once; more are dealt into blocks
TURNS = 40  # times that many begin anew, fewer the more people there are


def pairs(people: Sequence[P], cost: Callable[[P, P], float], dice: random.Random) -> list[tuple[P, ...]]:
    """Everybody with somebody, one trio when they are odd; nobody alone. `cost` is the same both ways.

    Up to `EXACT` people it is the cheapest way of all; more are improved pair against pair until nothing helps.
    """
    mixed = sorted(people, key=str)
    dice.shuffle(mixed)
    if len(mixed) < 2:
        return []
    odd = [mixed.pop()] if len(mixed) % 2 else []
    blocks = [mixed[start : start + BLOCK] for start in range(0, len(mixed), BLOCK)]
    found: list[tuple[P, ...]] = [pair for block in blocks for pair in _paired(block, cached(cost), dice)]
    for alone in odd:
        nearest = min(range(len(found)), key=lambda at: sum(cost(alone, other) for other in found[at]))
        found[nearest] = (*found[nearest], alone)
    return found


def cached(cost: Callable[[P, P], float]) -> Callable[[P, P], float]:
    """The same costs, each asked for once."""
    known: dict[tuple[P, P], float] = {}

    def ask(one: P, other: P) -> float:
        found = known.get((one, other))
        if found is None:
            found = known[one, other] = known[other, one] = cost(one, other)
        return found

    return ask


def _paired(people: list[P], cost: Callable[[P, P], float], dice: random.Random) -> list[tuple[P, P]]:
    if len(people) <= EXACT:
        return _cheapest(people, cost)
    turns = max(1, TURNS * EXACT // len(people))
    tries = (_improved(_greedy(dice.sample(people, len(people)), cost), cost) for _ in range(turns))
    return min(tries, key=lambda found: _total(found, cost))


def _total(found: Sequence[tuple[P, P]], cost: Callable[[P, P], float]) -> float:
    return sum(cost(one, other) for one, other in found)


def _cheapest(people: list[P], cost: Callable[[P, P], float]) -> list[tuple[P, P]]:
    """Every way of pairing, each rest looked at once."""

    @cache
    def best(left: tuple[int, ...]) -> tuple[float, tuple[tuple[int, int], ...]]:
        if not left:
            return 0.0, ()
        first, *others = left
        ways = []
        for other in others:
            total, rest = best(tuple(each for each in others if each != other))
            ways.append((total + cost(people[first], people[other]), ((first, other), *rest)))
        return min(ways)

    return [(people[one], people[other]) for one, other in best(tuple(range(len(people))))[1]]


def _greedy(people: list[P], cost: Callable[[P, P], float]) -> list[tuple[P, P]]:
    """Each in turn takes whoever is cheapest of those who are left."""
    found, left = [], dict.fromkeys(people)
    while left:
        first = next(iter(left))
        del left[first]
        other = min(left, key=lambda each: cost(first, each))
        del left[other]
        found.append((first, other))
    return found


def _improved(found: list[tuple[P, P]], cost: Callable[[P, P], float]) -> list[tuple[P, P]]:
    """Two pairs change partners wherever both together gain by it, until nobody does."""
    gained = True
    while gained:
        gained = False
        for one, other in combinations(range(len(found)), 2):
            (a, b), (c, d) = found[one], found[other]
            ways = (((a, b), (c, d)), ((a, c), (b, d)), ((a, d), (b, c)))
            best = min(ways, key=lambda way: _total(way, cost))
            if _total(best, cost) < _total(ways[0], cost) - 1e-9:
                found[one], found[other] = best
                gained = True
    return found


def times_met(before: Mapping[frozenset[P], int], one: P, other: P) -> float:
    """What it costs to bring two together again: each further time costs more than the last."""
    return float(before.get(frozenset((one, other)), 0)) ** 2
