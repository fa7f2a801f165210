"""Days of the week in both languages."""

import pytest

from bot.domain.weekdays import BadDay, parse_days, say_days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("mon,thu", {0, 3}),
        ("Senin, Kamis", {0, 3}),
        ("senin dan kamis", {0, 3}),
        ("sen kam", {0, 3}),
        ("Friday", {4}),
        ("jum'at", {4}),
        ("minggu", {6}),
        ("mon-wed", {0, 1, 2}),
        ("sabtu-senin", {5, 6, 0}),
        ("daily", set(range(7))),
        ("setiap hari", set(range(7))),
        ("weekend", {5, 6}),
        ("hari kerja", {0, 1, 2, 3, 4}),
    ],
)
def test_days_are_read_as_people_write_them(words: str, days: set[int]) -> None:
    assert parse_days(words) == days


@pytest.mark.parametrize("words", ["", "besok", "mon,besok", "mon-besok", "09:00", ","])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(BadDay):
        parse_days(words)


def test_days_are_said_in_the_language_of_the_group() -> None:
    assert say_days({3, 0}, "id") == "Senin, Kamis"
    assert say_days({6}, "en") == "Sunday"
