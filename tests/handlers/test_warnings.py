"""Warnings add up to a step, expire, and are taken back."""

from datetime import timedelta

import pytest

from bot.chat.actions import Action, Ban, Mute, Remove, Unmute
from bot.chat.facts import Role
from bot.models import Decision, Restriction, WarningRow
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, SARI, private, says
from tests.stage import Stage


def warns(stage: Stage, words: str = "/warn @budi jaga bahasa ya") -> list[Action]:
    """Dewi, a moderator, warns; what the platform was asked to do."""
    stage.happens(says(DEWI, words, at=stage.clock.now()))
    return stage.delivers()


def test_a_warning_says_its_number_and_reason(stage: Stage) -> None:
    warns(stage)
    assert stage.screen() == ["Budi, ini peringatan ke-1 dari 3. Alasan: jaga bahasa ya. Yuk, jaga bersama."]


def test_the_last_warning_mutes_for_a_day_and_the_mute_can_be_undone(stage: Stage) -> None:
    warns(stage)
    warns(stage)
    did = warns(stage)
    assert isinstance(did[0], Mute)
    assert did[0].until == NOW + timedelta(days=1)
    assert "peringatan terakhir" in stage.screen()[-1]
    assert "sampai besok pukul 12.00 WIB" in stage.screen()[-1]
    stage.happens(stage.presses(DEWI, "↩️ Batalkan"))
    assert Unmute(GROUP, BUDI) in stage.delivers()
    assert len(stage.rows(WarningRow)) == 2


@pytest.mark.parametrize(("mode", "act"), [("kick", Remove), ("ban 7d", Ban), ("mute 2h", Mute)])
def test_an_admin_chooses_what_the_last_warning_brings(stage: Stage, mode: str, act: type[Action]) -> None:
    stage.happens(says(CITRA, "/setwarnlimit 1"), says(CITRA, f"/setwarnmode {mode}"))
    stage.delivers()
    assert isinstance(warns(stage)[0], act)
    assert [row.action for row in stage.rows(Decision)] == [mode.split()[0]]


def test_a_warning_expires_after_thirty_days(stage: Stage) -> None:
    warns(stage)
    stage.passes(days=30)
    warns(stage)
    assert "ke-1 dari 3" in stage.screen()[-1]


def test_a_warning_is_taken_back_by_button_by_command_and_all_at_once(stage: Stage) -> None:
    warns(stage)
    stage.happens(stage.presses(DEWI, "↩️ Batalkan"))
    stage.delivers()
    assert stage.rows(WarningRow) == []
    warns(stage)
    warns(stage, "/unwarn @budi")
    assert "Sisanya: 0" in stage.screen()[-1]
    warns(stage, "/unwarn @budi")
    assert "tidak punya peringatan" in stage.screen()[-1]
    warns(stage)
    warns(stage)
    warns(stage, "/resetwarns @budi")
    assert stage.rows(WarningRow) == []


def test_members_see_their_own_warnings_in_private_and_nobody_elses(stage: Stage) -> None:
    warns(stage)
    stage.happens(says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    stage.happens(says(BUDI, "/warns"))
    stage.delivers()
    assert stage.screen(private(BUDI))[-1] == ("Peringatan Budi yang berlaku: 1 dari 3.\n• 02/03 · jaga bahasa ya")
    stage.happens(says(SARI, "/warns @budi"))
    stage.delivers()
    assert "bagian moderator" in stage.screen()[-1]


def test_a_moderator_who_was_demoted_a_second_ago_warns_nobody(stage: Stage) -> None:
    stage.platform.roles[DEWI.address] = Role.MEMBER
    stage.passes(seconds=1)
    warns(stage)
    assert stage.rows(WarningRow) == []


@pytest.mark.parametrize("words", ["/setwarnlimit 0", "/setwarnlimit lima", "/setwarnmode pukul"])
def test_a_setting_that_cannot_be_gets_the_usage_line(stage: Stage, words: str) -> None:
    stage.happens(says(CITRA, words))
    stage.delivers()
    assert f"{words.split()[0]} " in stage.screen()[-1]
    assert "Begini caranya" in stage.screen()[-1]


def test_without_words_the_settings_are_shown(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setwarnlimit"), says(CITRA, "/setwarnmode"))
    stage.delivers()
    assert stage.screen()[0] == "Batas peringatan: 3."
    assert "24 jam" in stage.screen()[1]


def test_whoever_is_warned_is_told_in_private_and_may_see_it_differently(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    warns(stage)
    assert stage.screen(private(BUDI))[-1] == "Kamu mendapat satu peringatan di Kelas Python. Alasan: jaga bahasa ya."
    assert [button.label for button in stage.shown(private(BUDI))[-1].buttons] == ["🕊 Ajukan keberatan"]
    warns(stage, "/swarn @budi")
    assert len(stage.screen(private(BUDI))) == 2


@pytest.mark.parametrize(("mode", "act"), [("kick", Remove), ("ban 7d", Ban), ("mute 2h", Mute)])
def test_a_last_step_that_the_platform_refuses_is_said_and_does_not_stand(
    stage: Stage, mode: str, act: type[Action]
) -> None:
    stage.happens(says(CITRA, "/setwarnlimit 1"), says(CITRA, f"/setwarnmode {mode}"))
    stage.delivers()
    stage.happens(says(DEWI, "/warn @budi jaga bahasa ya", at=stage.clock.now()))
    stage.refuses(act)
    stage.delivers()
    assert "belum berhasil" in stage.screen()[-1]
    assert [row for row in stage.rows(Decision) if row.undone_at is None] == []
    assert stage.rows(Restriction) == []
    assert len(stage.rows(WarningRow)) == 1, "the warning itself was given"
