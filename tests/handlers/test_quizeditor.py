"""A quiz is written in the chat, question by question or all at once."""

from collections.abc import Iterator

import pytest

from bot.chat.abilities import Abilities
from bot.chat.events import MessageKind, Poll
from bot.chat.facts import Role
from bot.domain.questions import Kind, Question, one_of, several
from bot.models import Conversation, Quiz, QuizQuestion
from bot.services import quizzes
from handlers import quizeditor
from tests.cast import BUDI, CITRA, GROUP, private, says
from tests.stage import Stage

HOME = private(CITRA)
LINES = "KUR itu apa?\n* kredit\nhadiah\n# Kredit Usaha Rakyat\n\nLokapasar?\n*Shopee\nGmail\n*Tokopedia"
PLAIN = Abilities(buttons=False, quizzes=False, edits=False, prefixes=".!/")


@pytest.fixture
def stage() -> Iterator[Stage]:
    opened = Stage(quizeditor.router)
    opened.platform.roles[CITRA.address] = Role.ADMIN
    yield opened
    opened.close()


def writes(stage: Stage, words: str, **values: object) -> str:
    """The admin writes in private; what Pamong answers."""
    stage.happens(says(CITRA, words, HOME, at=stage.clock.now(), **values))
    stage.delivers()
    return stage.screen(HOME)[-1]


def presses(stage: Stage, label: str) -> str:
    stage.happens(stage.presses(CITRA, label, HOME))
    stage.delivers()
    return stage.screen(HOME)[-1]


def kept(stage: Stage) -> list[Question]:
    rows = sorted((row for row in stage.rows(QuizQuestion) if not row.retired), key=lambda row: row.position)
    return [quizzes.question_of(row) for row in rows]


KUR = Question(Kind.SINGLE, "KUR itu apa?", one_of(("kredit", "hadiah"), 0), explanation="Kredit Usaha Rakyat")
SHOPS = Question(Kind.MULTIPLE, "Lokapasar?", several(("Shopee", "Gmail", "Tokopedia"), frozenset({0, 2})))


def test_a_quiz_is_written_all_at_once(stage: Stage) -> None:
    assert "2 soal tersimpan" in writes(stage, f"/quiznew Dasar Jualan\n{LINES}")
    assert kept(stage) == [KUR, SHOPS]
    assert [quiz.name for quiz in stage.rows(Quiz)] == ["Dasar Jualan"]


