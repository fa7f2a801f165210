"""Who owns the database or a token: exactly one process at a time."""

import fcntl
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text

from bot import errors
from bot.store import Database

ADVISORY = 0x50414D4F4E47  # "PAMONG"


class FileLock:
    """A lock that the kernel gives back when the process ends, however it ends."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path = path
        self.sentence = sentence
        self.handle: IO[str] | None = None

    def take(self) -> None:
        """Raises `errors.Taken` at once when somebody else holds it."""
        handle = open(self.path, "a", encoding="utf-8")  # noqa: SIM115 - held as long as the process lives
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            raise errors.Taken(self.sentence) from None
        self.handle = handle

    def release(self) -> None:
        """Gives it back."""
        if self.handle is not None:
            self.handle.close()
            self.handle = None


def database_lock(path: Path) -> FileLock:
    """The lock beside an SQLite file."""
    sentence = f"Another Pamong already uses the database {path}. Stop it first (it may be a service)."
    return FileLock(path.with_name(path.name + ".lock"), sentence)


def token_lock(platform: str, token: str) -> FileLock:
    """The lock of a token on this machine: two pollers would take each other's updates."""
    name = hashlib.sha256(f"{platform}:{token}".encode()).hexdigest()[:16]
    sentence = f"Another Pamong on this machine already serves this {platform} token. Stop it first."
    return FileLock(Path(tempfile.gettempdir()) / f"pamong-{os.getuid()}-{name}.lock", sentence)


class PostgresLease:
    """An advisory lock for the life of a connection, and a row that every batch counts up."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.owner = secrets.token_hex(8)
        self.connection: Connection | None = None

    def take(self) -> None:
        """Raises `errors.Taken` when another process holds the database."""
        connection = self.database.engine.connect()
        held = connection.execute(text("SELECT pg_try_advisory_lock(:name)"), {"name": ADVISORY}).scalar_one()
        connection.commit()
        if not held:
            connection.close()
            raise errors.Taken("Another Pamong already uses this PostgreSQL database. Stop it first.")
        self.connection = connection

    def sign(self) -> None:
        """Writes who writes from now on, once the tables are there: every other owner's batches fail."""
        with self.database.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO writer (id, owner, batch) VALUES (1, :me, 0) "
                    "ON CONFLICT (id) DO UPDATE SET owner = :me"
                ),
                {"me": self.owner},
            )

    def release(self) -> None:
        """Gives it back."""
        if self.connection is not None:
            self.connection.invalidate()  # a lock belongs to its connection, which the pool would keep
            self.connection.close()
            self.connection = None
