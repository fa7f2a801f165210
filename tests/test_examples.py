"""The example files of docs/quizzes.md are what the page says: ten questions each, the same ones in every format."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.formats import FORMATS, of_file
from bot.domain.questions import Kind, Question

FOLDER = Path(__file__).parent.parent / "docs" / "examples"
FILES = sorted(FOLDER.iterdir())
PAGE = (FOLDER.parent / "quizzes.md").read_text("utf-8")


def questions(file: Path) -> list[Question]:
    data = file.read_bytes()
    format_ = of_file(file.name, data)
    assert format_ is not None
    read = format_.read(data)
    assert read.problems == ()
    return list(read.questions)


def test_there_is_an_example_of_every_format() -> None:
    found = [of_file(file.name, file.read_bytes()) for file in FILES]
    assert {each.name for each in found if each is not None} == {each.name for each in FORMATS}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_example_has_ten_questions_and_a_link_on_the_page(file: Path) -> None:
    assert len(questions(file)) == 10
    assert f"(examples/{file.name})" in PAGE


@pytest.mark.parametrize("ending", ["csv", "xlsx", "gift", "xml"])
def test_every_format_that_holds_everything_says_the_same(ending: str) -> None:
    assert questions(FOLDER / f"dasar-jualan.{ending}") == questions(FOLDER / "dasar-jualan.toml")


def test_typed_lines_say_the_same_without_level_topic_and_time() -> None:
    whole = questions(FOLDER / "dasar-jualan.toml")
    bare = [replace(question, level=None, topic="", seconds=None) for question in whole]
    assert questions(FOLDER / "dasar-jualan-chat.txt") == bare


def test_the_examples_show_the_kinds_that_beginners_need() -> None:
    kinds = {question.kind for question in questions(FOLDER / "dasar-jualan.toml")}
    assert kinds == set(Kind) - {Kind.MATCHING}
