"""Once every local day: neither twice nor never, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daily import next_time

JAKARTA = ZoneInfo("Asia/Jakarta")
BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "next_one"),
    [
        ("2026-03-01T20:29:59", "2026-03-01T20:30:00"),
        ("2026-03-01T20:30:00", "2026-03-02T20:30:00"),
        ("2026-03-02T05:00:00", "2026-03-02T20:30:00"),
    ],
)
def test_it_is_the_next_half_past_three_in_jakarta(after: str, next_one: str) -> None:
    assert next_time(utc(after), "03:30", JAKARTA) == utc(next_one)


def test_a_time_that_the_clocks_skip_comes_later_that_day() -> None:
    assert next_time(utc("2026-03-28T20:00:00"), "02:30", BERLIN) == utc("2026-03-29T01:30:00")


@given(st.integers(0, 366 * 24 * 60), st.integers(0, 23))
def test_every_local_day_has_it_once(minutes: int, hour: int) -> None:
    at = f"{hour:02}:30"
    moments = [utc("2026-01-01T00:00:00") + timedelta(minutes=minutes)]
    for _ in range(5):
        moments.append(next_time(moments[-1], at, BERLIN))
    days = [moment.astimezone(BERLIN).date() for moment in moments[1:]]
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=1)] * 4
