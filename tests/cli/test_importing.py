"""Files go in and out by the command line, whether Pamong runs or not."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import config, errors
from bot.cli import importing
from tests.cli.conftest import Desk, Running, eventually

GIFT = """$CATEGORY: Modal

::KUR::Apa itu KUR? {=kredit#tepat ~%50%pinjaman ~hadiah####Kredit Usaha Rakyat}

Uraikan. {}
"""
UNDERSTOOD = {
    "questions": [
        {
            "title": "KUR",
            "kind": "single",
            "text": "Apa itu KUR?",
            "options": [
                {"text": "kredit", "weight": 100.0, "feedback": "tepat"},
                {"text": "pinjaman", "weight": 50.0, "feedback": ""},
                {"text": "hadiah", "weight": 0.0, "feedback": ""},
            ],
            "answers": ["kredit"],
            "explanation": "Kredit Usaha Rakyat",
            "category": "Modal",
        }
    ],
    "problems": [{"line": 5, "why": "an essay cannot be graded in a chat"}],
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a database in which there is one group, and with a file of questions."""
    desk = Desk(tmp_path_factory.mktemp("made"))
    desk.config.write_text('language = "en"')
    assert desk.types("db", "upgrade").returncode == 0
    at = "2026-01-01 00:00:00.000000"
    with closing(sqlite3.connect(desk.folder / "pamong.db")) as connection, connection:
        connection.execute("INSERT INTO community (name, created_at) VALUES ('Kelas', ?)", [at])
        [community] = connection.execute("SELECT max(id) FROM community").fetchone()
        values = {"community_id": community, "platform": "telegram", "address": "-1001", "title": "Kelas"}
        fill(connection, "chat_group", values | {"kind": "group", "created_at": at})
    (desk.folder / "dasar.gift").write_text(GIFT)
    return desk


def fill(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    """A row; columns that have to have a value and got none are empty."""
    for _, name, kind, is_needed, default, is_key in connection.execute(f"PRAGMA table_info({table})"):
        if is_needed and default is None and not is_key:
            values.setdefault(name, 0 if "CHAR" not in kind else "")
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))


def test_a_check_shows_what_is_understood_and_needs_neither_group_nor_database(desk: Desk) -> None:
    (desk.folder / "dasar.gift").write_text(GIFT)
    done = desk.types("import", "quiz", "dasar.gift", "--check", "--json", PAMONG_LANGUAGE="en")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == UNDERSTOOD
    plain = desk.types("import", "quiz", "dasar.gift", "--check", PAMONG_LANGUAGE="id")
    assert "* kredit" in plain.stdout
    assert "5: soal uraian tidak bisa dinilai di chat" in plain.stdout


def test_a_quiz_is_stored_and_written_again_while_nothing_runs(made: Desk) -> None:
    done = made.types("import", "quiz", "dasar.gift", "--group", "Kelas")
    assert (done.returncode, done.stderr) == (0, "")
    assert "quiz: dasar, questions: 1" in done.stdout
    assert "5: an essay" in done.stdout
    back = made.types("export", "quiz", "kembali.toml", "--group", "Kelas", "--name", "dasar")
    assert back.returncode == 0, back.stderr
    assert "Apa itu KUR?" in (made.folder / "kembali.toml").read_text()
    again = made.types("import", "quiz", "kembali.toml", "--check", "--json")
    assert json.loads(again.stdout)["questions"] == UNDERSTOOD["questions"]


def test_a_running_pamong_is_handed_the_questions(running: Running) -> None:
    running.telegram.supergroup("Kelas Kuis")
    (running.desk.folder / "dasar.gift").write_text(GIFT)
    desk = running.desk
    eventually(lambda: desk.types("import", "quiz", "dasar.gift", "--group", "Kelas Kuis").returncode == 0)
    back = desk.types("export", "quiz", "dasar.csv", "--group", "Kelas Kuis", "--json")
    assert back.returncode == 0, back.stderr
    assert json.loads(back.stdout)["problems"] == [{"line": 1, "why": "does not fit into this format: options"}]
    assert "Apa itu KUR?" in (desk.folder / "dasar.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "quiz", "dasar.gift"), "--group"),
        (("import", "quiz", "dasar.gift", "--group", "Lain"), 'There is no group "Lain". I know: Kelas.'),
        (("import", "quiz", "hilang.gift", "--group", "Kelas"), "hilang.gift cannot be read"),
        (("import", "quiz", "config.toml", "--group", "Kelas"), "There is nothing usable in config.toml"),
        (("import", "quiz", "pamong.db", "--group", "Kelas"), "no file of questions"),
        (("import", "gambar", "dasar.gift", "--group", "Kelas"), '"gambar" is none of quiz'),
        (("export", "quiz", "lain.toml", "--group", "Kelas"), "I can't find that quiz"),
        (("export", "quiz", "dasar.gift", "--group", "Kelas"), "is there already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    made: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(made.folder)
    command, kind, file, *option = words
    carry = importing.bring if command == "import" else importing.fetch
    with pytest.raises(errors.Misconfigured, match=re.escape(said)):
        carry(config.read(made.config), kind, importing.Wish(Path(file), option[1] if option else ""))
