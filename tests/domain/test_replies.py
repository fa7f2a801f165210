"""Orders and pairs are understood however people type them."""

import random

import pytest

from bot.domain.questions import Kind, Option, Question
from bot.domain.replies import in_turn, letter, matching, ordering, shuffled

SHOWN = (2, 0, 1)


@pytest.mark.parametrize("said", ["2 3 1", "231", "2,3,1", "2 > 3 > 1", "b c a", "BCA", "b, c, a", " 2. 3. 1 "])
def test_an_order_may_be_typed_in_many_ways(said: str) -> None:
    assert ordering(said, SHOWN) == (0, 1, 2)


@pytest.mark.parametrize("said", ["", "1 2", "1 2 2", "1 2 4", "0 1 2", "halo", "1 2 3 4", "yang benar a"])
def test_what_is_no_order_is_none(said: str) -> None:
    assert ordering(said, SHOWN) is None


@pytest.mark.parametrize(
    "said", ["1b 2c 3a", "1 b, 2 c, 3 a", "1-B 2-C 3-A", "3a 1b 2c", "1=b;2=c;3=a", "1->b 2->c 3->a"]
)
def test_pairs_may_be_typed_in_many_ways(said: str) -> None:
    assert matching(said, SHOWN, 3) == (0, 1, 2)


@pytest.mark.parametrize("said", ["", "1b 2c", "1b 2c 3d", "1b 2c 4a", "halo", "b c a"])
def test_what_are_no_pairs_is_none(said: str) -> None:
    assert matching(said, SHOWN, 3) is None


@pytest.mark.parametrize("said", ["b c a", "BCA", "b, c, a"])
def test_letters_alone_stand_in_the_order_of_the_numbers(said: str) -> None:
    assert in_turn(said, SHOWN, 3) == (0, 1, 2)


@pytest.mark.parametrize("said", ["", "b c", "b c d", "b c a a", "1b 2c 3a", "123", "b c é"])
def test_other_letters_are_no_pairs(said: str) -> None:
    assert in_turn(said, SHOWN, 3) is None


def test_words_around_an_order_are_overheard() -> None:
    assert ordering("urutannya 2 3 1", SHOWN) == (0, 1, 2)


def test_what_has_to_be_ordered_is_never_shown_in_order() -> None:
    options = (Option("a"), Option("b"))
    assert {shuffled(Question(Kind.ORDERING, "?", options), random.Random(seed)) for seed in range(20)} == {(1, 0)}
    assert shuffled(Question(Kind.TYPED, "?", options), random.Random(1)) == (0, 1)


def test_options_have_letters() -> None:
    assert [letter(index) for index in (0, 1, 11)] == ["a", "b", "l"]
