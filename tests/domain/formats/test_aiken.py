"""Aiken: simple questions, and a line number for everything else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.formats import aiken
from bot.domain.questions import Kind, Question, one_of, truth
from tests.domain.formats.shapes import flat, folded, why

FILE = """Apa kepanjangan UMKM?
A. Usaha Mikro, Kecil, dan Menengah
B. Usaha Maju Karena Modal
ANSWER: A

Pertanyaan dua baris:
mana yang lokapasar?
A) Shopee
B) Gmail
C) Excel
answer: a

QRIS berlaku nasional.
A. Benar
B. Salah
JAWABAN: A
"""


def test_questions_are_read_with_points_or_brackets() -> None:
    first, second, third = aiken.read(FILE.encode()).questions
    assert first.options == one_of(("Usaha Mikro, Kecil, dan Menengah", "Usaha Maju Karena Modal"), 0)
    assert (second.text, second.answers) == ("Pertanyaan dua baris:\nmana yang lokapasar?", ("Shopee",))
    assert third == Question(Kind.TRUEFALSE, "QRIS berlaku nasional.", truth(True))


def test_empty_lines_between_the_parts_do_no_harm() -> None:
    assert len(aiken.read(FILE.replace("\n", "\r\n\r\n").encode()).questions) == 3


def test_several_right_answers_may_be_named() -> None:
    assert aiken.read(b"S?\nA. a\nB. b\nC. c\nANSWER: A, C").questions[0].answers == ("a", "c")


def test_what_is_wrong_is_said_by_line() -> None:
    two = "A. a\nB. b\n"
    broken = f"S1?\nA. a\nC. c\nANSWER: A\n\nS2?\n{two}ANSWER: D\n\nS3?\n{two}ANSWER: ya\n\nS4?\n{two}"
    assert why(aiken.read(broken.encode())) == [
        (3, "questions.aiken_line"),
        (6, "questions.bad_answer"),
        (11, "questions.aiken_answer"),
        (16, "questions.aiken_end"),
    ]


def test_what_does_not_fit_is_said_when_writing() -> None:
    ordering = Question(Kind.ORDERING, "S", one_of(("a", "b"), 0))
    explained = Question(Kind.SINGLE, "S", one_of(("a", "b"), 0), explanation="karena")
    written = aiken.write([ordering, explained])
    assert [(problem.line, problem.why) for problem in written.problems] == [
        (1, "questions.not_in_format"),
        (2, "questions.loses"),
    ]
    assert aiken.read(written.data).questions == (replace(explained, explanation=""),)


TEXTS = st.lists(flat().filter(bool), min_size=2, max_size=6, unique_by=folded)


@given(flat().filter(bool), TEXTS, st.integers(0, 1))
def test_a_question_comes_back_as_it_went_or_its_loss_is_said(text: str, options: list[str], right: int) -> None:
    question = Question(Kind.SINGLE, text, one_of(tuple(options), right))
    written = aiken.write([question])
    assert aiken.read(written.data).questions == (question,) or written.problems