def test_a_photo_is_not_kept_and_that_is_said_but_its_words_are(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    assert "Gambarnya belum bisa kusimpan" in writes(stage, "", kind=MessageKind.PHOTO)
    assert "Soal 1" in writes(stage, "Rasa apa?\n* pahit\nmanis", kind=MessageKind.PHOTO)
    assert "Gambarnya belum bisa kusimpan" in stage.screen(HOME)[-2]


def test_the_address_of_a_picture_goes_with_its_question(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    writes(stage, "Rasa apa?\nhttps://contoh.id/kopi.jpg\n* pahit\nmanis")
    writes(stage, "simpan")
    assert [question.picture for question in kept(stage)] == ["https://contoh.id/kopi.jpg"]


def test_answers_written_in_the_group_leave_the_screen(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/quiznew Dasar\n{LINES}", message="m77"))
    assert "m77" in [getattr(action, "message", "") for action in stage.delivers()]
    assert len(kept(stage)) == 2


def test_what_was_not_understood_is_told_by_line_and_the_rest_is_saved(stage: Stage) -> None:
    assert "Baris 6: beri * di depan" in writes(stage, "/quiznew Dasar\nS1?\n*a\nb\n\nS3?\ne\nf")
    assert [question.text for question in kept(stage)] == ["S1?"]


def test_step_by_step_a_question_then_its_options_then_save(stage: Stage) -> None:
    assert "Kuis Dasar." in writes(stage, "/quiznew Dasar")
    assert "Sekarang kirim pilihannya" in writes(stage, "KUR itu apa?")
    assert "Soal 1:" in writes(stage, "* kredit\nhadiah\n# Kredit Usaha Rakyat")
    assert "Soal 2:" in writes(stage, "Lokapasar?\n*Shopee\nGmail\n*Tokopedia")
    assert "sejauh ini" in presses(stage, "👀 Lihat semua")
    assert "2 soal tersimpan. Kuis Dasar sekarang punya 2 soal" in presses(stage, "💾 Simpan (2)")
    assert kept(stage) == [KUR, SHOPS]
    assert stage.rows(Conversation) == []


def test_without_a_name_it_is_asked_for(stage: Stage) -> None:
    assert "Apa nama kuisnya" in writes(stage, "/quiznew")
    assert "Kuis Dasar Jualan." in writes(stage, "Dasar Jualan")


def test_in_the_group_the_wizard_moves_to_private(stage: Stage) -> None:
    stage.happens(says(CITRA, "halo", HOME), says(CITRA, "/quiznew Dasar"))
    stage.delivers()
    assert stage.screen() == ["Kita tulis soalnya di chat pribadi, supaya jawabannya tidak terbaca di sini."]
    assert "Kuis Dasar." in presses(stage, "✏️ Mulai menulis")
    writes(stage, LINES)
    assert "2 soal tersimpan" in writes(stage, "simpan")
    assert kept(stage) == [KUR, SHOPS]


def test_a_forwarded_quiz_that_tells_its_answer_is_taken_as_it_is(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    poll = Poll("KUR itu apa?", ("kredit", "hadiah"), (0,), "Kredit Usaha Rakyat")
    assert "Soal 1:" in writes(stage, "", kind=MessageKind.POLL, poll=poll, forwarded=True)
    presses(stage, "💾 Simpan (1)")
    assert kept(stage) == [KUR]


@pytest.mark.parametrize("said", ["A, C", "a c", "1,3", "Shopee; Tokopedia"])
def test_of_a_poll_that_does_not_tell_the_right_answers_are_asked_for(stage: Stage, said: str) -> None:
    writes(stage, "/quiznew Dasar")
    poll = Poll("Lokapasar?", ("Shopee", "Gmail", "Tokopedia"), several=True)
    asked = writes(stage, "", kind=MessageKind.POLL, poll=poll)
    assert "Mana yang benar?" in asked
    assert "B. Gmail" in asked
    assert "Mana yang benar?" in writes(stage, "tidak tahu")
    assert "Soal 1:" in writes(stage, said.replace("a c", "AC"))
    writes(stage, "selesai")
    assert kept(stage) == [SHOPS]


def test_a_poll_that_no_quiz_can_ask_is_refused_at_once(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    assert "paling banyak 100" in writes(stage, "", kind=MessageKind.POLL, poll=Poll("S", ("a" * 101, "b")))
    assert "Soal 1:" in writes(stage, "S?\n*a\nb")


def test_the_last_question_can_be_taken_back_and_all_can_be_dropped(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    writes(stage, LINES)
    assert "Sekarang ada 1 soal" in presses(stage, "↩️ Hapus terakhir")
    assert "tidak ada yang disimpan" in presses(stage, "✖️ Batal")
    assert kept(stage) == []
    assert stage.rows(Conversation) == []


def test_a_half_question_is_taken_back_first(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    writes(stage, LINES)
    writes(stage, "Salah ketik")
    assert "Sekarang ada 2 soal" in writes(stage, "hapus")


def test_what_is_not_understood_says_why_and_the_wizard_goes_on(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    assert "Baris 1: beri * di depan" in writes(stage, "S?\na\nb")
    assert "Kirim soal sebagai teks" in writes(stage, "", kind=MessageKind.STICKER)
    assert "Belum ada soal untuk disimpan" in writes(stage, "simpan")
    assert "Soal 1:" in writes(stage, "S?\n*a\nb")


def test_questions_go_behind_those_that_a_quiz_has(stage: Stage) -> None:
    writes(stage, f"/quiznew Dasar\n{LINES}")
    assert "punya 3 soal" in writes(stage, "/quiznew dasar\nBaru?\n*a\nb")
    assert [question.text for question in kept(stage)] == ["KUR itu apa?", "Lokapasar?", "Baru?"]


def test_after_half_an_hour_the_wizard_is_over(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    writes(stage, LINES)
    stage.passes(minutes=31)
    stage.delivers()
    before = stage.screen(HOME)
    stage.happens(says(CITRA, "simpan", HOME, at=stage.clock.now()))
    stage.delivers()
    assert stage.screen(HOME) == before
    assert kept(stage) == []


def test_who_is_no_admin_any_more_saves_nothing(stage: Stage) -> None:
    writes(stage, "/quiznew Dasar")
    writes(stage, LINES)
    stage.platform.roles[CITRA.address] = Role.MEMBER
    stage.passes(minutes=1)
    assert "bagian admin" in writes(stage, "simpan")
    assert kept(stage) == []


def test_members_write_no_quizzes(stage: Stage) -> None:
    stage.happens(says(BUDI, f"/quiznew Dasar\n{LINES}"))
    stage.delivers()
    assert kept(stage) == []


def test_by_numbers_where_there_are_no_buttons() -> None:
    stage = Stage(quizeditor.router, abilities={"telegram": PLAIN})
    stage.platform.roles[CITRA.address] = Role.ADMIN
    writes(stage, ".quiznew Dasar")
    assert "1. 💾 Simpan (2)" in writes(stage, LINES)
    assert "2 soal tersimpan" in writes(stage, "1")
    assert kept(stage) == [KUR, SHOPS]
    stage.close()


def test_the_group_of_the_quiz_is_the_one_that_was_chosen(stage: Stage) -> None:
    writes(stage, f"/quiznew Dasar\n{LINES}")
    [quiz] = stage.rows(Quiz)
    assert quiz.community_id == 2
    assert GROUP.id == 1
