"""A quiz is started, played and ended in the group."""

from collections.abc import Iterator, Sequence

import pytest

from bot.chat.actions import Answer, AskPoll, ClosePoll
from bot.domain.questions import Kind, Question, one_of
from bot.models import QuizRound, QuizRun
from tests.cast import BUDI, CITRA, SARI, private, says
from tests.quiznight import PRICE, STOCK, TOOLS, answer, passes, stage_with, started, tells
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = stage_with(PRICE, STOCK)
    yield play
    play.close()


def test_a_quiz_goes_from_the_lobby_over_its_questions_to_the_podium(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart DASAR")
    assert stage.screen() == ["🎲 Dasar\n2 soal, kira-kira 20 detik tiap soal. Siapa ikut?"]
    passes(stage, 30)
    assert stage.screen() == ["Soal 1/2 · Harga jual di atas apa?"]
    stage.passes(seconds=2)
    answer(stage, SARI, 0)
    stage.passes(seconds=8)
    answer(stage, BUDI, 1)
    passes(stage, 11)
    assert stage.screen()[-1] == "✅ Modal\n1 dari 2 menjawab benar.\n💡 Biar untung."
    passes(stage, 6)
    assert stage.screen()[-1] == "Soal 2/2 · Stok perlu dicatat."
    answer(stage, BUDI, 0)
    passes(stage, 21)
    assert stage.screen()[-2] == "✅ Benar\n1 dari 1 menjawab benar."
    assert stage.screen()[-1] == (
        "🏁 Dasar selesai. Terima kasih sudah ikut!\n🥇 Budi · 1000 (1 benar)\n🥈 Sari · 950 (1 benar)"
    )
    assert [run.state for run in stage.rows(QuizRun)] == ["over"]
    assert passes(stage, 3600) == []


def test_the_poll_is_a_quiz_of_the_platform_with_key_explanation_and_time(stage: Stage) -> None:
    started(stage)
    [asked] = [action for action in stage.platform.done if isinstance(action, AskPoll)]
    assert (asked.correct, asked.explanation, asked.seconds, asked.several) == ((0,), "Biar untung.", 20, False)


def test_whoever_joins_is_counted_and_told_once(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    for who in (SARI, BUDI, SARI):
        stage.happens(stage.presses(who, "🙋 Ikut"))
    said = [action.text for action in stage.delivers() if isinstance(action, Answer)]
    assert said == ["Siap, kamu ikut!", "Siap, kamu ikut!", "Kamu sudah terdaftar."]
    passes(stage, 3)
    assert stage.screen()[-1].endswith("2 orang ikut.")


def test_an_admin_begins_at_once_and_a_member_cannot(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    stage.happens(stage.presses(BUDI, "▶️ Mulai sekarang"))
    stage.delivers()
    passes(stage, 1)
    assert "Siapa ikut?" in stage.screen()[-1]
    stage.happens(stage.presses(CITRA, "▶️ Mulai sekarang"))
    stage.delivers()
    passes(stage, 1)
    assert stage.screen() == ["Soal 1/2 · Harga jual di atas apa?"]


def test_a_question_closes_as_soon_as_every_player_has_answered(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    for who in (SARI, BUDI):
        stage.happens(stage.presses(who, "🙋 Ikut"))
    stage.delivers()
    passes(stage, 30)
    answer(stage, SARI, 0)
    assert passes(stage, 1) == []
    answer(stage, BUDI, 0)
    did = passes(stage, 1)
    assert any(isinstance(action, ClosePoll) for action in did)
    assert "2 dari 2" in stage.screen()[-1]


def test_it_stops_politely_when_nobody_answers_twice() -> None:
    stage = stage_with(PRICE, STOCK, TOOLS)
    started(stage)
    passes(stage, 21)
    passes(stage, 6)
    passes(stage, 21)
    assert "semua sedang sibuk" in stage.screen()[-1]
    assert passes(stage, 60) == []
    stage.close()


@pytest.mark.parametrize(
    ("words", "total", "seconds"),
    [
        ("/quizstart dasar", 3, 20),
        ("/quizstart  Dasar 2", 2, 20),
        ("/quizstart das 1 45", 1, 45),
        ("/mulaikuis DASAR 99 5", 3, 5),
    ],
)
def test_count_and_seconds_may_follow_the_name(words: str, total: int, seconds: int) -> None:
    stage = stage_with(PRICE, STOCK, TOOLS)
    tells(stage, CITRA, words)
    [run] = stage.rows(QuizRun)
    assert (run.total, run.seconds, len(stage.rows(QuizRound))) == (total, seconds, total)
    stage.close()


def test_a_name_may_end_with_a_number() -> None:
    stage = stage_with(PRICE, STOCK, name="Bab 2")
    tells(stage, CITRA, "/quizstart bab 2 1")
    assert [run.total for run in stage.rows(QuizRun)] == [1]
    stage.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/quizstart", "misalnya /quizstart Dasar Jualan"),
        ("/quizstart foto", "Kuis “foto” tidak kutemukan. Yang ada: Dasar."),
        ("/quizstart dasar 0", "misalnya /quizstart Dasar Jualan"),
        ("/quizstart dasar 2 4000", "misalnya /quizstart Dasar Jualan"),
        ("/quizskip", "Tidak ada kuis yang berjalan"),
        ("/quizpause", "Tidak ada kuis yang berjalan"),
        ("/quizstop", "Tidak ada kuis yang berjalan"),
        ("/quiz", "Kuis yang ada: Dasar."),
    ],
)
def test_what_cannot_be_is_said_with_a_way_out(stage: Stage, words: str, said: str) -> None:
    tells(stage, CITRA, words)
    assert said in stage.screen()[-1]
    assert stage.rows(QuizRun) == []


def test_there_is_one_quiz_at_a_time(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    tells(stage, CITRA, "/quizstart dasar")
    assert "Masih ada kuis" in stage.screen()[-1]
    assert len(stage.rows(QuizRun)) == 1


def test_a_paused_quiz_ends_its_question_and_waits(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    tells(stage, CITRA, "/quizpause")
    passes(stage, 21)
    assert "1 dari 1" in stage.screen()[-1]
    assert not any(isinstance(action, AskPoll) for action in passes(stage, 600))
    tells(stage, CITRA, "/quizpause")
    passes(stage, 1)
    assert "Soal 2/2" in stage.screen()[-1]


def test_a_skipped_question_does_not_count(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    did = tells(stage, CITRA, "/quizskip")
    assert any(isinstance(action, ClosePoll) for action in did)
    passes(stage, 1)
    assert "Soal 2/2" in stage.screen()[-1]
    answer(stage, BUDI, 0)
    passes(stage, 21)
    assert "Budi · 1000" in stage.screen()[-1]
    assert "Sari" not in stage.screen()[-1]


def test_a_stopped_quiz_shows_who_is_ahead_and_asks_no_more(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    passes(stage, 21)
    passes(stage, 6)
    tells(stage, CITRA, "/quizstop")
    assert "dihentikan" in stage.screen()[-1]
    assert "Sari · 1000" in stage.screen()[-1]
    assert passes(stage, 600) == []


def test_a_lobby_can_be_called_off(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    tells(stage, CITRA, "/quizstop")
    assert [text for text in stage.screen() if "Siapa ikut" in text] == []
    assert passes(stage, 600) == []


def test_my_answers_come_in_private(stage: Stage) -> None:
    stage.happens(says(SARI, "halo", private(SARI)))
    started(stage)
    answer(stage, SARI, 1)
    passes(stage, 21)
    passes(stage, 6)
    answer(stage, SARI, 0)
    passes(stage, 21)
    stage.happens(stage.presses(SARI, "📋 Jawabanku"), stage.presses(BUDI, "📋 Jawabanku"))
    did = stage.delivers()
    assert stage.screen(private(SARI)) == [
        (
            "Jawabanmu di Dasar\n❌ 1. Harga jual di atas apa? · 0\n    Jawabannya: Modal\n"
            "✅ 2. Stok perlu dicatat. · 1000\nJumlah: 1000 poin, peringkat 1"
        )
    ]
    loud = [action.text for action in did if isinstance(action, Answer) and action.loud]
    assert [text for text in loud if "Buka chat pribadi" in text] == loud != []


def test_quiz_says_where_the_running_one_is(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    tells(stage, BUDI, "/kuis")
    assert "Siapa ikut" in stage.screen()[-1]
    passes(stage, 30)
    tells(stage, BUDI, "/quiz")
    assert "soal 1 dari 2" in stage.screen()[-1]
    answer(stage, BUDI, 0)
    passes(stage, 21)
    tells(stage, BUDI, "/quiz")
    assert "soal berikutnya segera" in stage.screen()[-1]


def questions_shown(stage: Stage) -> Sequence[str]:
    return [action.question for action in stage.platform.done if isinstance(action, AskPoll)]


def test_a_question_that_is_too_long_for_a_poll_stands_above_it() -> None:
    long = Question(Kind.SINGLE, "Toko " + "ramai " * 48 + "itu?", one_of(("Ya " * 30, "Tidak"), 0))
    stage = stage_with(long)
    started(stage)
    above, asked = stage.screen()[-2:]
    assert above.startswith("Soal 1/1\nToko ramai")
    assert "\nA. Ya Ya" in above
    assert asked == "Soal 1/1 · Pilih jawabannya 👆"
    assert questions_shown(stage) == [asked]
    stage.close()


def test_private_commands_steer_the_group_that_was_chosen(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizstart dasar", private(CITRA)))
    stage.delivers()
    assert stage.screen(private(CITRA)) == ["Kuis dibuka di grup. 🎉"]
    assert "Siapa ikut" in stage.screen()[-1]
