"""Everybody learns what Pamong can do, as far as it concerns them."""

import pytest

from bot.chat.abilities import Abilities
from bot.chat.events import Account
from handlers import ROUTERS
from tests.cast import BUDI, CITRA, GROUP, NOW, private, says
from tests.stage import Stage

STRANGER = Account("telegram", "99", "Orang", "orang", "en")


def test_the_first_words_in_private_say_who_pamong_is_in_the_persons_language(stage: Stage) -> None:
    stage.happens(says(STRANGER, "/start", private(STRANGER)))
    stage.delivers()
    assert stage.screen(private(STRANGER))[-1].startswith("Hello Orang! I am Pamong")


def test_help_lists_what_everybody_may_use_and_says_where_the_rest_is(stage: Stage) -> None:
    stage.happens(says(BUDI, "/help", private(BUDI)))
    stage.delivers()
    text = stage.screen(private(BUDI))[-1]
    assert text.index("Untuk semua") < text.index("/rules –") < text.index("/help admin")
    assert "/setrules" not in text
    assert len(text) < 4096


@pytest.mark.parametrize(
    ("words", "shown"), [("/help admin", "/setrules –"), ("/bantuan pengurus", "/setrules –"), ("/help Mod", "/warn –")]
)
def test_moderators_and_admins_have_shelves_of_their_own(stage: Stage, words: str, shown: str) -> None:
    stage.happens(says(BUDI, words, private(BUDI)))
    stage.delivers()
    text = "\n".join(stage.screen(private(BUDI)))
    assert shown in text
    assert "/rules –" not in text


def test_one_command_is_explained_with_its_example_and_other_names(stage: Stage) -> None:
    stage.happens(says(BUDI, "/bantuan /setrules", private(BUDI)))
    stage.delivers()
    text = stage.screen(private(BUDI))[-1]
    assert "/setrules Saling menghormati" in text
    assert "/aturaturan" in text


def test_an_unknown_topic_is_said_kindly(stage: Stage) -> None:
    stage.happens(says(BUDI, "/help terbang", private(BUDI)))
    stage.delivers()
    assert 'Aku tidak punya perintah "terbang"' in stage.screen(private(BUDI))[-1]


def test_in_private_nobody_stays_without_an_answer(stage: Stage) -> None:
    stage.happens(says(BUDI, "apa kabar?", private(BUDI)), says(CITRA, "/terbang", private(CITRA)))
    stage.delivers()
    assert "/help" in stage.screen(private(BUDI))[-1]
    assert "belum kukenal" in stage.screen(private(CITRA))[-1]


def test_in_a_group_talk_and_the_commands_of_other_bots_are_left_alone(stage: Stage) -> None:
    stage.happens(says(BUDI, "apa kabar?"), says(BUDI, "/terbang"), says(BUDI, "/help@other_bot"))
    assert not stage.delivers()


def test_in_a_group_help_is_short_lived(stage: Stage) -> None:
    stage.happens(says(BUDI, "/help@pamong_bot", GROUP, at=NOW))
    stage.delivers()
    assert "Untuk semua" in stage.screen()[-1]
    assert len(stage.screen()) == 1
    stage.passes(minutes=3)
    stage.delivers()
    assert not stage.screen()


def test_without_buttons_help_fits_on_the_screen_of_a_phone() -> None:
    stage = Stage(*ROUTERS, abilities={"telegram": Abilities(buttons=False, prefixes=".!/")})
    stage.happens(says(BUDI, "halo", private(BUDI)), says(BUDI, ".menu"))
    stage.delivers()
    text = stage.screen(private(BUDI))[-1]
    assert ".rules .me" in text
    assert len(text) < 700
    stage.happens(says(BUDI, ".help admin"))
    stage.delivers()
    assert ".setrules" in stage.screen(private(BUDI))[-1]
    stage.close()
