"""The pause: one message a minute stays, the same message is judged the same, others are left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.events import Account, Message
from bot.context import Context
from moderation.rules.calm import Calm, look
from tests.cast import BUDI, NOW, SARI, says


@pytest.fixture
def paused(ctx: Context) -> Context:
    """What the rule is given for somebody who pauses."""
    return replace(ctx, held=frozenset({"calm"}))


def after(seconds: float, who: Account = SARI, words: str = "tapi") -> Message:
    return says(who, words, at=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [0, 0.5, 1, 5, 10, 20, 30, 45, 59, 59.9])
def test_what_comes_within_the_minute_is_found(paused: Context, seconds: float) -> None:
    assert look(after(0), paused, Calm()) is None
    found = look(after(seconds), paused, Calm())
    assert found is not None
    assert found.values == {"seconds": 60}


@pytest.mark.parametrize("seconds", [60, 60.1, 61, 75, 90, 120, 300, 600, 1200, 86400])
def test_what_comes_later_stays(paused: Context, seconds: float) -> None:
    look(after(0), paused, Calm())
    assert look(after(seconds), paused, Calm()) is None


def test_what_was_found_does_not_begin_the_minute_anew(paused: Context) -> None:
    look(after(0), paused, Calm())
    look(after(50), paused, Calm())
    assert look(after(60), paused, Calm()) is None


def test_a_message_that_is_judged_again_is_judged_the_same(paused: Context) -> None:
    first, second = after(0), after(10)
    assert [look(each, paused, Calm()) is None for each in (first, second, first, second)] == [True, False, True, False]


def test_an_album_is_one_message(paused: Context) -> None:
    pictures = [replace(after(number), album="a1") for number in range(3)]
    assert [look(each, paused, Calm()) for each in pictures] == [None, None, None]


def test_each_of_the_two_has_their_own_minute(paused: Context) -> None:
    assert [look(after(0, who), paused, Calm()) for who in (SARI, BUDI)] == [None, None]


def test_nobody_else_is_slowed_down(ctx: Context) -> None:
    assert [look(after(0), ctx, Calm()) for _ in range(20)] == [None] * 20


def test_why_it_goes_is_said_once_a_minute(paused: Context) -> None:
    look(after(0), paused, Calm())
    first, second = after(5), after(6)
    found = [look(each, paused, Calm()) for each in (first, second, first)]
    assert [each.hushed for each in found if each] == [False, True, False]
