"""Slow work in a child process, so that neither the writer nor the event loop waits for it."""

import asyncio
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import structlog
from sqlmodel import col, select

from bot.chat.events import Worked
from bot.engine.clock import Clock
from bot.engine.delivery import Report
from bot.models import WorkRow
from bot.store import Database, database

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

log = structlog.get_logger()

CONTEXT = get_context("spawn")

PATIENCE = 600.0  # seconds

Kinds = Mapping[str, str]
"""What each kind of work calls in the child, as "module:function": (open read-only session, args) in,
(file name, bytes) out."""


class Workers:
    """One child at a time; work that a kill interrupted is in the table and starts again."""

    def __init__(self, database: Database, kinds: Kinds, report: Report, clock: Clock) -> None:
        self.database = database
        self.kinds = kinds
        self.report = report
        self.clock = clock
        self.tasks: set[asyncio.Task[None]] = set()
        self.turn = asyncio.Semaphore(1)

    def take(self, rows: Sequence[int]) -> None:
        """Starts stored work."""
        for row in rows:
            task = asyncio.create_task(self._work(row))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def stop(self) -> None:
        """Gives up what is running; it starts again with the next process."""
        for task in set(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _work(self, row: int) -> None:
        async with self.turn:
            kind, args = await asyncio.to_thread(self._read, row)
            event = Worked(f"work:{row}", self.clock.now(), kind=kind, args=args, row=row)
            try:
                async with asyncio.timeout(PATIENCE):
                    name, data = await self._in_child(kind, args)
            except Exception as failure:
                log.exception("work.failed", kind=kind)
                self.report(replace(event, error=type(failure).__name__))
            else:
                self.report(replace(event, filename=name, data=data))

    async def _in_child(self, kind: str, args: dict[str, Any]) -> tuple[str, bytes]:
        url = self.database.engine.url.render_as_string(hide_password=False)
        if self.database.path is None and self.database.is_sqlite:
            return await asyncio.to_thread(self._beside, kind, args)
        ours, theirs = CONTEXT.Pipe(duplex=False)
        child = CONTEXT.Process(target=perform, args=(theirs, self.kinds[kind], url, args), daemon=True)
        await asyncio.to_thread(child.start)
        theirs.close()
        try:
            found = await asyncio.to_thread(ours.recv)
        finally:  # also when the work is given up: the child ends, and with it the thread that listens to it
            child.terminate()
            await asyncio.to_thread(child.join)
            ours.close()
        if isinstance(found, str):
            raise RuntimeError(found)
        return found[0], found[1]

    def _beside(self, kind: str, args: dict[str, Any]) -> tuple[str, bytes]:
        """A database in memory has no other door than this process."""
        with self.database.session() as session:
            found: tuple[str, bytes] = function(self.kinds[kind])(session, args)
            return found

    def _read(self, row: int) -> tuple[str, dict[str, Any]]:
        with self.database.session() as session:
            found = session.exec(select(WorkRow.kind, WorkRow.args).where(col(WorkRow.id) == row)).one()
            return found[0], dict(found[1])


def perform(answer: "Connection[Any, Any]", target: str, url: str, args: dict[str, Any]) -> None:
    """Runs in the child: sends (file name, bytes) back, or what went wrong as a string."""
    opened = database(url)
    try:
        with opened.reader(PATIENCE) as session:
            answer.send(function(target)(session, args))
    except Exception as failure:
        log.exception("work.broke", target=target)
        answer.send(type(failure).__name__)
    finally:
        opened.close()
        answer.close()


def function(target: str) -> Any:
    """What "module:function" names."""
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
