"""Questions typed into a chat."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.formats import lines
from bot.domain.questions import Kind, Option, Question, one_of, several
from tests.domain.formats.shapes import folded, why

TYPED = """Apa itu KUR?
* kredit usaha
hadiah
# Kredit Usaha Rakyat

Mana lokapasar?
*Shopee
- Gmail
*Tokopedia

QRIS milik BI.
* Benar
Salah

Singkatan harga pokok penjualan?
* HPP

Hasil 2 + 2?
* 4

Urutkan langkahnya.
1. riset
2. jual

Pasangkan.
SEO -> cari
COD -> bayar
"""


def test_every_kind_can_be_typed() -> None:
    found = lines.read(TYPED.encode())
    assert why(found) == []
    assert [question.kind for question in found.questions] == [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.TRUEFALSE,
        Kind.TYPED,
        Kind.NUMERIC,
        Kind.ORDERING,
        Kind.MATCHING,
    ]
    assert found.questions[0].explanation == "Kredit Usaha Rakyat"
    assert found.questions[1].options == several(("Shopee", "Gmail", "Tokopedia"), frozenset({0, 2}))


def test_letters_before_options_are_no_part_of_them() -> None:
    [question] = lines.read(b"S?\na. satu\n*b) dua\nc. tiga").questions
    assert question.options == one_of(("satu", "dua", "tiga"), 1)


def test_what_is_missing_is_said_by_line() -> None:
    found = lines.read(b"S1?\na\nb\n\nS2?\n\nS3?\n*a\na")
    assert why(found) == [(1, "questions.no_star"), (5, "questions.no_options"), (7, "questions.twice")]


WORDS = (
    st.text(st.sampled_from("abcde fghij"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def test_the_address_of_a_picture_on_a_line_of_its_own_is_shown_before_the_question() -> None:
    [question] = lines.read(b"Rasa apa ini?\nhttps://contoh.id/kopi.JPG?w=9\n* pahit\nmanis").questions
    assert (question.picture, question.answers) == ("https://contoh.id/kopi.JPG?w=9", ("pahit",))
    assert lines.read(lines.write([question]).data).questions == (question,)


def test_an_address_that_is_no_picture_is_an_option() -> None:
    [question] = lines.read(b"Situs OSS?\n* https://oss.go.id\nhttps://oss.example").questions
    assert (question.picture, len(question.options)) == ("", 2)


@given(WORDS, st.lists(WORDS, min_size=3, max_size=5, unique_by=folded), st.integers(0, 2), WORDS)
def test_a_question_comes_back_as_it_went(text: str, options: list[str], right: int, explanation: str) -> None:
    for question in (
        Question(Kind.SINGLE, text, one_of(tuple(options), right), explanation=explanation),
        Question(Kind.ORDERING, text, tuple(Option(option) for option in options), explanation=explanation),
    ):
        written = lines.write([question])
        assert (lines.read(written.data).questions, written.problems) == ((question,), ())


def test_what_cannot_be_typed_is_said() -> None:
    [problem] = lines.write([Question(Kind.SINGLE, "S", one_of(("a", "b", "c"), 0), topic="modal")]).problems
    assert problem.values == {"what": "topic"}
