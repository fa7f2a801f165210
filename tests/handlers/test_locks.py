"""Admins lock and unlock types, by their English or Indonesian names; bots stay outside."""

from dataclasses import replace

import pytest

from bot.chat.actions import Delete, Remove
from bot.chat.events import Account, AccountKind, MessageKind
from tests.cast import BUDI, CITRA, DEWI, GROUP, joins, says
from tests.stage import Stage

ROBOT = Account("telegram", "77", "Bot Promo", "promo_bot", kind=AccountKind.BOT)


@pytest.mark.parametrize("words", ["photos", "foto", "media", "all", "semua", "links, foto"])
def test_a_locked_type_goes_and_its_author_learns_why(stage: Stage, words: str) -> None:
    stage.happens(says(CITRA, f"/lock {words}"))
    stage.delivers()
    stage.happens(says(BUDI, "", kind=MessageKind.PHOTO))
    assert any(isinstance(did, Delete) for did in stage.delivers())
    assert "foto hanya dari moderator" in stage.screen()[-1]


def test_unlocked_it_may_be_posted_again(stage: Stage) -> None:
    stage.happens(says(CITRA, "/lock photos polls"), says(CITRA, "/unlock foto"))
    stage.delivers()
    stage.happens(says(BUDI, "", kind=MessageKind.PHOTO))
    assert not any(isinstance(did, Delete) for did in stage.delivers())
    stage.happens(says(CITRA, "/unlock all"), says(BUDI, "", kind=MessageKind.POLL))
    stage.delivers()
    assert "Tidak ada yang dikunci" in stage.screen()[-1]


@pytest.mark.parametrize(
    ("before", "command", "said"),
    [
        ("", "/lock", "Tidak ada yang dikunci"),
        ("/lock polls", "/lock", "polling"),
        ("", "/lock jajan", "tidak kenal jenis"),
        ("/lock media", "/unlock photos", "terkunci bersama"),
        ("", "/unlock", "/unlock links"),
    ],
)
def test_every_answer_says_what_is_or_what_to_do(stage: Stage, before: str, command: str, said: str) -> None:
    if before:
        stage.happens(says(CITRA, before))
    stage.happens(says(CITRA, command))
    stage.delivers()
    assert said in stage.screen()[-1]


def test_moderators_post_what_is_locked_and_lock_nothing(stage: Stage) -> None:
    stage.happens(says(CITRA, "/lock all"))
    stage.delivers()
    stage.happens(says(DEWI, "", kind=MessageKind.PHOTO), says(DEWI, "/unlock all"))
    assert not any(isinstance(did, Delete) and did.message for did in stage.delivers())
    assert "bagian admin" in stage.screen()[-1]


def test_a_bot_that_a_member_brings_leaves_where_bots_are_locked(stage: Stage) -> None:
    stage.happens(joins(ROBOT, by=BUDI))
    assert not any(isinstance(did, Remove) for did in stage.delivers())
    stage.happens(says(CITRA, "/lock bots"))
    stage.delivers()
    stage.happens(joins(replace(ROBOT, address="78"), GROUP, by=BUDI))
    assert any(isinstance(did, Remove) for did in stage.delivers())
    assert "kukeluarkan" in stage.screen()[-1]
    stage.happens(joins(replace(ROBOT, address="79"), GROUP, by=DEWI))
    assert not any(isinstance(did, Remove) for did in stage.delivers())
