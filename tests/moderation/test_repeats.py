"""Repeats: the fourth time within seconds, or the third group within minutes; greetings and answers may stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.events import Message
from bot.context import Context
from moderation.rules.repeats import Repeats, look
from tests.cast import BUDI, GROUP, NOW, SARI, edits, says

SAME = [
    ["Promo hari ini saja kak!"] * 4,
    ["p"] * 4,
    ["beli followers murah", "Beli Followers Murah", "BELI FOLLOWERS MURAH", "beli  followers  murah"],
    ["gabung yuk kak", "gabung yuk kak!", "gabung yuk kakk", "gabung yuuk kak"],
    [
        "modal kecil untung besar 1",
        "modal kecil untung besar 2",
        "modal kecil untung besar 3",
        "modal kecil untung besar",
    ],
    ["𝗰𝗲𝗸 𝗯𝗶𝗼 𝘀𝗮𝘆𝗮", "cek bio saya", "c\u200bek bio saya", "cek bio saya."],
    ["🙏🙏🙏"] * 4,
    ["join now and earn money"] * 4,
    ["check my profile please", "Check my profile, please", "check my profile pls", "check my profile please!!"],
    ["follow ig saya ya @tokobudi"] * 4,
]

DIFFERENT = [
    ["pagi semua", "ada yang tahu", "cara pasang iklan?", "makasih sebelumnya"],
    ["1", "2", "3", "4"],
    ["A", "C", "B", "D"],
    ["hadir kak", "izin menyimak", "terima kasih ilmunya", "sampai jumpa"],
    ["oke", "siap", "noted", "makasih kak"],
    ["saya dari Bandung", "usaha keripik", "baru mulai bulan ini", "salam kenal"],
    ["hi all", "quick question", "how do I set a price?", "thank you"],
    ["wkwk", "lucu banget", "setuju sih", "gas"],
    ["sama", "sama", "sama", "beda"],
    ["betul", "betul", "betul", ""],
]


def row(texts: Sequence[str], every: float = 1.0) -> list[Message]:
    return [says(BUDI, text, at=NOW + timedelta(seconds=every * n)) for n, text in enumerate(texts)]


@pytest.mark.parametrize("texts", SAME)
def test_the_fourth_time_the_same_goes_with_the_others(ctx: Context, texts: list[str]) -> None:
    messages = row(texts)
    *before, last = [look(message, ctx, Repeats()) for message in messages]
    assert before == [None] * 3
    assert last is not None
    assert set(last.messages) == {message.message for message in messages}


@pytest.mark.parametrize("texts", DIFFERENT)
def test_different_words_may_stay(ctx: Context, texts: list[str]) -> None:
    assert not any(look(message, ctx, Repeats()) for message in row(texts))


@pytest.mark.parametrize("texts", SAME)
def test_the_same_said_with_patience_may_stay(ctx: Context, texts: list[str]) -> None:
    assert not any(look(message, ctx, Repeats()) for message in row(texts, every=4.0))


def test_many_people_may_say_the_same(ctx: Context) -> None:
    people = [replace(BUDI, id=100 + n, address=str(n)) for n in range(20)]
    assert not any(look(says(who, "hadir kak, siap belajar hari ini"), ctx, Repeats()) for who in people)


def test_a_replay_and_an_edit_count_no_message_twice(ctx: Context) -> None:
    messages = row(["promo kak"] * 4)
    assert not any(look(message, ctx, Repeats()) for message in [*messages[:3], *messages[:3]])
    assert look(edits(messages[0], "promo kak!"), ctx, Repeats()) is None
    assert look(messages[3], ctx, Repeats()) == look(messages[3], ctx, Repeats()) is not None


ADVERT = "Kerja dari rumah, 500 ribu sehari"


def heard(ctx: Context, group: int, text: str = ADVERT, minutes: float = 0.0) -> object:
    """What is found when Budi says it in another group of the community."""
    place = replace(ctx.group, chat=replace(GROUP, id=group))
    message = says(BUDI, text, place.chat, at=NOW + timedelta(minutes=minutes))
    return look(message, replace(ctx, group=place, place=place, memory={}), Repeats())


def test_the_third_group_within_ten_minutes_is_too_much(ctx: Context) -> None:
    assert [heard(ctx, 1), heard(ctx, 2, minutes=4)] == [None, None]
    assert heard(ctx, 3, minutes=8) is not None


def test_spread_over_an_hour_it_may_stay(ctx: Context) -> None:
    assert not any(heard(ctx, group, minutes=group * 11) for group in range(1, 6))


def test_a_greeting_may_be_said_everywhere(ctx: Context) -> None:
    assert not any(heard(ctx, group, "Selamat pagi semua") for group in range(1, 6))


def test_twice_in_one_group_is_one_group(ctx: Context) -> None:
    assert not any(heard(ctx, group) for group in (1, 2, 1, 2))


def test_two_people_with_the_same_advert_are_two(ctx: Context) -> None:
    heard(ctx, 1)
    heard(ctx, 2)
    assert look(says(SARI, ADVERT), ctx, Repeats()) is None


def test_of_texts_only_hashes_are_kept_across_groups_and_not_too_many(ctx: Context) -> None:
    heard(ctx, 1)
    assert "rumah" not in repr(ctx.shared)
    for number in range(6_000):
        heard(ctx, 1, f"{number} adalah nomor antrean saya hari ini")
    assert len(ctx.shared["repeats"].seen) <= 5_000
