"""Hours of the day, over midnight and where clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import BadHours, Hours, parse_hours

JAKARTA = ZoneInfo("Asia/Jakarta")
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = parse_hours("22:00-05:00")


@pytest.mark.parametrize(
    "words", ["22:00-05:00", "22.00-05.00", "22-5", " 22:00 – 05:00 ", "22:00 sampai 05:00", "22:00 to 5", "22 s/d 5"]
)
def test_hours_are_read_as_people_write_them(words: str) -> None:
    assert str(parse_hours(words)) == "22:00-05:00"


@pytest.mark.parametrize("words", ["", "malam", "25:00-05:00", "22:00", "22:60-05:00", "22:00-22:00", "24:30-5", "-"])
def test_what_is_no_hours_is_refused(words: str) -> None:
    with pytest.raises(BadHours):
        parse_hours(words)


def test_midnight_may_be_called_24() -> None:
    assert str(parse_hours("18:00-24:00")) == "18:00-00:00"


@pytest.mark.parametrize(
    ("moment", "day"),
    [("21:59", None), ("22:00", 2), ("23:59", 2), ("00:00", 1), ("04:59", 1), ("05:00", None), ("12:00", None)],
)
def test_a_night_belongs_to_the_date_on_which_it_begins(moment: str, day: int | None) -> None:
    now = datetime.fromisoformat(f"2026-03-02T{moment}:00").replace(tzinfo=JAKARTA)
    assert NIGHT.running(now, JAKARTA) == (date(2026, 3, day) if day else None)


def test_the_next_ones_begin_later_and_on_the_days_asked_for() -> None:
    market = parse_hours("09:00-17:00")
    monday = datetime(2026, 3, 2, 9, tzinfo=JAKARTA)
    assert market.next(monday - timedelta(seconds=1), JAKARTA, frozenset({0, 3})) == date(2026, 3, 2)
    assert market.next(monday, JAKARTA, frozenset({0, 3})) == date(2026, 3, 5)


def test_a_night_on_which_clocks_change_is_one_night() -> None:
    start, end = NIGHT.on(date(2026, 3, 28), BERLIN)
    assert end - start == timedelta(hours=6)
    start, end = NIGHT.on(date(2026, 10, 24), BERLIN)
    assert end - start == timedelta(hours=8)


@given(st.integers(0, 20 * 366 * 86400), st.times(), st.times())
def test_the_next_ones_are_never_running_and_within_two_days(seconds: int, start: time, end: time) -> None:
    hours = Hours(start, end)
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    day = hours.next(moment, BERLIN)
    assert moment < hours.on(day, BERLIN)[0] <= moment + timedelta(days=2)
