"""Answers are graded by what people meant, never beyond it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grading import fold, grade
from bot.domain.questions import Kind, Option, Question, one_of, several, truth

ONE = Question(Kind.SINGLE, "?", (Option("a", 100.0), Option("b", 50.0), Option("c", -20.0)))
MANY = Question(Kind.MULTIPLE, "?", several(("a", "b", "c", "d"), frozenset({0, 1, 2})))
ORDER = Question(Kind.ORDERING, "?", (Option("a"), Option("b"), Option("c"), Option("d")))
PAIRS = Question(Kind.MATCHING, "?", (Option("a", match="1"), Option("b", match="2"), Option("", match="3")))


def typed(*wordings: str) -> Question:
    return Question(Kind.TYPED, "?", tuple(Option(wording, 100.0) for wording in wordings))


def numeric(*specs: str) -> Question:
    return Question(Kind.NUMERIC, "?", tuple(Option(spec, 100.0) for spec in specs))


def test_one_choice_is_worth_its_weight_and_never_less_than_nothing() -> None:
    assert [grade(ONE, (index,)) for index in range(3)] == [1.0, 0.5, 0.0]
    assert grade(Question(Kind.TRUEFALSE, "?", truth(False)), (1,)) == 1.0


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        ((0, 1, 2), 1.0),
        ((2, 1, 0), 1.0),
        ((0, 1), 2 / 3),
        ((0,), 1 / 3),
        ((0, 3), 0.0),
        ((0, 1, 2, 3), 2 / 3),
        ((), 0.0),
    ],
)
def test_of_several_each_right_one_counts_and_a_wrong_one_costs(answer: tuple[int, ...], share: float) -> None:
    assert grade(MANY, answer) == pytest.approx(share, abs=1e-4)


def test_an_order_is_worth_the_share_of_places_that_are_right() -> None:
    assert grade(ORDER, (0, 1, 2, 3)) == 1.0
    assert grade(ORDER, (0, 1, 3, 2)) == 0.5
    assert grade(ORDER, (3, 0, 1, 2)) == 0.0
    assert grade(ORDER, (0, 0, 0, 0)) == 0.0


def test_pairs_count_one_by_one() -> None:
    assert grade(PAIRS, (0, 1)) == 1.0
    assert grade(PAIRS, (0, 2)) == 0.5
    assert grade(PAIRS, (1, 0)) == 0.0
    assert grade(PAIRS, (0, 1, 2)) == 0.0


@pytest.mark.parametrize(
    "said",
    [
        "harga pokok penjualan",
        "Harga  Pokok Penjualan!",
        "harga pokok penjulaan",
        "Hárga pokok penjualn",
        "HPP",
        "hpp.",
    ],
)
def test_wordings_are_recognised_with_case_marks_and_slips(said: str) -> None:
    assert grade(typed("Harga Pokok Penjualan", "HPP"), said) == 1.0


@pytest.mark.parametrize(
    ("wording", "said"),
    [("HPP", "HPT"), ("laba", "lab"), ("2021", "2022"), ("Pasal 10", "Pasal 11"), ("modal kerja", "modal"), ("x", "")],
)
def test_what_is_something_else_is_not_taken_for_a_slip(wording: str, said: str) -> None:
    assert grade(typed(wording), said) == 0.0


def test_a_star_stands_for_anything() -> None:
    question = typed("nomor * usaha", "*QRIS*")
    assert grade(question, "Nomor Induk") == 0.0
    assert grade(question, "nomor izin usaha") == 1.0
    assert grade(question, "pakai qris saja") == 1.0
    assert grade(typed("a*a"), "a") == 0.0


def test_many_stars_cost_no_time() -> None:
    assert grade(typed("a*" * 40 + "b"), "a" * 4000) == 0.0


@pytest.mark.parametrize(
    "said", ["1500", "1.500", "1,500.00", "1.500,00", "Rp 1.500", "rp1500", "1,5 ribu", "1.5rb", "1500 rupiah"]
)
def test_numbers_are_read_as_people_write_them(said: str) -> None:
    assert grade(numeric("1500"), said) == 1.0


@pytest.mark.parametrize(
    ("asked", "said"),
    [("3.141", "3.141"), ("3.141", "3,141"), ("1500", "1,500"), ("1.5", "1.500"), ("-1500", "-1.500")],
)
def test_a_number_that_can_be_read_in_two_ways_is_right_in_either(asked: str, said: str) -> None:
    assert grade(numeric(asked), said) == 1.0


def test_a_decimal_number_is_no_other_one() -> None:
    assert grade(numeric("1500"), "1.5") == 0.0
    assert grade(numeric("1.5"), "1500") == 0.0


@pytest.mark.parametrize("said", ["", "dua", "1e999", "nan", "inf", "--3", "1.2.3,4,5"])
def test_what_is_no_number_is_not_right(said: str) -> None:
    assert grade(numeric("-1000..1000"), said) == 0.0


def test_numbers_have_tolerance_and_partial_credit() -> None:
    question = Question(Kind.NUMERIC, "?", (Option("100", 100.0), Option("100:5", 50.0), Option("*", 0.0, "jauh")))
    assert [grade(question, said) for said in ("100", "105", "95", "94", "seratus")] == [1.0, 0.5, 0.5, 0.0, 0.0]
    assert grade(numeric("0.1:0.2"), "0.3") == 1.0


def test_an_answer_of_the_wrong_shape_is_not_right() -> None:
    assert grade(ONE, "a") == 0.0
    assert grade(ONE, (7,)) == 0.0
    assert grade(ONE, (0, 1)) == 0.0
    assert grade(typed("a"), (0,)) == 0.0


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(max_size=40), st.lists(st.integers(-2, 6), max_size=6)))
def test_a_grade_is_always_between_nothing_and_all(answer: str | list[int]) -> None:
    for question in (ONE, MANY, ORDER, PAIRS, typed("laba bersih", "l*a"), numeric("1..5", "3:1")):
        assert 0.0 <= grade(question, answer) <= 1.0


def test_one_of_several_texts_is_right() -> None:
    assert grade(Question(Kind.SINGLE, "?", one_of(("x", "y"), 1)), (1,)) == 1.0
