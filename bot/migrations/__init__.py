"""The tables of every release, and the way from any older one to today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, inspect

from bot import errors
from bot.models import Table
from bot.store import Database

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

log = structlog.get_logger()

FOLDER = Path(__file__).parent
VERSION_TABLE = "alembic_version"


def upgrade(database: Database) -> None:
    """Brings the tables up to date, in one transaction; the caller holds the database's lock.

    An SQLite file with data in it is copied first, as `<name>.before-<revision>`. Raises
    `errors.Misconfigured` when the database is newer than the program, or belongs to another one.
    """
    present, wanted = current(database), head()
    if present == wanted:
        return
    _refuse_what_is_not_ours(database, present)
    if present is not None and database.path is not None:
        _copy(database, present)
    with without_foreign_keys(database) as connection, connection.begin():
        build(connection, "head")
        check_foreign_keys(connection)
    log.info("database.upgraded", before=present or "empty", now=wanted)


def head() -> str:
    """The revision that this program needs."""
    return _script().get_current_head() or ""


def current(database: Database) -> str | None:
    """The revision of a database; None when it is empty."""
    with database.engine.connect() as connection:
        return revision(connection)


def revision(connection: Connection) -> str | None:
    """The revision of an open database."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def tables(connection: Connection) -> list[str]:
    """The names of all tables but Alembic's own."""
    return [name for name in inspect(connection).get_table_names() if name != VERSION_TABLE]


def build(connection: Connection, wanted: str) -> None:
    """Makes or changes the tables up to a revision, in the transaction that is open."""
    from alembic import command

    command.upgrade(configuration(connection), wanted)


def is_newer(wanted: str | None) -> bool:
    """Whether a revision is one that this program does not know yet."""
    return wanted is not None and wanted not in {known.revision for known in _script().walk_revisions()}


def configuration(connection: Connection | None = None) -> "Config":
    """Alembic's configuration: there is no file for it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _script() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(configuration())


def _refuse_what_is_not_ours(database: Database, present: str | None) -> None:
    if is_newer(present):
        raise errors.Misconfigured(
            f"The database was made by a newer Pamong (revision {present}). "
            "Install that version again, or restore a backup made with this one."
        )
    with database.engine.connect() as connection:
        strangers = set(tables(connection)) & set(Table.metadata.tables)
    if present is None and strangers:
        raise errors.Misconfigured(
            f"The database holds tables that Pamong did not make ({', '.join(sorted(strangers)[:3])}). "
            "Name an empty one as [database] url, for example sqlite:///pamong.db."
        )


def _copy(database: Database, revision: str) -> None:
    """The file as it was, so that a release may be taken back."""
    assert database.path is not None
    copy = database.path.with_name(f"{database.path.name}.before-{revision}")
    copy.unlink(missing_ok=True)
    with database.engine.connect() as connection:
        _raw(connection).execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)
    log.info("database.copied", to=str(copy))


@contextmanager
def without_foreign_keys(database: Database) -> Iterator[Connection]:
    """A connection on which SQLite may rebuild a table without its rows being cascaded away."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _raw(connection).execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            if database.is_sqlite:
                _raw(connection).execute("PRAGMA foreign_keys = ON")


def check_foreign_keys(connection: Connection) -> None:
    """Raises `errors.Misconfigured` for rows that point to nothing."""
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL checks them itself
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise errors.Misconfigured(
            f"The database is damaged: rows of {tables} point to nothing. Nothing was changed; restore a backup."
        )


def _raw(connection: Connection) -> Any:
    """The driver's own connection: a PRAGMA and VACUUM do nothing within a transaction."""
    return connection.connection.dbapi_connection
