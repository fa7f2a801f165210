"""Talk that drifts is proposed to moderators; they invite it back, and nobody is punished."""

from datetime import timedelta

import pytest

from bot.chat.actions import Action, Delete, Mute
from bot.models import Decision, WarningRow
from tests.cast import BUDI, CITRA, DEWI, SARI, private, says
from tests.moderation.test_topics import ELSEWHERE
from tests.stage import Stage

HOME = private(DEWI)


def drift(stage: Stage) -> list[Action]:
    stage.happens(says(DEWI, "/start", HOME), says(CITRA, "/topics jualan, iklan , Shopee", at=stage.clock.now()))
    stage.delivers()
    start = stage.clock.now()
    texts = [*ELSEWHERE, *ELSEWHERE]
    for number, text in enumerate(texts):
        stage.happens(says((BUDI, SARI)[number % 2], text, at=start + timedelta(seconds=20 * number)))
    return stage.delivers()


def test_moderators_get_one_card_that_names_nobody(stage: Stage) -> None:
    did = drift(stage)
    cards = [text for text in stage.screen(HOME) if "keluar topik" in text]
    assert len(cards) == 1
    assert "Budi" not in cards[0]
    assert "Sari" not in cards[0]
    assert not [each for each in did if isinstance(each, Delete | Mute)]
    assert stage.rows(Decision) == []
    assert stage.rows(WarningRow) == []


def test_a_moderator_invites_the_talk_back_kindly(stage: Stage) -> None:
    drift(stage)
    stage.happens(stage.presses(DEWI, "💬 Ajak kembali", HOME))
    stage.delivers()
    assert "yuk kembali ke topik grup: jualan, iklan, shopee" in stage.screen()[-1]
    assert "sudah dilihat" in stage.screen(HOME)[-1]
    stage.passes(minutes=31)
    stage.delivers()
    assert not [text for text in stage.screen() if "yuk kembali" in text]


def test_or_lets_it_be(stage: Stage) -> None:
    drift(stage)
    stage.happens(stage.presses(DEWI, "👌 Biarkan saja", HOME))
    stage.delivers()
    assert not [text for text in stage.screen() if "yuk kembali" in text]
    assert "sudah dilihat" in stage.screen(HOME)[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/topics", "Belum ada topik"),
        ("/topik jualan, modal", "Topik grup: jualan, modal."),
        (f"/topics {'a' * 41}", "/topics jualan, iklan, shopee"),
    ],
)
def test_an_admin_sets_the_words(stage: Stage, words: str, said: str) -> None:
    stage.happens(says(CITRA, words))
    stage.delivers()
    assert said in stage.screen()[-1]


def test_and_takes_them_away(stage: Stage) -> None:
    stage.happens(says(CITRA, "/topics jualan"), says(CITRA, "/topics off"))
    stage.delivers()
    assert "Belum ada topik" in stage.screen()[-1]
