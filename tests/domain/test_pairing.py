"""Pairing rounds: nobody alone, one trio at most, and nobody twice before it must be."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize  # type: ignore[import-untyped]

from bot.domain.pairing import EXACT, pairs, times_met

Met = Counter[frozenset[int]]


def drawn_round(people: list[int], met: Met, seed: int) -> list[tuple[int, ...]]:
    found = pairs(people, lambda one, other: times_met(met, one, other), random.Random(seed))
    for group in found:
        met.update(frozenset((a, b)) for a in group for b in group if a < b)
    return found


@given(st.integers(0, 60), st.integers(0, 1000))
@settings(max_examples=60)
def test_everybody_sits_in_exactly_one_pair_and_only_odd_numbers_make_a_trio(people: int, seed: int) -> None:
    found = drawn_round(list(range(people)), Counter(), seed)
    seated = sorted(person for pair in found for person in pair)
    assert seated == (list(range(people)) if people > 1 else [])
    assert Counter(map(len, found)).get(3, 0) == (people % 2 if people > 1 else 0)
    assert all(len(pair) in (2, 3) for pair in found)


@pytest.mark.parametrize("people", [4, 6, 8, 10])
def test_small_circles_meet_in_most_rounds_without_anybody_twice(people: int) -> None:
    met: Met = Counter()
    for week in range(people // 2):
        drawn_round(list(range(people)), met, week)
    assert max(met.values()) == 1


@pytest.mark.parametrize("people", [30, 81, 300])
def test_larger_circles_meet_ten_times_without_anybody_twice(people: int) -> None:
    met: Met = Counter()
    for week in range(10):
        drawn_round(list(range(people)), met, week)
    assert max(met.values()) == 1


def test_two_who_are_alone_meet_again() -> None:
    met: Met = Counter()
    assert drawn_round([1, 2], met, 0) == drawn_round([1, 2], met, 0) or len(met) == 1
    assert met[frozenset((1, 2))] == 2


def ways(people: list[int]) -> Iterator[list[tuple[int, int]]]:
    if not people:
        yield []
        return
    first, *others = people
    for other in others:
        for rest in ways([each for each in others if each != other]):
            yield [(first, other), *rest]


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_up_to_a_dozen_it_is_the_cheapest_way_of_all(seed: int) -> None:
    drawn = random.Random(seed)
    people = list(range(drawn.choice([2, 4, 6, 8])))
    costs = {frozenset((one, other)): drawn.randint(0, 9) for one in people for other in people}
    found = pairs(people, lambda one, other: costs[frozenset((one, other))], drawn)
    assert len(people) <= EXACT
    least = min(sum(costs[frozenset(pair)] for pair in way) for way in ways(people))
    assert sum(costs[frozenset(pair)] for pair in found) == least


@pytest.mark.parametrize("people", [14, 30, 60])
def test_more_are_paired_within_a_tenth_of_what_no_pairing_can_beat(people: int) -> None:
    """The oracle may form circles, which pairs cannot: its total is a bound from below."""
    for seed in range(5):
        drawn = numpy.random.default_rng(seed)
        costs = drawn.integers(10, 100, size=(people, people))
        costs = (costs + costs.T) // 2
        numpy.fill_diagonal(costs, 10**6)
        rows, columns = optimize.linear_sum_assignment(costs)
        bound = costs[rows, columns].sum() / 2
        found = pairs(list(range(people)), priced(costs), random.Random(seed))
        assert sum(costs[one, other] for one, other in found) <= 1.1 * bound


def priced(costs: Any) -> Callable[[int, int], float]:
    return lambda one, other: float(costs[one, other])
