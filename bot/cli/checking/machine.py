"""The machine: disk, and who may read what."""

import os
import shutil
import stat
from collections.abc import Iterator

from bot import store
from bot.cli.checking.finding import Finding, Level
from bot.config import Config, secrets

TIGHT = 500 * 2**20  # bytes
FULL = 50 * 2**20


def check(config: Config) -> Iterator[Finding]:
    """Disk space where the database is, and the rights of config.toml."""
    yield _disk(config)
    yield from _rights(config)


def _disk(config: Config) -> Finding:
    database = store.database(config.database_url)
    folder = (database.path or config.path).absolute().parent
    database.close()
    free = shutil.disk_usage(folder if folder.is_dir() else "/").free
    values = {"free": f"{free / 2**30:.1f} GiB", "folder": folder}
    if free < FULL:
        return Finding(Level.BROKEN, "check.disk_full", values)
    return (
        Finding(Level.WARNING, "check.disk_tight", values)
        if free < TIGHT
        else Finding(Level.FINE, "check.disk", values)
    )


def _rights(config: Config) -> Iterator[Finding]:
    """A file with secrets in it is nobody else's business."""
    if not config.path.exists() or os.name == "nt":
        return
    said = config.path.read_text("utf-8-sig")
    is_open = stat.S_IMODE(config.path.stat().st_mode) & 0o077
    if is_open and any(secret in said for secret in secrets(config)):
        yield Finding(Level.WARNING, "check.config_open", {"file": config.path})
