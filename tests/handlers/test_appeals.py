"""Whoever a decision was about is heard once, and answered."""

import pytest

from bot.chat.actions import Action, Unmute
from bot.models import Conversation, Decision, Flag
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, presses, private, says
from tests.handlers.test_alerts import MODS, code
from tests.handlers.test_flags import press, reported
from tests.stage import Stage

WORDS = "Itu kutipan dari berita, bukan ajakan."


@pytest.fixture(autouse=True)
def muted(stage: Stage) -> None:
    """Sari was muted by a card and told why in private."""
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS), says(SARI, "/start", private(SARI)))
    stage.delivers()
    reported(stage)
    press(stage, "🔇 Bisukan")


def appeals(stage: Stage, words: str = WORDS) -> list[Action]:
    """Sari answers the private note."""
    stage.happens(stage.presses(SARI, "🕊 Ajukan keberatan", private(SARI)))
    stage.delivers()
    stage.happens(says(SARI, words, private(SARI), at=stage.clock.now()))
    return stage.delivers()


def test_an_appeal_becomes_a_card_with_the_decision_and_the_words(stage: Stage) -> None:
    appeals(stage)
    card = stage.screen(MODS)[-1]
    assert card.startswith(f"🕊 Kelas Python · keberatan dari Sari\n{WORDS}\n")
    assert "Dibisukan: Sari" in card
    assert "Oleh: Dewi" in card
    assert "Moderator akan membacanya" in stage.screen(private(SARI))[-1]


def test_a_moderator_who_agrees_takes_the_decision_back(stage: Stage) -> None:
    appeals(stage)
    assert Unmute(GROUP, SARI) in press(stage, "↩️ Batalkan", CITRA)
    assert "keputusan dibatalkan" in stage.screen(MODS)[-1]
    assert "keputusan dibatalkan" in stage.screen(MODS)[-2]
    assert stage.shown(MODS)[-2].buttons == ()
    assert "setuju denganmu" in stage.screen(private(SARI))[-1]
    assert [row.undone_at is not None for row in stage.rows(Decision)] == [True]


def test_a_decision_that_stays_is_told_kindly(stage: Stage) -> None:
    appeals(stage)
    press(stage, "Tetap begitu", CITRA)
    assert "Kali ini keputusannya tetap" in stage.screen(private(SARI))[-1]
    assert [row.undone_at for row in stage.rows(Decision)] == [None]


def test_a_decision_is_appealed_against_once(stage: Stage) -> None:
    appeals(stage)
    did = appeals(stage, "Tolong dong")
    assert len(stage.rows(Flag, Flag.kind == "appeal")) == 1
    assert stage.rows(Conversation) == []
    assert "Tolong dong" not in str(did)


def test_what_was_taken_back_meanwhile_needs_no_appeal(stage: Stage) -> None:
    press(stage, "↩️ Batalkan")
    stage.happens(stage.presses(SARI, "🕊 Ajukan keberatan", private(SARI)))
    assert "sudah tidak ada" in str(stage.delivers())


def test_nobody_appeals_for_somebody_else(stage: Stage) -> None:
    data = next(each.data for shown in stage.shown(private(SARI)) for each in shown.buttons)
    stage.happens(presses(BUDI, data, private(SARI)))
    assert "untuk orang lain" in str(stage.delivers())


def test_members_do_not_judge_appeals(stage: Stage) -> None:
    appeals(stage)
    assert "bagian pengurus" in str(press(stage, "↩️ Batalkan", BUDI))
    press(stage, "Tetap begitu", DEWI)
    assert "✅ Dewi" in stage.screen(MODS)[-1]
