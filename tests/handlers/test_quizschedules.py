"""A question of the day comes on its days, and its answer the next morning."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

import handlers.quizschedules
from bot.chat.actions import AskPoll, ClosePoll
from bot.chat.facts import Role
from bot.domain.questions import Level, Question
from bot.models import DueRow, Identity, QuizSchedule, QuizStreak
from bot.services import quizzes
from bot.services.quizzes import daily
from tests.cast import BUDI, CITRA, DEWI, NOW, SARI, context, private, says
from tests.quiznight import PRICE, ROUTERS, STOCK, answer, passes, poll, tells
from tests.stage import Stage

EASY = replace(STOCK, text="Mudah.", level=Level.BEGINNER, explanation="Karena begitu.")
FAIR = replace(STOCK, text="Sedang.", level=Level.INTERMEDIATE)
HARD = replace(STOCK, text="Sulit.", level=Level.ADVANCED)


def stage_with(*questions: Question) -> Stage:
    play = Stage(*ROUTERS, handlers.quizschedules.router)
    play.platform.roles[CITRA.address] = Role.ADMIN
    with play.session() as session, session.begin():
        quizzes.save(context(session), "Dasar Jualan", questions)
    return play


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = stage_with(PRICE, STOCK)
    yield play
    play.close()


def until(stage: Stage, moment: str) -> None:
    """Waits until this local time ("03-02 19:00", in the group's zone of seven hours), tick by tick."""
    at = datetime.fromisoformat(f"2026-{moment}+07:00")
    stage.passes(seconds=(at - stage.clock.now()).total_seconds())
    stage.delivers()


def planned(stage: Stage) -> list[str]:
    local = [row.at + timedelta(hours=7) for row in stage.rows(DueRow, DueRow.kind == "quiz.daily")]
    return [f"{moment:%m-%d %H:%M}" for moment in local]


def asked(stage: Stage) -> list[str]:
    return [action.question for action in stage.platform.done if isinstance(action, AskPoll)]


@pytest.mark.parametrize(
    ("words", "next_", "said"),
    [
        ("dasar jualan daily 19:00", "03-02 19:00", "Dasar Jualan: setiap hari pukul 19:00"),
        ("Dasar 7.30", "03-03 07:30", "setiap hari pukul 07:30"),
        ("DASAR setiap hari jam 9", "03-03 09:00", "setiap hari pukul 09:00"),
        ("dasar jualan mon,thu 12:00", "03-05 12:00", "Senin, Kamis pukul 12:00"),
        ("dasar | sabtu dan minggu | 20:15", "03-07 20:15", "Sabtu, Minggu pukul 20:15"),
    ],
)
def test_days_and_time_are_understood_and_repeated(stage: Stage, words: str, next_: str, said: str) -> None:
    tells(stage, CITRA, f"/quizschedule {words}")
    assert said in stage.screen()[-1]
    assert planned(stage) == [next_]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Belum ada soal harian"),
        ("dasar daily", "/quizschedule NAMA daily 19:00"),
        ("dasar lusa 19:00", "/quizschedule NAMA daily 19:00"),
        ("dasar 25:00", "/quizschedule NAMA daily 19:00"),
        ("foto daily 19:00", "Kuis “foto daily” tidak kutemukan"),
        ("dasar off", "tidak punya jadwal"),
        ("off", "tidak punya jadwal"),
    ],
)
def test_what_cannot_be_planned_is_answered_with_an_example(stage: Stage, words: str, said: str) -> None:
    tells(stage, CITRA, f"/quizschedule {words}")
    assert said in stage.screen()[-1]
    assert stage.rows(QuizSchedule) == []


