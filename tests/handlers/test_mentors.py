"""Admins appoint mentors, who may say no."""

from bot.models import Volunteer
from tests.cast import BUDI, CITRA, DEWI
from tests.handlers.test_buddies import TONO, joins_now, opens, presses, told
from tests.stage import Stage


def test_a_mentor_is_appointed_and_may_decline(stage: Stage) -> None:
    opens(stage, BUDI)
    stage.hears(CITRA, "/mentor @budi")
    assert "Budi sekarang mentor" in stage.screen()[-1]
    assert [row.mentor for row in stage.rows(Volunteer)] == [True]
    presses(stage, BUDI, "🙏 Lain kali saja")
    assert [(row.mentor, row.active) for row in stage.rows(Volunteer)] == [(False, False)]


def test_a_mentors_appointment_is_taken_back(stage: Stage) -> None:
    stage.hears(CITRA, "/mentor @budi")
    stage.hears(CITRA, "/mentor @budi off")
    assert "bukan mentor lagi" in stage.screen()[-1]
    assert [row.active for row in stage.rows(Volunteer)] == [False]


def test_a_mentor_is_named_to_newcomers_like_any_buddy(stage: Stage) -> None:
    opens(stage, DEWI)
    stage.hears(CITRA, "/mentor @dewi")
    assert "menjadikanmu mentor" in told(stage, DEWI)[-1]
    joins_now(stage, TONO)
    assert "Teman belajarmu: Dewi" in stage.screen()[-1]


def test_nobody_unknown_is_appointed(stage: Stage) -> None:
    stage.hears(CITRA, "/mentor @siapa")
    assert "belum mengenal @siapa" in stage.screen()[-1]
    stage.hears(CITRA, "/mentor")
    assert "/mentor @dewi" in stage.screen()[-1]
    assert stage.rows(Volunteer) == []
