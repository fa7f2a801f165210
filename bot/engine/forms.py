"""The back door: other processes of the same user hand forms to the running one."""

import asyncio
import contextlib
import json
import secrets
import socket
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from bot import errors
from bot.chat.events import Chat, Event, Form
from bot.engine.clock import Clock

log = structlog.get_logger()

Ask = Callable[[Event], Awaitable[Any]]

MOST = 16 * 1024 * 1024  # bytes in one form
LONGEST = 100  # characters of a socket's path that every system takes
PATIENCE = 600.0  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Handed:
    """A form as another process hands it over; `group` is (platform, address)."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    group: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the form's handler returned."""

    value: Any


def address(beside: Path) -> Path:
    """Where the door of the database (or config file) `beside` is."""
    path = beside.absolute().with_name(beside.name + ".sock")
    if len(str(path)) <= LONGEST:
        return path
    return Path(tempfile.gettempdir()) / f"pamong-{sha256(str(path).encode()).hexdigest()[:16]}.sock"


class Door:
    """Takes forms from whoever may open the socket: the user that Pamong runs as."""

    def __init__(self, path: Path, ask: Ask, clock: Clock) -> None:
        self.path = path
        self.ask = ask
        self.clock = clock
        self.server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listens from now on; a socket that a killed process left behind goes, the caller has its lock."""
        self.path.unlink(missing_ok=True)
        self.server = await asyncio.start_unix_server(self._serve, str(self.path), limit=MOST)
        self.path.chmod(0o600)

    async def close(self) -> None:
        """Listens no more."""
        if self.server is not None:
            self.server.close()
            self.path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ValueError):
            answer = await self._answer(await reader.readline())
            writer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            await writer.drain()
        writer.close()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            form = self._form(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            return {"error": "This is not a form."}
        try:
            return {"value": await self.ask(form)}
        except errors.PamongError as failure:
            return {"error": str(failure)}
        except Exception as failure:
            log.exception("form.failed", form=form.name)
            return {"error": type(failure).__name__}

    def _form(self, said: Mapping[str, Any]) -> Form:
        platform, where = said.get("group") or ("", "")
        group = Chat(str(platform), str(where)) if platform else None
        key = f"form:{secrets.token_hex(8)}"
        return Form(key, self.clock.now(), group, name=str(said["name"]), values=dict(said["values"]))


def hand_over(path: Path, form: Handed) -> Answered | None:
    """Gives a form to the running process and waits for its commit; None when nobody listens.

    Raises `errors.Unreachable` when it is not taken.
    """
    line = json.dumps({"name": form.name, "values": form.values, "group": form.group}, ensure_ascii=False)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE)
        try:
            connection.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        with connection.makefile("rwb") as stream:
            stream.write(line.encode() + b"\n")
            stream.flush()
            answer = json.loads(stream.readline() or b'{"error": "The running Pamong hung up."}')
    if "error" in answer:
        raise errors.Unreachable(answer["error"])
    return Answered(answer["value"])
