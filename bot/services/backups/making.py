"""Writes a copy: one read transaction sees one moment, however long it takes and whatever is written meanwhile."""

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, select
from sqlmodel import Session

from bot import migrations
from bot.services.backups.archive import FORMAT, MANIFEST, Progress, encoded, kind_of

AT_ONCE = 1000  # rows in memory
NAME = "pamong-{stamp}.zip"


def make(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """The daily copy, as slow work: into `folder`, named by `stamp`, the newest `keep` stay."""
    folder = Path(args["folder"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(session, folder / NAME.format(stamp=args["stamp"]))
    for old in copies(folder)[: -args["keep"]]:
        old.unlink()
    return "", b""


def copies(folder: Path) -> list[Path]:
    """The daily copies in a folder, oldest first."""
    return sorted(folder.glob(NAME.format(stamp="????-??-??")))


def write(session: Session, path: Path, progress: Progress = lambda table, rows: None) -> None:
    """Writes everything to `path`, which is there as a whole or not at all, readable for its owner only."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    unfinished = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
                _fill(zipped, connection, progress)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(zipped: zipfile.ZipFile, connection: Connection, progress: Progress) -> None:
    manifest = {
        "format": FORMAT,
        "revision": migrations.revision(connection),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": {table.name: _write(zipped, table, connection, progress) for table in _tables(connection)},
    }
    zipped.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are, so that a database can be copied before it is upgraded."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != migrations.VERSION_TABLE]


def _write(zipped: zipfile.ZipFile, table: Table, connection: Connection, progress: Progress) -> dict[str, Any]:
    digest, rows = sha256(), 0
    with zipped.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for lines in _lines(table, connection):
            written = "".join(lines).encode()
            digest.update(written)
            file.write(written)
            rows += len(lines)
            progress(table.name, len(lines))
    columns = {column.name: kind_of(column.type) for column in table.columns}
    return {"columns": columns, "rows": rows, "sha256": digest.hexdigest()}


def _lines(table: Table, connection: Connection) -> Iterator[list[str]]:
    result = connection.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for rows in result.partitions():
        yield [json.dumps([encoded(value) for value in row], ensure_ascii=False) + "\n" for row in rows]
