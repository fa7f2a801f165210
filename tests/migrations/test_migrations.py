"""An upgrade makes exactly the tables that the models describe, loses nothing and can be taken back."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import select

from bot import errors, migrations
from bot.models import LOBBY, Community, Group, Table
from bot.store import Database, database


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    urls: dict[str, Callable[[], str]] = {
        "memory": lambda: "sqlite://",
        "sqlite": lambda: f"sqlite:///{tmp_path / 'pamong.db'}",
        "postgresql": lambda: str(request.getfixturevalue("postgres_url")),
    }
    opened = database(urls[request.param]())
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """An up-to-date SQLite file."""
    opened = database(f"sqlite:///{tmp_path / 'pamong.db'}")
    migrations.upgrade(opened)
    yield opened
    opened.close()


def test_the_upgraded_tables_are_those_of_the_models(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Table.metadata)
    assert differences == [], "write a revision: python -m bot.migrations WORDS (before the first release: --first)"


def test_sqlite_keeps_tables_as_the_models_say(file: Database) -> None:
    models = database("sqlite://")
    Table.metadata.create_all(models.engine)
    assert kept(file) == kept(models)
    models.close()


def test_a_new_database_knows_the_lobby_and_numbers_groups_after_it(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.session() as session, session.begin():
        lobby = session.exec(select(Community)).one()
        assert lobby.id == LOBBY
        session.add(Community(created_at=lobby.created_at))
        session.flush()
        assert session.connection().execute(text("SELECT id, owner, batch FROM writer")).all() == [(1, "", 0)]


def test_a_second_upgrade_does_nothing(empty: Database) -> None:
    migrations.upgrade(empty)
    migrations.upgrade(empty)
    assert migrations.current(empty) == migrations.head()


def test_a_new_file_is_not_copied(file: Database) -> None:
    assert copies(file) == []


def test_an_upgrade_of_a_database_with_rows_keeps_a_copy_of_it(
    file: Database, a_next_revision: Callable[[str], None]
) -> None:
    before = migrations.head()
    a_next_revision("op.execute(\"UPDATE community SET name = 'changed'\")")
    migrations.upgrade(file)
    [copy] = copies(file)
    assert copy.name == f"pamong.db.before-{before}"
    assert (names(copy), names(file.path)) == ([""], ["changed"])
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_rebuilt_table_loses_no_rows_that_hang_on_it(file: Database, a_next_revision: Callable[[str], None]) -> None:
    with file.session() as session, session.begin():
        moment = session.get_one(Community, LOBBY).created_at
        session.add(Group(community_id=LOBBY, platform="telegram", address="-1", created_at=moment))
    rebuild = "with op.batch_alter_table('community', recreate='always') as batch: batch.drop_column('name')"
    a_next_revision(rebuild)
    migrations.upgrade(file)
    with file.engine.connect() as connection:
        assert connection.execute(text("SELECT community_id, address FROM chat_group")).all() == [(LOBBY, "-1")]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


@pytest.mark.parametrize("failure", ["raise RuntimeError", "op.execute('UPDATE chat_group SET community_id = 99')"])
def test_an_upgrade_that_fails_changes_nothing(
    failure: str, file: Database, a_next_revision: Callable[[str], None]
) -> None:
    with file.session() as session, session.begin():
        moment = session.get_one(Community, LOBBY).created_at
        session.add(Group(community_id=LOBBY, platform="telegram", address="-1", created_at=moment))
    before = migrations.head()
    a_next_revision(f"op.execute(\"UPDATE community SET name = 'changed'\"); {failure}")
    with pytest.raises((RuntimeError, errors.Misconfigured)):
        migrations.upgrade(file)
    assert (migrations.current(file), names(file.path)) == (before, [""])


def test_a_database_of_a_newer_pamong_is_refused(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(errors.Misconfigured, match="newer Pamong"):
        migrations.upgrade(empty)


def test_a_database_with_strange_tables_of_our_names_is_refused(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER)"))
    with pytest.raises(errors.Misconfigured, match="did not make"):
        migrations.upgrade(empty)


@pytest.fixture
def a_next_revision(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Adds a revision after today's last one, as a later release would."""

    def add(body: str) -> None:
        before = migrations.head()
        folder = tmp_path / "migrations"
        (folder / "versions").mkdir(parents=True)
        for name in ("env.py", *(f"versions/{path.name}" for path in (migrations.FOLDER / "versions").glob("*.py"))):
            (folder / name).write_text((migrations.FOLDER / name).read_text())
        header = f"from alembic import op\nrevision = 'next'\ndown_revision = '{before}'\n"
        (folder / "versions" / "next.py").write_text(f"{header}def upgrade():\n    {body}\n")
        monkeypatch.setattr(migrations, "FOLDER", folder)

    return add


def kept(opened: Database) -> set[tuple[str, bool]]:
    """Tables, and whether each is one tree without row numbers."""
    with opened.engine.connect() as connection:
        tables = connection.execute(text("PRAGMA table_list")).mappings()
        return {(each["name"], bool(each["wr"])) for each in tables if each["name"] in Table.metadata.tables}


def copies(database: Database) -> list[Path]:
    assert database.path is not None
    return list(database.path.parent.glob("pamong.db.before-*"))


def names(path: Path | None) -> list[Any]:
    with sqlite3.connect(str(path)) as connection:
        found = [row[0] for row in connection.execute("SELECT name FROM community")]
    connection.close()
    return found
