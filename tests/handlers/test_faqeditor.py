"""Moderators store answers in one line, by a reply, or step by step."""

from typing import Any

import pytest

from bot.chat.events import Account
from bot.chat.text import Span, Style, Text
from bot.models import Faq, FaqWording
from tests.cast import BUDI, DEWI, SARI, says
from tests.stage import Stage

PAY = "Ke rekening mana bayar?"


def tells(stage: Stage, who: Account, words: Text | str, **values: Any) -> str:
    """Somebody writes something; the newest message on the screen."""
    stage.happens(says(who, words, at=stage.clock.now(), **values))
    stage.delivers()
    return stage.screen()[-1] if stage.screen() else ""


def test_question_and_answer_in_one_line_are_answered_at_once(stage: Stage) -> None:
    assert "Tersimpan" in tells(stage, DEWI, f"/faqadd {PAY} | BCA 123")
    assert "BCA 123" in tells(stage, BUDI, "ke rekening mana bayar?")


def test_a_good_answer_in_the_chat_is_kept_by_a_reply(stage: Stage) -> None:
    quoted = {"reply_to": "m9", "reply_who": SARI, "reply_text": Text("Ke BCA 123 ya")}
    tells(stage, DEWI, f"/faqadd {PAY}", **quoted)
    [row] = stage.rows(Faq)
    assert (row.question, row.answer, row.by_identity) == (PAY, "Ke BCA 123 ya", DEWI.id)


def test_formatting_and_links_of_an_answer_survive(stage: Stage) -> None:
    command = "/faqadd Formulir di mana? |  Isi formulir ini"
    link = Span(command.index("formulir ini"), 8, Style.LINK, "https://example.com/f")
    tells(stage, DEWI, Text(command, [link]))
    [row] = stage.rows(Faq)
    assert (row.answer, row.spans) == ("Isi formulir ini", [[4, 8, "link", "https://example.com/f"]])


def test_step_by_step_it_asks_for_question_and_answer(stage: Stage) -> None:
    assert "Apa pertanyaannya" in tells(stage, DEWI, "/faqtambah")
    assert PAY in tells(stage, DEWI, PAY)
    assert "Tersimpan" in tells(stage, DEWI, "BCA 123")
    assert "BCA 123" in tells(stage, BUDI, "ke rekening mana bayar?")


def test_a_question_alone_asks_for_its_answer(stage: Stage) -> None:
    assert "Apa jawaban" in tells(stage, DEWI, f"/faqadd {PAY}")
    assert "Tersimpan" in tells(stage, DEWI, "BCA 123")


def test_whoever_is_no_moderator_any_more_ends_the_wizard_without_effect(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY}")
    del stage.platform.roles[DEWI.address]
    stage.passes(seconds=5)
    assert "moderator" in tells(stage, DEWI, "BCA 999")
    assert stage.rows(Faq) == []


def test_the_same_question_gets_the_new_answer(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY} | lama")
    assert "kuganti" in tells(stage, DEWI, f"/faqadd {PAY.lower()} | baru")
    assert [row.answer for row in stage.rows(Faq)] == ["baru"]


def test_other_words_are_answered_at_once_also_with_a_slip(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY} | BCA 123")
    assert "BCA 123" not in tells(stage, BUDI, "/ask duitnya kasih siapa")
    assert "sekarang juga berarti" in tells(stage, DEWI, "/faqalias ke rekening mana | duitnya kasih siapa")
    assert "BCA 123" in tells(stage, BUDI, "/ask duitnya ksih siapa")
    assert "memang sudah" in tells(stage, DEWI, "/faqalias ke rekening mana | Duitnya kasih siapa?")
    assert len(stage.rows(FaqWording)) == 2


def test_the_words_of_a_message_become_other_words_by_a_reply(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY} | BCA 123")
    quoted = {"reply_to": "m9", "reply_who": SARI, "reply_text": Text("uang kelas setor ke mana")}
    tells(stage, DEWI, f"/faqlain {PAY}", **quoted)
    assert "BCA 123" in tells(stage, BUDI, "/ask uang kelas setor ke mana")


def test_words_cannot_belong_to_two_answers(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY} | BCA 123")
    tells(stage, DEWI, "/faqadd Kapan kelas? | Selasa")
    assert PAY in tells(stage, DEWI, f"/faqalias Kapan kelas? | {PAY}")
    assert len(stage.rows(FaqWording)) == 2


def test_a_question_is_deleted_after_a_second_word(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd {PAY} | BCA 123")
    assert PAY in tells(stage, DEWI, "/faqdel ke rekening")
    assert len(stage.rows(Faq)) == 1
    stage.happens(stage.presses(DEWI, "🗑 Ya, hapus"))
    stage.delivers()
    assert (stage.rows(Faq), stage.rows(FaqWording)) == ([], [])
    assert "BCA 123" not in tells(stage, BUDI, "/ask ke rekening mana bayar")


def test_categories_stand_before_the_question(stage: Stage) -> None:
    tells(stage, DEWI, f"/faqadd #uang_kelas {PAY} | BCA 123")
    [row] = stage.rows(Faq)
    assert (row.category, row.question) == ("Uang kelas", PAY)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/faqadd | jawaban", "/faqadd Kapan"),
        ("/faqadd Kapan kelas? |", "/faqadd Kapan"),
        ("/faqalias Kapan kelas?", "/faqalias Kapan"),
        ("/faqalias kapan | jadwalnya", "tidak ada di daftar"),
        ("/faqdel", "/faqdel Kapan"),
        ("/faqdel apa saja", "tidak ada di daftar"),
        ("/faqadd " + "panjang " * 60 + "| jawaban", "terlalu panjang"),
        ("/faqadd Kapan? | " + "panjang " * 400, "terlalu panjang"),
    ],
)
def test_what_cannot_be_is_said_with_an_example(stage: Stage, words: str, answer: str) -> None:
    assert answer in tells(stage, DEWI, words)
    assert stage.rows(Faq) == []
