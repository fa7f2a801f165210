"""`pamong backup` and `pamong restore`."""

import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import errors, migrations
from bot.cli import opening, progress
from bot.config import Config
from bot.config.secret import key_file
from bot.services import backups
from bot.services.backups.archive import MANIFEST
from bot.store import Database

PATIENCE = 3600.0  # seconds for one table


def backup(config: Config, file: Path) -> None:
    """Writes a copy; a running Pamong is not disturbed."""
    _refuse_to_overwrite(file)
    with opening.opened(config) as database:
        if migrations.current(database) is None:
            raise errors.Misconfigured("There is nothing to copy yet: the database is empty.")
        with database.reader(PATIENCE) as session, progress.shown("backup") as told:
            try:
                backups.write(session, file, told)
            except OSError as failure:
                raise errors.Misconfigured(f"{file} cannot be written: {failure.strerror}.") from None
        print(f"Wrote {file} ({file.stat().st_size / 1024:,.0f} KiB).")
        key = key_file(config, database)
        if key.exists():
            print(f"The security key is not in it. Keep {key} somewhere else than the copy.")


def restore(config: Config, file: Path) -> None:
    """Puts a copy in place of the database, once it was found to be whole."""
    with opening.owned(config) as (database, _), progress.shown("restore") as told:
        if database.is_sqlite and database.path is None:
            raise errors.Misconfigured("[database] url names a database in memory, which nothing can be restored into.")
        archive = backups.verified(file, told)
        safe = _safe_place(config, database)
        backups.restore(archive, database, safe, told)
    rows = sum(part.rows for part in archive.parts.values())
    print(f"Restored {rows} rows, copied {archive.made_at}.")
    if safe.exists():
        print(f"What was there before is in {safe}.")


def _refuse_to_overwrite(file: Path) -> None:
    """Only an older copy may be replaced: a wrong word must not cost anybody a database."""
    if not file.exists():
        if not file.absolute().parent.is_dir():
            raise errors.Misconfigured(f"There is no folder {file.absolute().parent}. Make it first.")
        return
    try:
        with zipfile.ZipFile(file) as zipped:
            is_ours = MANIFEST in zipped.namelist()
    except (zipfile.BadZipFile, OSError):
        is_ours = False
    if not is_ours:
        raise errors.Misconfigured(f"{file} is there already and is no backup. Choose another name.")


def _safe_place(config: Config, database: Database) -> Path:
    stamp = datetime.now(ZoneInfo(config.timezone)).strftime("%Y%m%d-%H%M%S")
    if database.path is not None:
        return database.path.with_name(f"{database.path.name}.before-restore-{stamp}")
    return config.path.with_name(f"before-restore-{stamp}.zip")
