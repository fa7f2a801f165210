"""What was played is read by /top, /score and the podium."""

from collections.abc import Iterator

import pytest

from bot.models import Identity
from tests.cast import BUDI, CITRA, SARI, private, says
from tests.quiznight import PRICE, STOCK, answer, passes, stage_with, started, tells
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = stage_with(PRICE, STOCK)
    yield play
    play.close()


def test_top_and_score_read_what_was_played(stage: Stage) -> None:
    for who in (SARI, BUDI):
        stage.happens(says(who, "halo", private(who)))
    stage.delivers()
    started(stage)
    answer(stage, SARI, 0)
    answer(stage, BUDI, 1)
    passes(stage, 21)
    passes(stage, 6)
    stage.passes(seconds=4)
    answer(stage, BUDI, 0)
    passes(stage, 17)
    for words in ("", " session", " sesi", " week", " bulan", " all"):
        tells(stage, BUDI, f"/top quiz{words}")
        assert stage.screen()[-1].endswith("🥇 Sari · 1000\n🥈 Budi · 900"), words
    tells(stage, BUDI, "/top quiz kemarin")
    assert "/top" in stage.screen(private(BUDI))[-1]
    tells(stage, BUDI, "/score")
    assert stage.screen(private(BUDI))[-1] == (
        "🎲 Kuismu di Kelas Python\nMinggu ini: 900 poin, peringkat 2\nBulan ini: 900 poin, peringkat 2\n"
        "Seluruhnya: 900 poin, peringkat 2; 1 dari 2 jawaban benar\n🔁 1 soal menunggu diulang: /review"
    )
    stage.passes(days=40)
    tells(stage, BUDI, "/top kuis month")
    assert "🥇" not in stage.screen()[-1]
    tells(stage, BUDI, "/top kuis")
    assert "🥇 Sari · 1000" in stage.screen()[-1]


def test_a_name_that_wants_no_board_is_on_none(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Identity, SARI.id).listed = False
    started(stage)
    answer(stage, SARI, 0)
    answer(stage, BUDI, 1)
    passes(stage, 21)
    tells(stage, CITRA, "/quizstop")
    assert "Sari" not in stage.screen()[-1]
    assert "Budi · 0" in stage.screen()[-1]
    tells(stage, BUDI, "/top quiz")
    assert "Sari" not in stage.screen()[-1]


def test_accounts_of_one_person_share_a_place(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    answer(stage, CITRA, 0)
    passes(stage, 21)
    passes(stage, 6)
    answer(stage, BUDI, 0)
    with stage.session() as session, session.begin():
        session.get_one(Identity, BUDI.id).person_id = session.get_one(Identity, SARI.id).person_id
    passes(stage, 21)
    assert "🥇 Budi · 2000 (2 benar)\n🥈 Citra · 1000 (1 benar)" in stage.screen()[-1]
