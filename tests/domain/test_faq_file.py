"""Frequent questions survive the way through a file, and what is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.faq_file import Entry, read, write

ENTRIES = [
    Entry("Kapan kelas?", "Selasa,\npukul 19.00", "Jadwal", ("jadwalnya kapan", "kelasnya hari apa")),
    Entry("Berapa biayanya?", '=1+1; "gratis"'),
]


@pytest.mark.parametrize("name", ["faq.csv", "FAQ.TOML"])
def test_what_is_written_is_read_again(name: str) -> None:
    found = read(name, write(name, ENTRIES))
    assert (found.entries, found.problems) == (ENTRIES, [])


def test_no_cell_is_a_formula() -> None:
    assert "'=1+1" in write("faq.csv", ENTRIES).decode("utf-8-sig")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_may_have_indonesian_heads_and_any_usual_mark(mark: str) -> None:
    text = mark.join(["Pertanyaan", "Jawaban", "Kata lain"]) + "\n" + mark.join(["Kapan?", "Besok", "besok ya | kpn"])
    assert read("faq.csv", text.encode()).entries == [Entry("Kapan?", "Besok", "", ("besok ya", "kpn"))]


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        ("faq.csv", "question,answer\nKapan?,\n,Besok\n\nKapan?,Besok\nkapan?,Lusa\n", [2, 3, 6]),
        ("faq.csv", "a,b\n1,2\n", [1]),
        ("faq.csv", "", []),
        ("faq.toml", "[[faq]]\nquestion = 'x", [1]),
        ("faq.toml", "[[faq]]\nquestion = 'x'\n[[faq]]\nquestion = 'x'\nanswer = 'y'\n", [1]),
        ("faq.csv", "question,answer\n" + "x" * 301 + ",y\n", [2]),
        ("faq.toml", "faq = 3", []),
    ],
)
def test_what_is_wrong_is_named_by_its_line_and_the_rest_is_kept(name: str, text: str, problems: list[int]) -> None:
    assert [problem.line for problem in read(name, text.encode()).problems] == problems


def test_only_two_kinds_of_file_are_taken() -> None:
    for run in (lambda: read("faq.xlsx", b""), lambda: write("faq.txt", [])):
        with pytest.raises(ValueError, match="faq"):
            run()


TEXT = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40).map(str.strip).filter(bool)


@given(st.lists(TEXT, min_size=1, max_size=5, unique_by=str.casefold), TEXT, st.sampled_from(["x.csv", "x.toml"]))
def test_any_entry_comes_back(questions: list[str], answer: str, name: str) -> None:
    entries = [Entry(question, answer) for question in questions]
    assert read(name, write(name, entries)).entries == entries
