"""Two people pause, nobody is blamed, and each may tell their side to the moderators alone."""

import pytest

from bot.chat.actions import Action, Delete
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import Decision, Flag
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, presses, private, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage


@pytest.fixture(autouse=True)
def moderators_chat(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS))
    stage.happens(says(SARI, "/start", private(SARI)), says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    stage.platform.chats.clear()


def calms(stage: Stage, words: str = "/calm @sari @budi") -> list[Action]:
    stage.happens(says(DEWI, words, at=stage.clock.now()))
    return stage.delivers()


def writes(stage: Stage, who: Account = SARI) -> bool:
    """Somebody writes; whether it stays."""
    message = says(who, "tapi kan", at=stage.clock.now())
    stage.happens(message)
    return Delete(GROUP, message=message.message) not in stage.delivers()


def test_both_are_asked_at_once_and_without_blame(stage: Stage) -> None:
    calms(stage)
    assert stage.screen()[0].startswith("🌿 Sari dan Budi, yuk tarik napas dulu. Selama 30 menit")
    for who in (SARI, BUDI):
        assert "ceritakan dari sisimu" in stage.screen(private(who))[-1]
    assert [row.action for row in stage.rows(Decision)] == ["calm", "calm"]


def test_one_message_a_minute_stays_for_half_an_hour(stage: Stage) -> None:
    calms(stage)
    assert [writes(stage), writes(stage)] == [True, False]
    assert writes(stage, BUDI)
    stage.passes(seconds=59)
    assert not writes(stage)
    stage.passes(seconds=1)
    assert writes(stage)
    stage.passes(minutes=30)
    assert [writes(stage), writes(stage)] == [True, True]


def test_others_write_as_before(stage: Stage) -> None:
    calms(stage)
    assert [writes(stage, CITRA), writes(stage, CITRA)] == [True, True]


def test_the_pause_outlives_a_restart(stage: Stage) -> None:
    calms(stage)
    writes(stage)
    stage.starts()
    assert [writes(stage), writes(stage)] == [True, False]


def test_a_moderator_ends_it_by_button_and_a_member_does_not(stage: Stage) -> None:
    calms(stage)
    stage.happens(stage.presses(BUDI, "Cukup, lanjut biasa"))
    assert "bagian pengurus" in str(stage.delivers())
    stage.happens(stage.presses(DEWI, "Cukup, lanjut biasa"))
    stage.delivers()
    assert [writes(stage), writes(stage)] == [True, True]
    assert all(row.undone_by == DEWI.id for row in stage.rows(Decision))


def test_a_statement_reaches_the_moderators_alone_and_once(stage: Stage) -> None:
    calms(stage)
    stage.happens(stage.presses(SARI, "💬 Ceritakan", private(SARI)))
    stage.delivers()
    stage.happens(says(SARI, "Ia menyebut jualanku palsu.", private(SARI)))
    stage.delivers()
    assert stage.screen(MODS)[-1].startswith("💬 Kelas Python · cerita dari Sari\nIa menyebut jualanku palsu.")
    assert not any("palsu" in text for text in stage.screen())
    stage.happens(stage.presses(SARI, "💬 Ceritakan", private(SARI)))
    assert "sudah sampai" in str(stage.delivers())
    stage.happens(stage.presses(CITRA, "👌 Sudah kulihat", MODS))
    stage.delivers()
    assert "✅ Citra" in stage.screen(MODS)[-1]
    assert len(stage.rows(Flag)) == 1


def test_nobody_speaks_for_somebody_else(stage: Stage) -> None:
    calms(stage)
    data = stage.shown(private(SARI))[-1].buttons[0].data
    stage.happens(presses(BUDI, data, private(SARI)))
    assert "untuk orang lain" in str(stage.delivers())


@pytest.mark.parametrize("words", ["/calm", "/calm @sari", "/calm @sari @sari", "/calm @sari @budi @citra"])
def test_a_pause_is_for_two_people(stage: Stage, words: str) -> None:
    calms(stage, words)
    assert "/calm @budi @sari" in stage.screen()[-1]
    assert stage.rows(Decision) == []


def test_the_other_one_may_be_meant_by_a_reply(stage: Stage) -> None:
    stage.happens(says(DEWI, "/tenang @sari", reply_to="m1", reply_who=BUDI))
    stage.delivers()
    assert "Sari dan Budi" in stage.screen()[0]


def test_members_moderators_and_those_demoted_a_second_ago(stage: Stage) -> None:
    stage.happens(says(BUDI, "/calm @sari @dewi"))
    stage.delivers()
    assert any("bagian moderator" in text for text in stage.screen(private(BUDI)))
    calms(stage, "/calm @sari @citra")
    assert "Citra ikut mengurus" in stage.screen()[-1]
    stage.passes(seconds=1)
    stage.platform.roles[DEWI.address] = Role.MEMBER
    calms(stage)
    assert stage.rows(Decision) == []
