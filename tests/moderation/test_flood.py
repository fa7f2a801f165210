"""Flood: a burst goes as a whole, once; patience, albums, replays and backlogs are no flood."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.chat.events import Account, Message
from bot.context import Context
from moderation.finding import Remedy
from moderation.rules.flood import Flood, look
from tests.cast import BUDI, NOW, SARI, says

BURSTS = [
    ["p", "p", "p", "p", "p", "p", "p"],
    ["halo", "ada", "orang", "gak", "sih", "di", "sini"],
    ["BELI", "SEKARANG", "JUGA", "STOK", "TERBATAS", "BURUAN", "KAK"],
    ["test", "test", "test", "123", "123", "test", "test"],
    ["🙏", "🙏", "🙏", "🙏", "🙏", "🙏", "🙏"],
    ["kak", "kak admin", "tolong", "cek", "dm", "saya", "ya"],
    ["hello", "is", "anybody", "here", "please", "answer", "me"],
    ["wkwk", "wkwkwk", "wk", "haha", "lucu", "banget", "ini"],
    ["1", "2", "3", "4", "5", "6", "7"],
    ["", "", "", "", "", "", ""],
]


def burst(texts: Sequence[str], who: Account = BUDI, every: float = 1.0, start: float = 0.0) -> list[Message]:
    """Messages one after another."""
    return [says(who, text, at=NOW + timedelta(seconds=start + every * n)) for n, text in enumerate(texts)]


@pytest.mark.parametrize("texts", BURSTS)
def test_the_seventh_message_within_ten_seconds_takes_all_of_them_away(ctx: Context, texts: list[str]) -> None:
    messages = burst(texts)
    *before, last = [look(message, ctx, Flood()) for message in messages]
    assert before == [None] * 6
    assert last is not None
    assert set(last.messages) == {message.message for message in messages}
    assert (last.remedy, last.again) == (Remedy.DELETE, Remedy.MUTE)


@pytest.mark.parametrize("texts", BURSTS)
def test_the_same_words_said_with_patience_may_stay(ctx: Context, texts: list[str]) -> None:
    assert not any(look(message, ctx, Flood()) for message in burst(texts, every=2.0))


def test_what_follows_a_burst_counts_anew(ctx: Context) -> None:
    found = [look(message, ctx, Flood()) is not None for message in burst(["p"] * 20, every=0.4)]
    assert [index for index, each in enumerate(found) if each] == [6, 13]


def test_several_people_together_are_no_flood(ctx: Context) -> None:
    messages = [each for pair in zip(burst(["hadir"] * 6), burst(["hadir"] * 6, SARI), strict=True) for each in pair]
    assert not any(look(message, ctx, Flood()) for message in messages)


def test_an_album_counts_once(ctx: Context) -> None:
    album = [says(BUDI, "", at=NOW, album="a1") for _ in range(10)]
    assert not any(look(message, ctx, Flood()) for message in album)


def test_albums_in_a_row_go_with_all_their_pictures(ctx: Context) -> None:
    pictures = [says(BUDI, "", at=NOW, album=f"a{index // 3}") for index in range(21)]
    found = [finding for picture in pictures if (finding := look(picture, ctx, Flood()))]
    assert len(found) == 1
    assert len(found[0].messages) == 19  # six albums, and the first picture of the seventh


def test_a_replay_counts_no_message_twice_and_finds_the_same(ctx: Context) -> None:
    messages = burst(["p"] * 7)
    assert not any(look(message, ctx, Flood()) for message in [*messages[:6], *messages[:6]])
    assert look(messages[6], ctx, Flood()) == look(messages[6], ctx, Flood()) is not None


def test_a_backlog_is_judged_by_when_it_was_written(ctx: Context) -> None:
    """After an outage a day of messages arrives within a second."""
    assert not any(look(message, ctx, Flood()) for message in burst(["halo"] * 100, every=60.0))


def test_a_group_sets_its_own_limit(ctx: Context) -> None:
    settings = Flood(messages=3, seconds=5)
    found = [look(message, ctx, settings) is not None for message in burst(["a", "b", "c"])]
    assert found == [False, False, True]


def test_memory_stays_bounded_however_many_people_write(ctx: Context) -> None:
    for number in range(3_000):
        look(says(Account("telegram", str(number), id=number), "halo"), ctx, Flood())
    assert len(ctx.memory["flood"].people) <= 1_000
