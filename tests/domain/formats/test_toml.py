"""TOML by hand: short for simple questions, and complete."""

from hypothesis import given

from bot.domain.formats import toml
from bot.domain.questions import FULL, Kind, Level, Option, Question, one_of
from tests.domain.formats.shapes import askable, questions, why

FILE = """
[[questions]]
text = "KUR?"
options = ["kredit", "hadiah"]
answer = "a"
level = "pemula"
points = 500

[[questions]]
text = "Lokapasar?"
options = ["Shopee", "Gmail", "Tokopedia"]
answer = ["Shopee", "Tokopedia"]

[[questions]]
text = "HPP?"
answer = ["HPP", "harga pokok"]

[[questions]]
text = "1 + 1?"
answer = 2

[[questions]]
text = "QRIS milik BI."
answer = true

[[questions]]
text = "Bobot?"
options = [{ text = "a", weight = 100, feedback = "ya" }, { text = "b", weight = 50 }]
"""


def test_a_file_by_hand() -> None:
    found = toml.read(FILE.encode())
    assert why(found) == []
    one, several, typed, number, true, weighed = found.questions
    assert one == Question(Kind.SINGLE, "KUR?", one_of(("kredit", "hadiah"), 0), level=Level.BEGINNER, points=500)
    assert several.answers == ("Shopee", "Tokopedia")
    assert (typed.kind, typed.answers) == (Kind.TYPED, ("HPP", "harga pokok"))
    assert (number.kind, true.kind) == (Kind.NUMERIC, Kind.TRUEFALSE)
    assert weighed.options == (Option("a", FULL, "ya"), Option("b", 50.0))
    assert found.lines == (2, 9, 14, 18, 22, 26)


def test_what_is_wrong_is_said_by_line() -> None:
    assert why(toml.read(b"[[questions]]\ntext = \n")) == [(2, "questions.not_toml")]
    assert why(toml.read(b"a = 1")) == [(1, "questions.no_tables")]
    assert why(toml.read(b"questions = [1]")) == [(1, "questions.no_tables")]
    head = "[[questions]]\n"
    broken = f'{head}text = "a"\njawab = 1\n{head}text = "b"\noptions = "x"\n{head}text = ["c"]'
    assert why(toml.read(broken.encode())) == [
        (1, "questions.unknown_key"),
        (4, "questions.bad_options"),
        (7, "questions.bad_value"),
    ]


def test_deep_nesting_does_no_harm() -> None:
    assert [reason for _, reason in why(toml.read(b"a = " + b"[" * 100_000))] == ["questions.not_toml"]


@given(questions().filter(askable))
def test_a_question_comes_back_as_it_went(question: Question) -> None:
    written = toml.write([question])
    assert written.problems == ()
    assert toml.read(written.data).questions == (question,)
