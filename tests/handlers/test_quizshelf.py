"""Quizzes are listed, changed and taken away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.chat.facts import Role
from bot.domain.questions import FULL, Kind, Level, Option, Question, one_of
from bot.models import Quiz, QuizQuestion
from bot.services import quizshelf as shelf
from bot.services import quizzes
from handlers import quizeditor, quizshelf
from tests.cast import CITRA, context, private, says
from tests.stage import Stage

HOME = private(CITRA)
KUR = Question(Kind.SINGLE, "KUR itu apa?", one_of(("kredit", "hadiah"), 0), level=Level.BEGINNER, topic="modal")
HPP = Question(Kind.TYPED, "HPP?", (Option("harga pokok", FULL),))


@pytest.fixture
def stage() -> Iterator[Stage]:
    opened = Stage(quizshelf.router, quizeditor.router)
    opened.platform.roles[CITRA.address] = Role.ADMIN
    with opened.session() as session, session.begin():
        quizzes.save(context(session), "Dasar", [KUR, HPP])
        quizzes.save(context(session), "Lanjutan", [KUR])
    yield opened
    opened.close()


def writes(stage: Stage, words: str) -> str:
    stage.happens(says(CITRA, words, HOME, at=stage.clock.now()))
    stage.delivers()
    return stage.screen(HOME)[-1]


def presses(stage: Stage, label: str) -> str:
    stage.happens(stage.presses(CITRA, label, HOME))
    stage.delivers()
    return stage.screen(HOME)[-1]


def kept(stage: Stage) -> list[Question]:
    return [quizzes.question_of(row) for row in stage.rows(QuizQuestion) if not row.retired and row.quiz_id == 1]


def test_all_quizzes_are_listed_with_their_counts(stage: Stage) -> None:
    assert writes(stage, "/quizzes") == "📚 Kuis\n• Dasar · 2 soal\n• Lanjutan · 1 soal"
    assert presses(stage, "Dasar") == "📚 Dasar · 2 soal\n1. KUR itu apa?\n2. HPP?"


def test_in_the_group_questions_are_shown_to_the_admin_alone(stage: Stage) -> None:
    stage.happens(says(CITRA, "halo", HOME), says(CITRA, "/quizzes"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Dasar"))
    stage.delivers()
    assert stage.screen() == ["📚 Kuis\n• Dasar · 2 soal\n• Lanjutan · 1 soal"]
    assert "1. KUR itu apa?" in stage.screen(HOME)[-1]


def test_a_question_is_changed_and_keeps_what_cannot_be_typed(stage: Stage) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Dasar")
    assert "(1–2)" in presses(stage, "✏️ Ubah soal")
    assert writes(stage, "1") == "KUR itu apa?\n* kredit\n- hadiah\n"
    assert "Soal diubah: Apa itu KUR?" in writes(stage, "Apa itu KUR?\n* kredit usaha rakyat\nhadiah\n# Sebab begitu")
    options = one_of(("kredit usaha rakyat", "hadiah"), 0)
    assert kept(stage)[0] == replace(KUR, text="Apa itu KUR?", options=options, explanation="Sebab begitu")


def test_a_question_is_removed(stage: Stage) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Dasar")
    presses(stage, "🗑 Hapus soal")
    assert "Soal dihapus: KUR itu apa?" in writes(stage, "#1")
    assert kept(stage) == [HPP]


@pytest.mark.parametrize("said", ["0", "3", "yang pertama", ""])
def test_a_wrong_number_is_answered_with_the_right_ones(stage: Stage, said: str) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Dasar")
    presses(stage, "🗑 Hapus soal")
    assert "antara 1 dan 2" in writes(stage, said)
    assert len(kept(stage)) == 2


def test_what_is_not_one_question_changes_nothing(stage: Stage) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Dasar")
    presses(stage, "✏️ Ubah soal")
    writes(stage, "2")
    assert "tepat satu soal" in writes(stage, "tanpa pilihan")
    assert kept(stage) == [KUR, HPP]


def test_questions_are_added_by_the_wizard(stage: Stage) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Dasar")
    presses(stage, "➕ Tambah soal")
    writes(stage, "Baru?\n*a\nb")
    assert "punya 3 soal" in writes(stage, "simpan")


def test_a_quiz_goes_after_a_second_look(stage: Stage) -> None:
    writes(stage, "/quizzes")
    presses(stage, "Lanjutan")
    assert "Hapus kuis Lanjutan?" in presses(stage, "🗑 Hapus kuis")
    assert "dihapus" in presses(stage, "🗑 Ya, hapus")
    assert [quiz.name for quiz in stage.rows(Quiz) if not quiz.retired] == ["Dasar"]
    stage.happens(stage.presses(CITRA, "✏️ Ubah soal", HOME))
    assert "sudah tidak ada" in str(stage.delivers())


def test_weights_stay_as_long_as_the_options_do() -> None:
    weighed = Question(Kind.SINGLE, "S", (Option("a", FULL, "ya"), Option("b", 50.0)))
    typed = Question(Kind.SINGLE, "S baru", one_of(("a", "b"), 0))
    assert shelf.reworded(weighed, typed).options == weighed.options
    other = Question(Kind.SINGLE, "S baru", one_of(("a", "c"), 0))
    assert shelf.reworded(weighed, other).options == other.options
