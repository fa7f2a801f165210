"""What nobody dealt with comes up once more; what was quoted goes after a month."""

from collections.abc import Iterator

import pytest

from bot.chat.actions import Delete
from bot.chat.facts import Role
from bot.models import DueRow, Flag
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import CITRA, DEWI, says
from tests.handlers.test_alerts import MODS, code
from tests.handlers.test_flags import SCAM, press, reported
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS, rules=RULES)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    play.happens(says(CITRA, f"/alerts {code(play)}", MODS))
    play.delivers()
    play.platform.chats.clear()
    yield play
    play.close()


def test_a_card_that_waited_a_day_comes_up_once_more_and_only_once(stage: Stage) -> None:
    reported(stage)
    stage.passes(hours=23)
    stage.delivers()
    assert "⏰" not in stage.screen(MODS)[-1]
    stage.passes(hours=1)
    assert Delete in {type(action) for action in stage.delivers()}
    [card] = stage.screen(MODS)
    assert "⏰ Kartu ini sudah menunggu 24 jam." in card
    press(stage, "👌 Tidak apa-apa")
    assert "tidak apa-apa" in stage.screen(MODS)[-1]
    assert "⏰" not in stage.screen(MODS)[-1]
    stage.passes(days=5)
    assert stage.delivers() == []


def test_a_card_that_was_dealt_with_does_not(stage: Stage) -> None:
    reported(stage)
    press(stage, "👌 Tidak apa-apa")
    stage.passes(minutes=30)
    stage.delivers()
    stage.passes(hours=25)
    assert stage.delivers() == []


def test_quotations_are_erased_after_thirty_days_from_the_card_as_well(stage: Stage) -> None:
    reported(stage)
    press(stage, "👌 Tidak apa-apa")
    stage.passes(days=29)
    assert stage.rows(Flag)[0].quote == SCAM
    stage.passes(days=1)
    stage.delivers()
    assert stage.rows(Flag)[0].quote is None
    assert SCAM not in stage.screen(MODS)[-1]
    assert SCAM not in stage.dump()
    assert stage.rows(DueRow, DueRow.kind == "flags.erase") == []


def test_after_an_outage_the_reminder_is_not_lost(stage: Stage) -> None:
    reported(stage)
    stage.starts()
    stage.passes(days=3)
    stage.delivers()
    assert "⏰" in stage.screen(MODS)[-1]
