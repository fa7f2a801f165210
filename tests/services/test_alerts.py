"""Moderators are alerted where they asked for it: in their chat, or each in private, with buttons or without."""

from bot.chat.abilities import Abilities
from bot.chat.facts import Role
from bot.models import Decision
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import CITRA, DEWI, private, says
from tests.handlers.conftest import stage
from tests.handlers.test_alerts import MODS, code
from tests.handlers.test_flags import answers, card, press, reported
from tests.stage import Stage

__all__ = ["stage"]


def test_without_a_moderators_chat_each_moderator_has_a_copy_and_all_copies_are_kept_true(stage: Stage) -> None:
    stage.happens(says(CITRA, "/start", private(CITRA)), says(DEWI, "/start", private(DEWI)))
    stage.delivers()
    reported(stage)
    assert stage.screen(MODS) == []
    first, second = private(CITRA), private(DEWI)
    assert card(stage, first) == card(stage, second)
    stale = stage.presses(CITRA, "🚫 Blokir", first)
    press(stage, "👌 Tidak apa-apa", DEWI, second)
    assert "✅ Dewi" in card(stage, first)
    stage.happens(stale)
    assert answers(stage.delivers()) == ["Ini sudah dijawab."]
    assert stage.rows(Decision) == []


def test_two_copies_pressed_at_once_count_once(stage: Stage) -> None:
    stage.happens(says(CITRA, "/start", private(CITRA)), says(DEWI, "/start", private(DEWI)))
    stage.delivers()
    reported(stage)
    stage.happens(
        stage.presses(DEWI, "👌 Tidak apa-apa", private(DEWI)), stage.presses(CITRA, "🚫 Blokir", private(CITRA))
    )
    assert stage.rows(Decision) == []
    assert "Ini sudah dijawab." in answers(stage.delivers())


def test_where_there_are_no_buttons_the_card_is_answered_by_number() -> None:
    play = Stage(
        *ROUTERS, *JOBS, rules=RULES, abilities={"telegram": Abilities(buttons=False, edits=False, mutes=False)}
    )
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    play.happens(says(CITRA, f"/alerts {code(play)}", MODS))
    play.delivers()
    reported(play)
    play.happens(says(DEWI, "3", MODS))
    play.delivers()
    assert "dibisukan sampai" in card(play)
    play.close()
