"""The zip: `manifest.json`, and a `<table>.jsonl` with one row a line, its values in the order of the columns."""

import base64
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary
from sqlalchemy.types import JSON, NullType, TypeEngine

from bot import errors, migrations
from bot.models.base import Json, Moment

FORMAT = 1
MANIFEST = "manifest.json"

Progress = Callable[[str, int], None]
"""Called with a table and the number of rows that were done since the last call."""

TYPES: dict[str, TypeEngine[Any]] = {
    "moment": Moment(),
    "date": Date(),
    "bytes": LargeBinary(),
    "json": Json,
    "": NullType(),
}
"""What a column holds, and how it goes into a database."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a copy: its columns with what they hold, its rows and their hash."""

    columns: dict[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A copy that was looked through; `parts` are in an order in which rows find what they point to."""

    path: Path
    revision: str
    made_at: str
    parts: dict[str, Part]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table, as a database takes them."""
        columns = self.parts[table].columns
        with zipfile.ZipFile(self.path) as zipped, zipped.open(f"{table}.jsonl") as lines:
            for line in lines:
                values = zip(columns.items(), json.loads(line), strict=True)
                yield {name: decoded(kind, value) for (name, kind), value in values}


def kind_of(column: TypeEngine[Any]) -> str:
    """What a column holds, by its type."""
    match column:
        case DateTime():
            return "moment"
        case Date():
            return "date"
        case LargeBinary():
            return "bytes"
        case JSON():
            return "json"
    return ""


def encoded(value: Any) -> Any:
    """A value as JSON holds it; a moment without a zone is UTC."""
    match value:
        case datetime():
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def decoded(kind: str, value: Any) -> Any:
    """The value that `encoded` was given."""
    if value is None:
        return None
    match kind:
        case "moment":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "bytes":
            return base64.b64decode(value)
    return value


def verified(path: Path, progress: Progress) -> Archive:
    """The copy at `path`, once every table was found to be what was written.

    Raises `errors.Misconfigured` with what is wrong.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            archive = _read(path, json.loads(zipped.read(MANIFEST)))
            for name, part in archive.parts.items():
                _check(zipped, name, part, progress)
    except FileNotFoundError:
        raise errors.Misconfigured(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise errors.Misconfigured(f"{path} is a folder. Name one of the .zip files in it.") from None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError):
        raise errors.Misconfigured(f"{path} is damaged, or was not made by pamong backup.") from None
    if migrations.is_newer(archive.revision):
        raise errors.Misconfigured(f"{path} was made by a newer Pamong. Install that version first.")
    return archive


def _read(path: Path, manifest: dict[str, Any]) -> Archive:
    if manifest["format"] != FORMAT:
        raise errors.Misconfigured(f"{path} was made by a newer Pamong. Install that version first.")
    parts = {name: Part(part["columns"], part["rows"], part["sha256"]) for name, part in manifest["tables"].items()}
    return Archive(path, str(manifest["revision"]), str(manifest["made_at"]), parts)


def _check(zipped: zipfile.ZipFile, name: str, part: Part, progress: Progress) -> None:
    digest, rows = sha256(), 0
    with zipped.open(f"{name}.jsonl") as lines:
        for line in lines:
            digest.update(line)
            rows += 1
    if (digest.hexdigest(), rows) != (part.sha256, part.rows):
        raise errors.Misconfigured(f"{zipped.filename} is damaged: {name} is not what was written. Use another copy.")
    progress(name, rows)
