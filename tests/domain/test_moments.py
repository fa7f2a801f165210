"""Moments are said in the words and on the clocks of a place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moments import say_moment

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def march(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "indonesian", "english"),
    [
        (march(1, 12, 30), "hari ini pukul 19.30 WIB", "today at 19:30 WIB"),
        (march(1, 0), "hari ini pukul 07.00 WIB", "today at 07:00 WIB"),
        (march(1, 17), "besok pukul 00.00 WIB", "tomorrow at 00:00 WIB"),
        (march(2, 16, 59), "besok pukul 23.59 WIB", "tomorrow at 23:59 WIB"),
        (march(3, 12, 30), "Selasa, 3 Maret 2026 pukul 19.30 WIB", "Tuesday, 3 March 2026 at 19:30 WIB"),
        (
            datetime(2026, 2, 28, 5, tzinfo=UTC),
            "Sabtu, 28 Februari 2026 pukul 12.00 WIB",
            "Saturday, 28 February 2026 at 12:00 WIB",
        ),
    ],
)
def test_a_moment_is_said_by_the_day_there(moment: datetime, indonesian: str, english: str) -> None:
    assert say_moment(moment, NOW, JAKARTA, "id") == indonesian
    assert say_moment(moment, NOW, JAKARTA, "en") == english


def test_today_begins_at_midnight_there() -> None:
    assert say_moment(march(1, 19), march(1, 18), JAKARTA, "id") == "hari ini pukul 02.00 WIB"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "today at 19:00 WIB"),
        ("Asia/Pontianak", "today at 19:00 WIB"),
        ("Asia/Makassar", "today at 20:00 WITA"),
        ("Asia/Jayapura", "today at 21:00 WIT"),
        ("UTC", "today at 12:00 UTC"),
        ("America/New_York", "today at 07:00 EST"),
        ("Asia/Kolkata", "today at 17:30 UTC+05:30"),
        ("Asia/Tokyo", "today at 21:00 UTC+09:00"),
        ("Pacific/Kiritimati", "tomorrow at 02:00 UTC+14:00"),
    ],
)
def test_the_clock_is_named(zone: str, said: str) -> None:
    assert say_moment(NOW, march(1, 6), ZoneInfo(zone), "en") == said


def test_summer_time_is_named_after_the_moment_and_not_after_now() -> None:
    july = datetime(2026, 7, 3, 12, tzinfo=UTC)
    assert say_moment(july, NOW, ZoneInfo("America/New_York"), "en") == "Friday, 3 July 2026 at 08:00 EDT"


def test_a_language_without_own_words_is_said_by_its_date() -> None:
    assert say_moment(NOW, NOW, ZoneInfo("UTC"), "de") == "Sonntag, 1 März 2026 12:00 UTC"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        say_moment(NOW.replace(tzinfo=None), NOW, JAKARTA, "id")
