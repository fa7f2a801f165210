"""A copy is everything of one moment; what is restored from it is the same on either database."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import errors, migrations
from bot.models import Activity, Blob, Community, GroupDay, GroupSetting, Seen, Table
from bot.services import backups
from bot.store import Database, database
from tests import cast

Opened = Callable[[str], Database]
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """A new, empty database by its kind: "sqlite" or "postgresql"."""
    all_of_them: list[Database] = []

    def open_(kind: str) -> Database:
        file = f"sqlite:///{tmp_path / f'{len(all_of_them)}.db'}"
        all_of_them.append(database(file if kind == "sqlite" else request.getfixturevalue("postgres_url")))
        return all_of_them[-1]

    yield open_
    for each in all_of_them:
        each.close()


@pytest.fixture
def copy(opened: Opened, tmp_path: Path) -> Path:
    """A copy of an SQLite database with the cast."""
    return copied(filled(opened("sqlite")), tmp_path / "copy.zip")


def filled(target: Database) -> Database:
    """With the cast and a value of every kind."""
    migrations.upgrade(target)
    with target.session() as session, session.begin():
        session.delete(session.get_one(Community, 1))
        session.flush()
        session.expunge_all()
        for name, number in (("lobby", 1), ("Kelas", 2)):
            session.add(Community(id=number, name=name, created_at=cast.NOW))
        session.flush()
        for row in some_rows():
            session.add(row)
            session.flush()
    return target


def some_rows() -> list[Table]:
    from bot.models import Group, Identity, Person

    moment = datetime(2026, 3, 1, 23, 59, 59, 123456, tzinfo=UTC)
    return [
        Person(id=5, community_id=2),
        Identity(id=7, community_id=2, person_id=5, platform="telegram", name="Sari \n ☕", first_seen=moment),
        Group(id=3, community_id=2, platform="telegram", address="-1001", created_at=moment),
        GroupSetting(community_id=2, group_id=3, section="welcome", values={"on": True, "words": ["a", None]}),
        GroupDay(group_id=3, day=date(2026, 3, 1), community_id=2, messages=4),
        Activity(community_id=2, group_id=3, at=moment, identity_id=7, kind="messages", message_id="m1"),
        Blob(community_id=2, name="x", data=b"\x00\xff", created_at=moment),
        Seen(hash=b"\x00\x01", at=moment),
    ]


def copied(source: Database, path: Path) -> Path:
    with source.reader() as session:
        backups.write(session, path)
    return path


def everything(source: Database) -> Rows:
    """Every row of every table, as the models read it."""
    with source.session() as session:
        tables = Table.metadata.sorted_tables
        return {table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr) for table in tables}


def restored(copy: Path, target: Database, safe: Path) -> None:
    backups.restore(backups.verified(copy, silent), target, safe, silent)


def silent(table: str, rows: int) -> None:
    """Nobody looks."""


@pytest.mark.parametrize(
    ("source", "target"), [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")]
)
def test_what_is_restored_is_what_was_copied(opened: Opened, tmp_path: Path, source: str, target: str) -> None:
    here, there = filled(opened(source)), opened(target)
    restored(copied(here, tmp_path / "copy.zip"), there, tmp_path / "before")
    assert everything(there) == everything(here)
    assert migrations.current(there) == migrations.head()
    migrations.upgrade(there)


def test_new_rows_are_numbered_behind_the_restored_ones(opened: Opened, copy: Path, tmp_path: Path) -> None:
    target = opened("postgresql")
    restored(copy, target, tmp_path / "before")
    with target.session() as session, session.begin():
        new = Community(created_at=cast.NOW)
        session.add(new)
        session.flush()
        assert new.id == 3


def test_what_was_there_before_a_restore_is_kept(opened: Opened, copy: Path, tmp_path: Path) -> None:
    target = opened("sqlite")
    migrations.upgrade(target)
    restored(copy, target, tmp_path / "before.db")
    with sqlite3.connect(tmp_path / "before.db") as before:
        assert before.execute("SELECT count(*) FROM community").fetchone() == (1,)
    before.close()


def test_what_was_there_before_on_postgresql_becomes_a_copy(opened: Opened, copy: Path, tmp_path: Path) -> None:
    target = opened("postgresql")
    migrations.upgrade(target)
    restored(copy, target, tmp_path / "before.zip")
    assert backups.verified(tmp_path / "before.zip", silent).parts["community"].rows == 1
    assert len(everything(target)["community"]) == 2


def test_a_copy_sees_one_moment_while_others_write(opened: Opened, tmp_path: Path) -> None:
    source = filled(opened("sqlite"))
    before = everything(source)
    seen: list[str] = []

    def write_meanwhile(table: str, rows: int) -> None:
        seen.append(table)
        with source.session() as session, session.begin():
            session.add(Seen(hash=bytes([len(seen), 9]), at=cast.NOW))

    with source.reader() as session:
        backups.write(session, tmp_path / "copy.zip", write_meanwhile)
    target = opened("sqlite")
    restored(tmp_path / "copy.zip", target, tmp_path / "before")
    assert everything(target) == before
    assert everything(source) != before


def test_a_copy_is_readable_for_its_owner_only(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_fails_leaves_neither_a_part_nor_the_old_one_broken(opened: Opened, copy: Path) -> None:
    before = copy.read_bytes()

    def full(table: str, rows: int) -> None:
        raise OSError("disk full")

    with filled(opened("sqlite")).reader() as session, pytest.raises(OSError, match="disk full"):
        backups.write(session, copy, full)
    assert copy.read_bytes() == before
    assert list(copy.parent.glob("*.part")) == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda files: files.update({"person.jsonl": b"[5, 99]\n"}), "person is not what was written"),
        (lambda files: files.pop("seen.jsonl"), "is damaged, or was not made"),
        (lambda files: files.pop("manifest.json"), "is damaged, or was not made"),
        (lambda files: change(files, format=99), "made by a newer Pamong"),
        (lambda files: change(files, revision="9999"), "made by a newer Pamong"),
    ],
    ids=["rows", "table", "manifest", "format", "revision"],
)
def test_a_damaged_copy_is_refused_before_anything_happens(
    copy: Path, damage: Callable[[dict[str, bytes]], object], sentence: str
) -> None:
    with zipfile.ZipFile(copy) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    damage(files)
    with zipfile.ZipFile(copy, "w") as broken:
        for name, content in files.items():
            broken.writestr(name, content)
    with pytest.raises(errors.Misconfigured, match=sentence):
        backups.verified(copy, silent)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_copy_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(errors.Misconfigured, match="was not made by pamong backup"):
        backups.verified(tmp_path / "x.zip", silent)
    with pytest.raises(errors.Misconfigured, match="There is no file"):
        backups.verified(tmp_path / "y.zip", silent)


def test_rows_that_point_to_nothing_are_not_restored(opened: Opened, tmp_path: Path) -> None:
    source = filled(opened("sqlite"))
    with migrations.without_foreign_keys(source) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM person")
    target = opened("sqlite")
    migrations.upgrade(target)
    before = everything(target)
    with pytest.raises(errors.Misconfigured, match="identity point to nothing"):
        restored(copied(source, tmp_path / "copy.zip"), target, tmp_path / "before")
    assert everything(target) == before


def change(files: dict[str, bytes], **values: object) -> None:
    files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | values).encode()
