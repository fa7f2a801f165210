"""Files of questions are recognised, and harmful ones are harmless in every format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.formats import FORMATS, named, of_file
from bot.domain.formats.markup import plain
from tests.domain.formats.test_aiken import FILE as AIKEN
from tests.domain.formats.test_lines import TYPED


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("kuis.csv", "", "csv"),
        ("KUIS.XLSX", "", "xlsx"),
        ("kuis.tsv", "", "csv"),
        ("kuis.gift", "", "gift"),
        ("kuis.xml", "", "xml"),
        ("kuis.toml", "", "toml"),
        ("kuis.txt", "S {T}", "gift"),
        ("kuis.txt", AIKEN, "aiken"),
        ("kuis.txt", TYPED, "lines"),
    ],
)
def test_a_file_is_recognised_by_name_and_a_text_file_by_looks(name: str, text: str, format: str) -> None:
    found = of_file(name, text.encode())
    assert found is not None
    assert found.name == format
    assert named(format) is found


@pytest.mark.parametrize("name", ["kuis.exe", "kuis", "", "kuis.csv.exe", "gambar.png"])
def test_other_files_are_not_read(name: str) -> None:
    assert of_file(name) is None


@given(st.one_of(st.binary(max_size=200), st.text("{}=~#\\:>-%[]\"'<&;,|*.\n\taA1", max_size=200).map(str.encode)))
def test_no_file_makes_a_reader_stumble(data: bytes) -> None:
    for each in FORMATS:
        found = each.read(data)
        assert len(found.questions) == len(found.lines)
        assert all(problem.line >= 1 for problem in found.problems)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a<br/>b", "a\nb"),
        ("a &lt;b&gt; &eacute; &#233;", "a <b> é é"),
        ("<script>alert(1)</script>a<style>x</style>", "a"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a\n  b <i>c</i>", "a b c"),
        ("1 < 2 & 3", "1 < 2 & 3"),
    ],
)
def test_html_becomes_what_a_chat_can_say(html: str, text: str) -> None:
    assert plain(html)[0] == text
