"""A group closes and opens on time, once a local date, also after an outage and where clocks change."""

from collections.abc import Iterator

import pytest

from bot.chat.actions import Close, Reopen
from bot.chat.facts import Role
from bot.models import DueRow
from handlers import quiet, settings
from scheduler import JOBS
from tests.cast import CITRA, says
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """It is Monday noon in Jakarta, and the group has quiet hours from ten at night."""
    play = Stage(quiet.router, settings.router, *JOBS)
    play.platform.roles[CITRA.address] = Role.ADMIN
    play.happens(says(CITRA, "/quiet 22:00-05:00"))
    play.delivers()
    yield play
    play.close()


def comes(stage: Stage, **time: float) -> list[type]:
    """Time goes on; which of closing and opening followed."""
    stage.passes(**time)
    return [type(did) for did in stage.delivers() if isinstance(did, Close | Reopen)]


def test_it_closes_at_night_and_opens_in_the_morning(stage: Stage) -> None:
    assert comes(stage, hours=9, minutes=59) == []
    assert comes(stage, minutes=1) == [Close]
    assert any("besok pukul 05.00" in text for text in stage.screen())
    assert comes(stage, hours=6, minutes=59) == []
    assert comes(stage, minutes=1) == [Reopen]
    assert not any("beristirahat" in text for text in stage.screen())


def test_night_after_night(stage: Stage) -> None:
    comes(stage, hours=10)
    followed = [each for _ in range(14) for each in comes(stage, hours=12)]
    assert followed == [Reopen, Close] * 7


def test_a_night_that_passed_during_an_outage_is_left_out(stage: Stage) -> None:
    assert comes(stage, hours=20) == []
    assert comes(stage, hours=14) == [Close]


def test_in_the_middle_of_a_night_it_closes_late_but_opens_on_time(stage: Stage) -> None:
    assert comes(stage, hours=14) == [Close]
    assert comes(stage, hours=3) == [Reopen]


def test_turned_off_in_the_settings_nothing_closes(stage: Stage) -> None:
    stage.happens(says(CITRA, "/settings"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Jam tenang"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Jalankan jam tenang"))
    stage.delivers()
    assert comes(stage, hours=10) == []
    stage.happens(says(CITRA, "/settings", at=stage.clock.now()))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Jam tenang"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "⬜ Jalankan jam tenang"))
    stage.delivers()
    assert comes(stage, hours=24) == [Close]


def test_closed_by_hand_the_morning_opens_nothing(stage: Stage) -> None:
    comes(stage, hours=10)
    stage.happens(says(CITRA, "/quiet on", at=stage.clock.now()))
    stage.delivers()
    assert comes(stage, hours=8) == []


def test_the_same_night_is_planned_once(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quiet 22:00-05:00"), says(CITRA, "/quiet 22:00-05:00"))
    stage.delivers()
    assert [row.name for row in stage.rows(DueRow) if row.kind == "quiet.close"] == ["1:2026-03-02"]
