"""Points are for being right, then for being quick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scoring import score

SECONDS = st.floats(-1000, 1000, allow_nan=False)
SHARES = st.floats(-1, 2, allow_nan=False)


@pytest.mark.parametrize(
    ("taken", "seconds", "points"),
    [(0, 20, 1000), (20, 20, 500), (10, 20, 750), (2, 30, 967), (0.5, 20, 988), (40, 20, 500), (-3, 20, 1000)],
)
def test_half_of_the_points_go_with_time(taken: float, seconds: float, points: int) -> None:
    assert score(1, taken, seconds) == points


def test_part_of_an_answer_earns_its_part() -> None:
    assert score(0.5, 10, 20) == 375
    assert score(0, 0, 20) == 0


def test_without_speed_only_being_right_counts() -> None:
    assert score(1, 20, 20, speed=False) == 1000
    assert score(1, 7, 0) == 1000


def test_a_question_may_be_worth_more_or_nothing() -> None:
    assert score(1, 0, 20, points=2000) == 2000
    assert score(1, 0, 20, points=0) == 0


@given(SHARES, SECONDS, SECONDS, st.integers(-10, 10_000))
def test_points_are_never_negative_and_never_more_than_there_are(
    share: float, taken: float, seconds: float, points: int
) -> None:
    assert 0 <= score(share, taken, seconds, points=points) <= max(points, 0)


@given(SHARES, SECONDS, SECONDS, st.floats(0.1, 600))
def test_whoever_is_quicker_never_gets_less(share: float, one: float, other: float, seconds: float) -> None:
    quick, slow = sorted((one, other))
    assert score(share, quick, seconds) >= score(share, slow, seconds)
