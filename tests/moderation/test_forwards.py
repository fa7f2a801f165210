"""Forwards: beyond a few within minutes they go; what people write themselves never counts."""

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.events import Message
from bot.context import Context
from moderation.rules.forwards import Forwards, look
from tests.cast import BUDI, NOW, SARI, says

TEXTS = [
    "Info loker: dibutuhkan admin toko",
    "Promo 11.11 di semua cabang",
    "Sebarkan ke 10 grup lain!",
    "Tips closing dari coach Andi",
    "Breaking: aturan pajak baru",
    "Lowongan kerja dari rumah",
    "Jadwal vaksin minggu depan",
    "Free webinar tonight",
    "Good morning quotes",
    "Rekaman kelas kemarin",
    "",
]


def forwards(number: int, every: float = 1.0, text: str = "info", **values: Any) -> list[Message]:
    return [says(BUDI, text, at=NOW + timedelta(minutes=every * n), forwarded=True, **values) for n in range(number)]


@pytest.mark.parametrize("text", TEXTS)
def test_the_fourth_forward_within_ten_minutes_goes(ctx: Context, text: str) -> None:
    found = [look(message, ctx, Forwards()) is not None for message in forwards(6, text=text)]
    assert found == [False, False, False, True, True, True]


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_write_themselves_may_stay(ctx: Context, text: str) -> None:
    assert not any(look(says(BUDI, text), ctx, Forwards()) for _ in range(10))


@pytest.mark.parametrize("text", TEXTS)
def test_forwards_with_patience_may_stay(ctx: Context, text: str) -> None:
    assert not any(look(message, ctx, Forwards()) for message in forwards(10, every=4.0, text=text))


def test_an_album_counts_once_and_everybody_counts_alone(ctx: Context) -> None:
    assert not any(look(message, ctx, Forwards()) for message in forwards(8, every=0, album="a"))
    assert look(says(SARI, "info", forwarded=True), ctx, Forwards()) is None


def test_a_replay_counts_nothing_twice(ctx: Context) -> None:
    messages = forwards(3)
    assert not any(look(message, ctx, Forwards()) for message in [*messages, *messages])


def test_the_rule_is_off_until_a_group_wants_it() -> None:
    assert Forwards().on is False
