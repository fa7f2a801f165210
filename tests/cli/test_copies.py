"""Copies made while the bot runs, and what they are put back into."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, Running, eventually, told_to_stop


@pytest.fixture
def made(desk: Desk) -> Desk:
    """A desk with a database in which there is one group."""
    desk.config.write_text('language = "en"')
    assert desk.types("db", "upgrade").returncode == 0
    change(desk, "INSERT INTO community (name, created_at) VALUES ('Kelas', '2026-01-01 00:00:00.000000')")
    return desk


def change(desk: Desk, statement: str) -> None:
    with closing(sqlite3.connect(desk.folder / "pamong.db")) as connection, connection:
        connection.execute(statement)


def names(desk: Desk, file: str = "pamong.db") -> list[str]:
    with closing(sqlite3.connect(desk.folder / file)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM community ORDER BY id")]


def kept(desk: Desk) -> list[Path]:
    return list(desk.folder.glob("pamong.db.before-restore-*"))


def test_a_copy_is_made_while_the_bot_runs_and_nothing_is_put_back_under_it(running: Running) -> None:
    running.telegram.supergroup("Kelas Copy")
    eventually(lambda: "Kelas Copy" in names(running.desk))
    done = running.desk.types("backup", "copy.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Keep" in done.stdout
    assert "pamong.db.key" in done.stdout
    with zipfile.ZipFile(running.desk.folder / "copy.zip") as copy:
        assert b"Kelas Copy" in copy.read("community.jsonl")
    refused = running.desk.types("restore", "copy.zip")
    assert refused.returncode == 3
    assert "Stop it first" in refused.stderr
    assert told_to_stop(running.desk.running[0])[0] == 0
    restored = running.desk.types("restore", "copy.zip")
    assert restored.returncode == 0, restored.stderr
    assert "Kelas Copy" in names(running.desk)


def test_what_was_there_is_kept_beside_what_is_restored(made: Desk) -> None:
    made.types("backup", "copy.zip")
    change(made, "UPDATE community SET name = 'Later' WHERE id = 2")
    done = made.types("restore", "copy.zip")
    assert done.returncode == 0, done.stderr
    [before] = kept(made)
    assert str(before) in done.stdout
    assert (names(made), names(made, before.name)) == (["", "Kelas"], ["", "Later"])


def test_a_copy_fills_an_empty_folder(made: Desk) -> None:
    made.types("backup", "copy.zip")
    done = made.types("restore", "copy.zip", PAMONG_DATABASE__URL="sqlite:///new.db")
    assert done.returncode == 0, done.stderr
    assert names(made, "new.db") == ["", "Kelas"]
    assert list(made.folder.glob("new.db.before*")) == []


def test_a_damaged_copy_changes_nothing(made: Desk) -> None:
    made.types("backup", "copy.zip")
    whole = (made.folder / "copy.zip").read_bytes()
    (made.folder / "copy.zip").write_bytes(whole[: len(whole) // 2])
    done = made.types("restore", "copy.zip")
    assert done.returncode == 2
    assert done.stderr == "copy.zip is damaged, or was not made by pamong backup.\n"
    assert (names(made), kept(made)) == (["", "Kelas"], [])


def test_a_backup_overwrites_older_backups_only(made: Desk) -> None:
    assert [made.types("backup", "copy.zip").returncode for _ in range(2)] == [0, 0]
    done = made.types("backup", "pamong.db")
    assert done.returncode == 2
    assert done.stderr == "pamong.db is there already and is no backup. Choose another name.\n"
    assert names(made) == ["", "Kelas"]


def test_without_a_database_there_is_nothing_to_copy(desk: Desk) -> None:
    desk.config.write_text("")
    done = desk.types("backup", "copy.zip")
    assert done.returncode == 2
    assert "pamong.db yet. It is made by: pamong run" in done.stderr
    assert {path.name for path in desk.folder.iterdir()} == {"config.toml"}
