"""A bot in a process of its own, forked from a parent that has everything loaded, and killed."""

import asyncio
import os
import random
import select
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.telegram.adapter import Telegram
from bot.adapters.telegram.pace import Budget, Slot
from bot.app import Pamong
from bot.chat.events import Event
from bot.context import Installation
from bot.engine import failpoints
from bot.engine.clock import Clock
from bot.engine.lease import PostgresLease, database_lock
from bot.store import Database, database
from tests.cast import KEY
from tests.torture import hearing
from tests.torture.commands import router

RECEIVED, STORED = b"r", b"s"
BOT_NAME = "pamong_test_bot"
AGAIN = 0.02  # seconds until another try to own the database


class Misadventure(Exception):
    """A victim died of something else."""


@dataclass(frozen=True)
class Life:
    """What every victim needs to live."""

    url: str
    api_base: str
    token: str
    log: Path
    careless: bool = False
    journal: Path | None = None  # of the answers that reach it


class Unhurried(Budget):
    """No pauses between messages: more is in flight when the end comes."""

    def free_at(self, slot: Slot) -> float:
        return 0.0


class Announcing(Telegram):
    """Says through a pipe what becomes of its updates; a careless one confirms them before they are stored."""

    def __init__(self, life: Life, told: int) -> None:
        super().__init__(life.token, clock=Clock(), api_base=life.api_base, poll_seconds=2)
        self.pace.budget = Unhurried()
        self.told = told
        self.careless = life.careless
        self.journal = hearing.opened(life.journal) if life.journal is not None else None

    async def serve(self, inlet: Inlet) -> None:
        def announce(*events: Event) -> list[Future[Any]]:
            os.write(self.told, RECEIVED)
            if self.journal is not None:
                hearing.note(self.journal, events)
            stored = inlet(*events)
            for last in stored[-1:]:
                last.add_done_callback(lambda _: os.write(self.told, STORED))
            return [_done() for _ in stored] if self.careless else stored

        await super().serve(announce)


def _done() -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(None)
    return future


@dataclass
class Victim:
    """A child process, and the pipe that it talks through."""

    pid: int
    told: int

    @classmethod
    def fork(cls, life: Life, failpoint: str = "", passes: int = 0) -> Self:
        """A new one; with a failpoint it ends itself there."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            _be(lambda: _live(life, writing, failpoint, passes), life.log)
        os.close(writing)
        return cls(pid, reading)

    def tells(self, what: bytes, seconds: float) -> bool:
        """Whether it said this within a time."""
        deadline = time.monotonic() + seconds
        while select.select([self.told], [], [], max(0.0, deadline - time.monotonic()))[0]:
            heard = os.read(self.told, 64)
            if what in heard or not heard:
                return bool(heard)
        return False

    def kill(self) -> None:
        """Ends it without a warning."""
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            self._buried(0)

    def has_ended(self) -> bool:
        """Whether it is dead; raises when it was not a SIGKILL that ended it."""
        return not self.pid or self._buried(os.WNOHANG)

    def _buried(self, options: int) -> bool:
        pid, status = os.waitpid(self.pid, options)
        if pid:
            os.close(self.told)
            self.pid = 0
            if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
                raise Misadventure(f"a victim ended by itself: status {status}")
        return bool(pid)


def _be(life: Callable[[], None], log: Path) -> None:
    """The child's whole life; it never returns into the parent's code."""
    try:
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        random.seed()
        life()
    except BaseException as failure:
        os.write(2, f"victim failed: {failure!r}\n".encode())
    finally:
        os._exit(1)


def _live(life: Life, told: int, failpoint: str, passes: int) -> None:
    opened = database(life.url)
    owner = _own(opened)
    if failpoint:
        failpoints.arm(failpoint, passes)
    asyncio.run(_serve(opened, owner, Announcing(life, told)))


def _own(opened: Database) -> str:
    """Waits until the last victim's death is known to the database server."""
    if opened.path is not None:
        database_lock(opened.path).take()
        return ""
    lease = PostgresLease(opened)
    while True:
        try:
            lease.take()
        except errors.Taken:
            time.sleep(AGAIN)
        else:
            lease.sign()
            return lease.owner


async def _serve(opened: Database, owner: str, telegram: Telegram) -> None:
    installation = Installation(key=KEY, bot_names={"telegram": BOT_NAME})
    pamong = Pamong(opened, installation, [telegram], clock=telegram.clock, owner=owner, extra=[router])
    await pamong.start()
    await pamong.wait()
