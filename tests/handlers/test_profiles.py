"""A level and interests are a word away, and nobody else reads them."""

from tests.cast import BUDI, GROUP, says
from tests.handlers.test_buddies import opens, presses, told
from tests.stage import Stage


def test_the_level_is_set_by_name_or_by_button_and_shown_in_private(stage: Stage) -> None:
    opens(stage, BUDI)
    stage.hears(BUDI, "/level")
    assert "Sudah sejauh mana" in told(stage, BUDI)[-1]
    presses(stage, BUDI, "Menengah")
    stage.hears(BUDI, "/tingkat")
    assert "Tingkatmu: Menengah" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/level MAHIR")
    assert "tingkatmu: Mahir" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/level dewa")
    assert "/level pemula" in told(stage, BUDI)[-1]


def test_interests_are_listed_shown_and_need_words(stage: Stage) -> None:
    opens(stage, BUDI)
    stage.hears(BUDI, "/minat")
    assert "Kamu belum menulis minat" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/interests Foto Produk, kemasan dan iklan")
    assert "foto produk, kemasan, iklan" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/interests ,,,")
    assert "/interests foto produk" in told(stage, BUDI)[-1]


def test_without_a_private_chat_the_answer_vanishes_from_the_group(stage: Stage) -> None:
    stage.happens(says(BUDI, "/level mahir", GROUP))
    stage.delivers()
    assert "tingkatmu: Mahir" in stage.screen()[-1]
    stage.passes(minutes=2)
    stage.delivers()
    assert stage.screen() == []
