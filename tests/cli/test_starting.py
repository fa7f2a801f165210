"""Somebody who has never seen a configuration gets one by answering questions."""

import tomllib

import pytest

from tests.cli.conftest import Desk

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def test_the_answers_become_a_file_that_only_its_owner_reads(desk: Desk) -> None:
    done = desk.types("init", says=f"id\n{TOKEN}\n42\nAsia/Makassar\n")
    assert done.returncode == 0, done.stderr
    assert tomllib.loads(desk.config.read_text()) == {
        "language": "id",
        "timezone": "Asia/Makassar",
        "owners": ["telegram:42"],
        "telegram": {"token": TOKEN},
    }
    assert desk.config.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("language", "words"), [("id", "Periksa semuanya"), ("en", "See whether all is well")])
def test_what_to_do_next_is_said_in_the_chosen_language(desk: Desk, language: str, words: str) -> None:
    done = desk.types("init", says=f"{language}\n{TOKEN}\n\n\n")
    steps = done.stdout[done.stdout.index("1. ") :]
    assert words in steps
    assert "pamong check" in steps
    assert "pamong run" in steps


def test_wrong_answers_are_asked_again(desk: Desk) -> None:
    done = desk.types("init", says=f"fr\nen\nnonsense\n{TOKEN}\n@dewi\n42\nWIB\nAsia/Jakarta\n")
    assert done.returncode == 0
    for words in ("not a whole token", "only digits", "do not know that zone"):
        assert words in done.stdout
    assert tomllib.loads(desk.config.read_text())["telegram"]["token"] == TOKEN


def test_without_a_token_the_playground_comes_first(desk: Desk) -> None:
    done = desk.types("init", says="en\n\n\n\n")
    assert "1. Look around without a token:  pamong play" in done.stdout
    assert tomllib.loads(desk.config.read_text())["telegram"]["token"] == ""


def test_a_file_that_is_there_is_not_overwritten(desk: Desk) -> None:
    desk.config.write_text("mine")
    done = desk.types("init", says=f"en\n{TOKEN}\n\n\n")
    assert done.returncode == 2
    assert "config.toml is there already." in done.stderr
    assert desk.config.read_text() == "mine"


def test_what_init_wrote_can_be_used(desk: Desk) -> None:
    desk.types("--config", "my bot.toml", "init", says="en\n\n\n\n")
    assert desk.types("--config", "my bot.toml", "db", "upgrade").returncode == 0
