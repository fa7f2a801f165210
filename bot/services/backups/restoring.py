"""Puts a copy in place of the database; what was there before is kept."""

import os
import shutil
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, column, text
from sqlalchemy import table as table_named

from bot import errors, migrations
from bot.services.backups.archive import TYPES, Archive, Progress
from bot.services.backups.making import write
from bot.store import Database, database

AT_ONCE = 500  # rows in one statement
PATIENCE = 3600.0  # seconds for one table


def restore(archive: Archive, target: Database, safe: Path, progress: Progress) -> None:
    """Makes `target` what the copy says, at today's revision; what it was before goes to `safe`.

    The caller holds the lock. SQLite: a new file takes the place of the old one at once. PostgreSQL: everything
    happens in one transaction.
    """
    if target.path is None:
        _into_postgres(archive, target, safe, progress)
    else:
        _into_file(archive, target, target.path, safe, progress)


def _into_file(archive: Archive, target: Database, path: Path, safe: Path, progress: Progress) -> None:
    new = path.with_name(path.name + ".restoring")
    _remove(new)
    made = database(f"sqlite:///{new}")
    try:
        with migrations.without_foreign_keys(made) as connection, connection.begin():
            _build(archive, connection, progress)
            migrations.check_foreign_keys(connection)
        _into_one_file(made)
        made.close()
        if migrations.current(target) is not None:
            _into_one_file(target)
            _keep(path, safe)
        target.close()
        _remove(path, "-wal", "-shm")  # a log must not meet another file than its own
        new.replace(path)
    finally:
        made.close()
        _remove(new)


def _into_postgres(archive: Archive, target: Database, safe: Path, progress: Progress) -> None:
    if migrations.current(target) is not None:
        with target.reader(PATIENCE) as session:
            write(session, safe)
    with target.engine.begin() as connection:
        for name in (*migrations.tables(connection), migrations.VERSION_TABLE):
            connection.execute(text(f'DROP TABLE IF EXISTS "{name}" CASCADE'))
        _build(archive, connection, progress)


def _build(archive: Archive, connection: Connection, progress: Progress) -> None:
    """The tables of the copy's revision, its rows, and then the way to today."""
    migrations.build(connection, archive.revision)
    if set(migrations.tables(connection)) != set(archive.parts):
        raise errors.Misconfigured(f"{archive.path} is damaged: it has not the tables of its revision.")
    for name in archive.parts:
        connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608 - a table that was just made
    for name in archive.parts:
        _insert(archive, name, connection, progress)
    if connection.dialect.name == "postgresql":
        _continue_numbering(archive, connection)
    migrations.build(connection, "head")


def _insert(archive: Archive, name: str, connection: Connection, progress: Progress) -> None:
    columns = archive.parts[name].columns
    table = table_named(name, *(column(each, TYPES[kind]) for each, kind in columns.items()))
    rows = archive.rows(name)
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(table.insert(), some)
        progress(name, len(some))


def _continue_numbering(archive: Archive, connection: Connection) -> None:
    """New rows get numbers behind the restored ones."""
    for name, part in archive.parts.items():
        sequence = _sequence(name, connection) if "id" in part.columns else None
        if sequence is not None and part.rows:
            last = f'SELECT setval(:sequence, (SELECT max(id) FROM "{name}"))'  # noqa: S608 - a table of ours
            connection.execute(text(last), {"sequence": sequence})


def _sequence(name: str, connection: Connection) -> str | None:
    asked = text("SELECT pg_get_serial_sequence(:table, 'id')")
    found: str | None = connection.execute(asked, {"table": f'"{name}"'}).scalar_one()
    return found


def _into_one_file(opened: Database) -> None:
    """Moves what the write-ahead log holds into the file itself."""
    with opened.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep(path: Path, safe: Path) -> None:
    """The old file under its new name as well."""
    try:
        os.link(path, safe)
    except OSError:
        shutil.copyfile(path, safe)


def _remove(path: Path, *suffixes: str) -> None:
    for suffix in suffixes or ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
