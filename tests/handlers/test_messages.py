"""Moderators remove and pin messages."""

from typing import Any

import pytest

from bot.chat.actions import Action, Delete, DeleteMany, Pin, Unpin
from bot.chat.events import Standing
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, SARI, number, says
from tests.stage import Stage


def calls(stage: Stage, words: str, **values: Any) -> tuple[str, list[Action]]:
    """Dewi gives a command: the id of its message, and what the platform was asked to do."""
    said = says(DEWI, words, at=stage.clock.now(), **values)
    stage.happens(said)
    return said.message, stage.delivers()


def test_del_removes_the_message_and_the_command(stage: Stage) -> None:
    command, did = calls(stage, "/del", reply_to="m1", reply_who=BUDI)
    assert [action.message for action in did if isinstance(action, Delete)] == ["m1", command]


def test_purge_removes_everything_since_the_message_replied_to(stage: Stage) -> None:
    first, second, third = (says(who, "halo") for who in (BUDI, SARI, BUDI))
    stage.happens(first, second, third)
    command, did = calls(stage, "/purge", reply_to=second.message, reply_who=SARI)
    assert [set(action.messages) for action in did if isinstance(action, DeleteMany)] == [
        {second.message, third.message}
    ]
    assert command in [action.message for action in did if isinstance(action, Delete)]
    assert stage.screen() == ["🧹 Sudah kurapikan: 2 pesan."]


def test_purge_removes_the_last_n_in_calls_of_a_hundred(stage: Stage) -> None:
    stage.happens(*[says(CITRA, f"halo {count}") for count in range(150)])
    _, did = calls(stage, "/bersihkan 120")
    assert [len(action.messages) for action in did if isinstance(action, DeleteMany)] == [100, 20]
    assert "120 pesan" in stage.screen()[-1]


def test_purge_says_what_is_too_old_to_go(stage: Stage) -> None:
    stage.happens(says(BUDI, "lama"), says(BUDI, "juga lama"))
    stage.passes(hours=49)
    stage.happens(says(BUDI, "baru", at=stage.clock.now()))
    _, did = calls(stage, "/purge 10")
    assert [len(action.messages) for action in did if isinstance(action, DeleteMany)] == [1]
    assert "1 pesan. 2 pesan lebih tua dari 48 jam" in stage.screen()[-1]


def test_what_the_platform_did_not_remove_is_not_called_removed(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"))
    stage.happens(says(DEWI, "/purge 1"))
    stage.refuses(DeleteMany)
    stage.delivers()
    assert stage.screen() == ['Itu belum berhasil. Mungkin aku belum punya hak admin "hapus pesan".']


@pytest.mark.parametrize("words", ["/purge", "/purge 0", "/purge 501", "/purge semua", "/del", "/pin"])
def test_what_is_missing_is_asked_for_with_an_example(stage: Stage, words: str) -> None:
    calls(stage, words)
    assert words.split()[0] in stage.screen()[-1]


def test_a_message_that_was_never_noted_is_said_to_be_unknown(stage: Stage) -> None:
    calls(stage, "/purge", reply_to="m-unknown", reply_who=BUDI)
    assert "/purge 20" in stage.screen()[-1]


def test_a_message_is_pinned_and_the_pin_taken_away(stage: Stage) -> None:
    _, did = calls(stage, "/pin", reply_to="m1", reply_who=BUDI)
    assert [type(action) for action in did] == [Pin, Delete]
    assert [type(action) for action in calls(stage, "/unpin")[1]] == [Unpin]


@pytest.mark.parametrize("words", ["/del", "/purge 5", "/pin", "/unpin"])
def test_members_do_none_of_it(stage: Stage, words: str) -> None:
    stage.happens(says(BUDI, words, reply_to="m1", reply_who=SARI))
    assert not {Delete, DeleteMany, Pin, Unpin} & {type(action) for action in stage.delivers()}
    assert "bagian moderator" in stage.screen()[-1]


def test_a_right_that_the_bot_lacks_is_named(stage: Stage) -> None:
    stage.happens(Standing(f"standing:{number()}", NOW, GROUP, CITRA, rights=frozenset({"restrict_members"})))
    for words, right in (("/del", "hapus pesan"), ("/purge 3", "hapus pesan"), ("/pin", "sematkan pesan")):
        calls(stage, words, reply_to="m1", reply_who=BUDI)
        assert f'"{right}"' in stage.screen()[-1]
