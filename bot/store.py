"""The database, SQLite or PostgreSQL, opened the same way for every user of it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from bot import errors

BUSY_SECONDS = 5


class Database:
    """One database; `session()` begins a unit of work, `reader()` one that cannot write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database; None in memory and on PostgreSQL."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def session(self) -> Session:
        """A session of the one writer."""
        return Session(self.engine, expire_on_commit=False)

    def reader(self, seconds: float = 5.0) -> Session:
        """A session that may only read and is cut off after `seconds`."""
        session = Session(self.engine)
        connection = session.connection()
        if self.is_sqlite:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
        return session

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()


def is_broken(failure: Exception) -> bool:
    """Whether a failure is the database's (gone, disk full, locked), not an event's."""
    return isinstance(failure, DBAPIError) and (failure.connection_invalidated or isinstance(failure, OperationalError))


def database(url: str) -> Database:
    """Opens `sqlite:///file.db`, `sqlite://` (memory) or `postgresql+psycopg://user@host/name`."""
    try:
        parsed = make_url(url)
    except ArgumentError as wrong:
        raise errors.Misconfigured(_wrong(url)) from wrong
    if parsed.drivername == "sqlite":
        return Database(_sqlite(url, memory=parsed.database in (None, "", ":memory:")))
    if parsed.drivername == "postgresql+psycopg":
        return Database(create_engine(url, pool_pre_ping=True, pool_size=4, hide_parameters=True))
    raise errors.Misconfigured(_wrong(url))


def _wrong(url: str) -> str:
    return (
        f'[database] url "{url.split("@")[-1]}" is not a database that Pamong knows. '
        "Write sqlite:///pamong.db or postgresql+psycopg://user@host/name."
    )


def _sqlite(url: str, *, memory: bool) -> Engine:
    arguments: dict[str, Any] = {"check_same_thread": False, "timeout": BUSY_SECONDS}
    pool: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkin", _writable_again)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """WAL for readers beside the writer, FULL so that a commit survives a power cut."""
    connection.isolation_level = None  # the driver begins no transactions of its own: SAVEPOINT works
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -8192",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _writable_again(connection: Any, _record: object) -> None:
    if connection is not None:
        connection.execute("PRAGMA query_only = OFF")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
