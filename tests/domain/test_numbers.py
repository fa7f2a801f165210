"""Numbers as people write them, in answers and in files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.numbers import canonical, is_number, number_in, readings, written


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("25%", "25"),
        ("-3,5", "-3.5"),
        ("2 juta", "2000000"),
        ("0.125", "0.125"),
        ("3.14", "3.14"),
        ("1.000.000", "1000000"),
    ],
)
def test_points_and_commas_mean_what_they_mean_to_people(said: str, number: str) -> None:
    assert number_in(said) == Decimal(number)


def test_three_digits_behind_a_point_can_be_read_in_two_ways() -> None:
    assert set(readings("Rp 1.500")) == {Decimal(1500), Decimal("1.5")}
    assert readings("1.5") == (Decimal("1.5"),)
    assert readings("dua") == ()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("30", "30"),
        ("1.500", "1500"),
        ("Rp 2.000.000", "2000000"),
        ("3,5", "3.5"),
        ("1,5:0,1", "1.5:0.1"),
        ("1.000..2.000", "1000..2000"),
        ("3.14:0.01", "3.14:0.01"),
        ("*", "*"),
        ("dua", "dua"),
    ],
)
def test_numbers_in_files_are_read_as_in_answers(typed: str, held: str) -> None:
    assert canonical(typed) == held


@pytest.mark.parametrize(
    ("wording", "so"),
    [
        *(("42", True), ("1.500", True), ("Rp 5.000", True), ("1..5", True), ("3:0,5", True)),
        *(("3M", False), ("", False), ("17.08.1945", False), ("dua", False), ("*", False)),
        *(("10:30 pagi", False), ("1:2:3", False)),
    ],
)
def test_what_is_a_number_and_what_only_looks_like_one(wording: str, so: bool) -> None:
    assert is_number(wording) is so


@given(st.decimals(-(10**6), 10**6, places=3).map(str), st.sampled_from(["{0}", "{0}:0.125", "{0}..9999999"]))
def test_what_is_written_is_read_as_it_was(number: str, form: str) -> None:
    wording = form.format(number)
    low, _, high = wording.replace(":", "..").partition("..")
    back = canonical(written(wording)).replace(":", "..").partition("..")
    assert Decimal(back[0]) == Decimal(low)
    assert not high or Decimal(back[2]) == Decimal(high)
