"""Figures about groups, against definitions written the long way."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import change, gini, mean, middle, most_frequent, nps, retained, share

AMOUNTS = st.lists(st.integers(0, 1000), max_size=40)


@given(AMOUNTS)
def test_gini_is_half_the_mean_difference_of_all_pairs(amounts: list[int]) -> None:
    differences = sum(abs(one - other) for one, other in product(amounts, repeat=2))
    wanted = differences / (2 * len(amounts) * sum(amounts)) if sum(amounts) else 0.0
    assert gini(amounts) == pytest.approx(wanted, abs=1e-9)


def test_gini_is_nothing_among_equals_and_much_when_one_talks() -> None:
    assert gini([7] * 9) == pytest.approx(0)
    assert gini([0] * 99 + [50]) == pytest.approx(0.99)
    assert gini([]) == gini([0, 0]) == 0


@given(st.dictionaries(st.integers(0, 10), st.integers(0, 50)))
def test_nps_counts_promoters_against_detractors(counts: dict[int, int]) -> None:
    votes = [value for value, number in counts.items() for _ in range(number)]
    if not votes:
        assert nps(counts) is None
        return
    score = sum((value >= 9) - (value <= 6) for value in votes) / len(votes)
    assert nps(counts) == round(100 * score)
    assert mean(counts) == pytest.approx(sum(votes) / len(votes))


def test_parts_and_changes_of_nothing_are_nothing() -> None:
    assert (share(1, 4), share(3, 0)) == (0.25, None)
    assert (change(4, 6), change(4, 1), change(0, 3)) == (0.5, -0.75, None)
    assert (middle([3, 1, 2]), middle([1, 2]), middle([])) == (2.0, 1.5, None)
    assert mean({}) is None


def test_retention_looks_from_those_of_before() -> None:
    assert retained({1, 2, 3, 4}, {3, 4, 5}) == 0.5
    assert retained(set(), {1}) is None


def test_of_equally_frequent_values_the_first_is_first() -> None:
    assert most_frequent(["b", "a", "a", "b", "c"], 2) == [("b", 2), ("a", 2)]
