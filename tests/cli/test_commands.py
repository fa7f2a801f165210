"""What can be typed, and what is said to whoever types it wrong."""

import resource

import pytest

from tests.cli.conftest import Desk

WRONG = '[telegram]\ntokn = "x"\n'


def test_help_comes_at_once_and_names_every_command(desk: Desk) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = desk.types("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    for name in ("init", "check", "run", "play", "backup", "restore", "db", "jobs"):
        assert f"│ {name} " in done.stdout
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0


@pytest.mark.parametrize("command", [["run"], ["restore", "x.zip"]])
def test_without_a_configuration_every_command_says_how_to_make_one(desk: Desk, command: list[str]) -> None:
    done = desk.types(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no config.toml. Make one with: pamong init --config config.toml\n"


@pytest.mark.parametrize("command", [["db", "upgrade"], ["play"]])
def test_an_unknown_key_is_named_with_the_right_one(desk: Desk, command: list[str]) -> None:
    desk.config.write_text(WRONG)
    done = desk.types(*command)
    assert done.returncode == 2
    assert done.stderr.startswith("config.toml: [telegram] tokn is unknown. Did you mean [telegram] token?")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["--config", "other.toml", "db", "upgrade"], ["db", "upgrade", "--config", "other.toml"]]
)
def test_the_configuration_is_named_before_or_after_the_command(desk: Desk, words: list[str]) -> None:
    (desk.folder / "other.toml").write_text('[database]\nurl = "sqlite:///other.db"')
    assert desk.types(*words).returncode == 0
    assert (desk.folder / "other.db").exists()


def test_a_database_that_nobody_knows_is_refused(desk: Desk) -> None:
    desk.config.write_text('[database]\nurl = "mysql://u:verysecret@h/d"')
    done = desk.types("db", "upgrade")
    assert done.returncode == 2
    assert '[database] url "h/d" is not a database that Pamong knows.' in done.stderr
    assert "verysecret" not in done.stderr


def test_a_database_that_does_not_answer_may_answer_later(desk: Desk) -> None:
    desk.config.write_text('[database]\nurl = "postgresql+psycopg://u:verysecret@127.0.0.1:1/d"')
    done = desk.types("db", "upgrade")
    assert done.returncode == 75
    assert done.stderr.startswith("The database postgresql+psycopg://u:***@127.0.0.1:1/d does not answer:")
    assert done.stderr.count("\n") == 1


def test_a_database_in_a_folder_that_is_not_there_is_a_sentence(desk: Desk) -> None:
    desk.config.write_text('[database]\nurl = "sqlite:///nowhere/pamong.db"')
    done = desk.types("db", "upgrade")
    assert done.returncode == 2
    assert "nowhere, which does not exist. Make that folder." in done.stderr


def test_what_is_no_database_is_a_sentence(desk: Desk) -> None:
    desk.config.write_text("")
    (desk.folder / "pamong.db").write_text("a letter to my mother, long enough to be one" * 100)
    done = desk.types("db", "upgrade")
    assert done.returncode == 2
    assert "pamong.db cannot be opened: file is not a database." in done.stderr


def test_files_are_made_for_their_owner_only(desk: Desk) -> None:
    desk.config.write_text("")
    desk.types("db", "upgrade")
    assert (desk.folder / "pamong.db").stat().st_mode & 0o077 == 0
