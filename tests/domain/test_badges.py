"""Stages and badges follow from what somebody did."""

import pytest

from bot.domain.badges import BADGES, STAGES, earned, stage, to_next


@pytest.mark.parametrize(
    ("points", "name"), [(0, "seed"), (24, "seed"), (25, "sprout"), (1500, "forest"), (-3, "seed")]
)
def test_a_stage_begins_with_its_points(points: int, name: str) -> None:
    assert stage(points) == name


def test_the_way_to_the_next_stage_ends_with_the_last_one() -> None:
    assert to_next(20) == 5
    assert to_next(STAGES[-1][1]) == 0


def test_a_badge_is_earned_by_its_counter_alone() -> None:
    assert earned({}) == []
    assert earned({"messages": 100, "helped": 4}) == ["voice"]
    assert earned({counter: 10**6 for _, counter, _ in BADGES}) == [name for name, *_ in BADGES]
