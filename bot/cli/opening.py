"""The database and the locks that a command needs, with a sentence for everything that can be in the way."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot import errors, store
from bot.config import Config
from bot.engine.lease import FileLock, PostgresLease, database_lock, token_lock
from bot.store import Database


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database, once it has answered; an SQLite file must be there."""
    database = store.database(config.database_url)
    try:
        if database.path is not None:
            _file_of(database.path)
        _reach(database)
        yield database
    finally:
        database.close()


@contextmanager
def owned(config: Config) -> Iterator[tuple[Database, PostgresLease | None]]:
    """The database for this process alone; raises `errors.Taken` while another one holds it."""
    database = store.database(config.database_url)
    with ExitStack() as stack:
        stack.callback(database.close)
        lease = None
        if database.path is not None:
            _folder_of(database.path)
            held(stack, database_lock(database.path))
        _reach(database)
        if not database.is_sqlite:
            lease = PostgresLease(database)
            lease.take()
            stack.callback(lease.release)
        yield database, lease


def held(stack: ExitStack, lock: FileLock) -> None:
    """Takes a lock until the stack is left."""
    lock.take()
    stack.callback(lock.release)


def tokens(config: Config) -> list[FileLock]:
    """The locks of everything that only one process may receive with."""
    names = {
        "telegram": config.telegram.token.get_secret_value(),
        "whatsapp.waha": f"{config.whatsapp.waha.url} {config.whatsapp.waha.session}",
        "whatsapp.cloud": config.whatsapp.cloud.phone_number_id,
    }
    return [token_lock(platform, names[platform]) for platform in config.platforms]


def _reach(database: Database) -> None:
    """Raises `errors.Misconfigured` for what only the operator can mend, else `errors.Unreachable`."""
    try:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DBAPIError as failure:
        why = str(failure.orig).strip().splitlines()[0]
        if database.path is not None:
            raise errors.Misconfigured(f"The database {database.path} cannot be opened: {why}.") from None
        raise _postgres(database, why) from None


def _postgres(database: Database, why: str) -> errors.PamongError:
    shown = database.engine.url.set(query={}).render_as_string(hide_password=True)
    if "FATAL" in why and "starting up" not in why:
        return errors.Misconfigured(f"[database] url {shown} is refused: {why}.")
    return errors.Unreachable(f"The database {shown} does not answer: {why}.")


def _file_of(path: Path) -> None:
    _folder_of(path)
    if not path.exists():
        raise errors.Misconfigured(f"There is no database {path} yet. It is made by: pamong run")


def _folder_of(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise errors.Misconfigured(f"[database] url names a file in {folder}, which does not exist. Make that folder.")
