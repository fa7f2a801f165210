"""Mentees find mentors in the cheapest way of all, and the load evens out."""

from collections import Counter
from itertools import permutations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize  # type: ignore[import-untyped]

from bot.domain.assignment import FREE, assignment, spread

COSTS = st.integers(1, 7).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-5, 20).map(float), min_size=columns, max_size=columns), min_size=1, max_size=7
    )
)


def total(costs: list[list[float]], found: list[int]) -> float:
    return sum(costs[row][column] for row, column in enumerate(found) if column != FREE)


@given(COSTS)
@settings(max_examples=150)
def test_nothing_is_cheaper_than_what_is_found(costs: list[list[float]]) -> None:
    found = assignment(costs)
    taken = [column for column in found if column != FREE]
    rows, columns = len(costs), len(costs[0])
    assert len(taken) == len(set(taken)) == min(rows, columns)
    if rows <= columns:
        ways = (list(way) for way in permutations(range(columns), rows))
        assert total(costs, found) == min(total(costs, way) for way in ways)
    else:
        ways = (list(way) for way in permutations(range(rows), columns))
        assert total(costs, found) == min(sum(costs[row][at] for at, row in enumerate(way)) for way in ways)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_it_equals_the_oracle_on_larger_ones(seed: int) -> None:
    drawn = numpy.random.default_rng(seed)
    costs = drawn.integers(0, 100, size=(drawn.integers(1, 30), drawn.integers(1, 30))).astype(float)
    rows, columns = optimize.linear_sum_assignment(costs)
    assert total(costs.tolist(), assignment(costs.tolist())) == costs[rows, columns].sum()


@given(st.integers(1, 30), st.integers(1, 6), st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_the_loads_of_equally_liked_mentors_differ_by_one_at_most(
    mentees: int, mentors: int, before: list[int]
) -> None:
    loads = before[:mentors]
    found = spread([[0.0] * mentors] * mentees, loads, [mentees] * mentors, 1.0)
    given_to = Counter(found)
    after = [loads[mentor] + given_to[mentor] for mentor in range(mentors)]
    busier = max((after[mentor] for mentor in range(mentors) if given_to[mentor]), default=0)
    assert busier - min(after) <= 1


def test_somebody_better_liked_is_not_given_everybody() -> None:
    found = Counter(spread([[0.0, 0.5]] * 6, [0, 0], [6, 6], 1.0))
    assert (found[0], found[1]) == (3, 3)


def test_without_room_some_stay_free() -> None:
    assert sorted(spread([[1.0], [2.0]], [0], [1], 1.0)) == [FREE, 0]
    assert spread([[1.0], [2.0]], [5], [0], 1.0) == [FREE, FREE]
    assert spread([], [0], [3], 1.0) == []