def test_a_plan_is_shown_changed_and_ended(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    tells(stage, CITRA, "/quizschedule dasar fri 18:00")
    assert planned(stage) == ["03-06 18:00"]
    tells(stage, CITRA, "/quizschedule")
    assert stage.screen()[-1] == "📅 Soal harian\nDasar Jualan: Jumat pukul 18:00"
    tells(stage, CITRA, "/quizschedule dasar off")
    assert planned(stage) == []
    until(stage, "03-09 18:00")
    assert asked(stage) == []


def test_the_answer_comes_in_the_morning_with_whoever_knew_it(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    until(stage, "03-02 19:00")
    assert stage.screen()[-1] == "🌞 Soal hari ini · Harga jual di atas apa?"
    [question] = [action for action in stage.platform.done if isinstance(action, AskPoll)]
    assert (question.seconds, question.explanation) == (0, "")
    passes(stage, 3600)
    answer(stage, SARI, 0)
    answer(stage, BUDI, 1)
    until(stage, "03-03 06:59")
    assert "Soal hari ini" in stage.screen()[-1]
    stage.platform.done.clear()
    until(stage, "03-03 07:00")
    passes(stage, 3)  # others may have answered meanwhile
    assert any(isinstance(action, ClosePoll) for action in stage.platform.done)
    assert stage.screen()[-1] == (
        "☀️ Dasar Jualan: jawaban soal kemarin\n✅ Modal\n1 dari 2 menjawab benar.\n💡 Biar untung.\n👏 Yang tahu: Sari"
    )
    until(stage, "03-03 19:00")
    assert asked(stage)[-1] == "🌞 Soal hari ini · Stok perlu dicatat."


def test_answers_in_a_row_make_a_streak_that_a_gap_ends(stage: Stage) -> None:
    stage.happens(says(SARI, "halo", private(SARI)))
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    for day in (2, 3, 4, 5):
        until(stage, f"03-{day:02} 19:00")
        if day != 4:
            answer(stage, BUDI, 0)
        answer(stage, SARI, 0)
    until(stage, "03-06 07:00")
    assert {row.identity_id: (row.days, row.best) for row in stage.rows(QuizStreak)} == {
        SARI.id: (4, 4),
        BUDI.id: (1, 2),
    }
    assert stage.screen()[-1].endswith("👏 Yang tahu: Budi, Sari 🔥4")
    tells(stage, SARI, "/score")
    assert stage.screen(private(SARI))[-1].endswith("🔥 4 soal harian berturut-turut")


def test_names_that_are_hidden_are_not_told(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Identity, SARI.id).listed = False
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    until(stage, "03-02 19:00")
    answer(stage, SARI, 0)
    until(stage, "03-03 07:00")
    passes(stage, 3)  # others may have answered meanwhile
    assert "Sari" not in stage.screen()[-1]
    assert "1 dari 1" in stage.screen()[-1]


def test_questions_become_harder_when_they_are_known_and_easier_when_not() -> None:
    stage = stage_with(HARD, FAIR, EASY, replace(EASY, text="Mudah juga."), replace(HARD, text="Sulit juga."))
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    for day, right in ((2, True), (3, True), (4, False), (5, False)):
        until(stage, f"03-{day:02} 19:00")
        for who in (SARI, BUDI, DEWI):
            answer(stage, who, 0 if right else 1)
    until(stage, "03-06 19:00")
    assert [text.split(" · ")[1] for text in asked(stage)] == [
        "Mudah.",
        "Sedang.",
        "Sulit.",
        "Mudah juga.",
        "Sulit juga.",
    ]
    stage.close()


def test_a_question_that_was_due_while_the_bot_was_away_is_left_out(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    until(stage, "03-04 23:30")
    assert asked(stage) == []
    assert planned(stage) == ["03-05 19:00"]


def test_a_question_that_is_lost_is_asked_again_the_same_day(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    stage.passes(hours=7)
    stage.starts()
    stage.delivers()
    assert len([shown for shown in stage.shown() if shown.poll]) == 1
    answer(stage, SARI, 0)
    until(stage, "03-03 07:00")
    passes(stage, 3)  # others may have answered meanwhile
    assert "Yang tahu: Sari" in stage.screen()[-1]


def test_a_live_quiz_goes_on_while_a_question_of_the_day_is_open(stage: Stage) -> None:
    tells(stage, CITRA, "/quizschedule dasar daily 19:00")
    until(stage, "03-02 19:00")
    of_the_day = poll(stage)
    tells(stage, CITRA, "/quizstart dasar 1")
    passes(stage, 30)
    answer(stage, SARI, 0)
    passes(stage, 21)
    assert "🏁 Dasar Jualan selesai" in stage.screen()[-1]
    assert poll(stage) != of_the_day
    until(stage, "03-03 07:00")
    assert "jawaban soal kemarin" in stage.screen()[-1]


def test_a_morning_that_is_too_near_is_left_out(stage: Stage) -> None:
    with stage.session() as session:
        ctx = context(session)
        assert daily.closes_at(NOW.replace(hour=21), ctx) == NOW.replace(day=4, hour=0)
        assert daily.closes_at(NOW.replace(hour=12), ctx) == NOW.replace(day=3, hour=0)
