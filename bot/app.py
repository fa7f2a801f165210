"""The composition root: the only module that knows every other."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Any

import structlog

from bot import errors
from bot.adapters.base import Adapter
from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import Event, Form, Tick
from bot.context import Installation
from bot.engine.batch import Batches, Result
from bot.engine.clock import Clock
from bot.engine.delivery import Delivery
from bot.engine.steps import Trace
from bot.engine.work import Workers
from bot.engine.writer import Writer
from bot.routing import Router, Routes
from bot.settings import Defaults, GroupInfo
from bot.store import Database, database
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from scheduler.clock import Ticks

log = structlog.get_logger()

WORK: dict[str, str] = {
    "backup": "bot.services.backups:make",
    "certificate": "bot.services.meetings.certificates:make",
    "digest": "bot.services.digests:make",
    "activity": "bot.services.digests:make",
    "quizfile": "bot.services.quizfiles:make",
}
"""Slow work by kind: see `bot.engine.work.Kinds`."""

WALKING = 60.0  # seconds that what is due at one moment may take, a picture for example
TWICE = 2  # calm looks in a row: orders reach delivery a moment after their commit is known
OnTrace = Callable[[Sequence[Trace]], None]


class Pamong:
    """One running installation: engine, delivery, ticks and platforms around one database.

    `extra` routers are added behind Pamong's own; `on_trace` is called in the event loop with why the bot did
    what it did.
    """

    def __init__(
        self,
        database: Database,
        installation: Installation,
        adapters: Sequence[Adapter],
        *,
        clock: Clock | None = None,
        owner: str = "",
        extra: Sequence[Router] = (),
        on_trace: OnTrace | None = None,
    ) -> None:
        self.database = database
        self.clock = clock or Clock()
        self.adapters = {adapter.platform: adapter for adapter in adapters}
        self.on_trace = on_trace
        self.routes = Routes([*ROUTERS, *JOBS, *extra], RULES)
        self.batches = Batches(database, installation, self.routes, self.can, self.free_at, self.clock, owner)
        self.writer = Writer(self.batches, self._from_writer, self._fatal)
        self.delivery = Delivery(self.adapters, self.submit, self.clock)
        self.workers = Workers(database, WORK, self.submit, self.clock)
        self.ticks = Ticks(self.writer.poke)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.serving: list[asyncio.Task[None]] = []
        self.over: asyncio.Future[Exception] | None = None
        self.stopped: dict[str, str] = {}

    def submit(self, *events: Event) -> "list[Future[Any]]":
        """Queues events; each future is done once its event is committed."""
        return self.writer.submit(*events)

    async def ask(self, event: Event) -> Any:
        """One event, and what its handler returned for its sender; waits for the commit."""
        return await asyncio.wrap_future(self.submit(event)[0])

    def can(self, group: GroupInfo) -> Abilities:
        """What is possible in a chat."""
        adapter = self.adapters.get(group.chat.platform)
        return adapter.can(group) if adapter is not None else Abilities()

    def free_at(self, platform: str, address: str, lane: Lane) -> float:
        """When a chat may be written to again (monotonic seconds)."""
        adapter = self.adapters.get(platform)
        return adapter.free_at(address, lane) if adapter is not None else 0.0

    async def start(self) -> None:
        """Recovers, then serves every platform."""
        self.loop = asyncio.get_running_loop()
        self.over = self.loop.create_future()
        await asyncio.to_thread(self.writer.start)
        self.serving = [asyncio.create_task(self._serve(adapter)) for adapter in self.adapters.values()]
        self.ticks.start()

    async def stop(self, seconds: float = 9.0) -> None:
        """Stops receiving, drains what is queued and in flight, closes."""
        self.ticks.stop()
        for task in self.serving:
            task.cancel()
        await asyncio.gather(*self.serving, return_exceptions=True)
        await self.delivery.drain(seconds / 2)
        await self.workers.stop()
        await asyncio.to_thread(self.writer.stop, seconds / 2)
        for adapter in self.adapters.values():
            await adapter.close()

    async def wait(self) -> None:
        """Until nothing is left to serve; raises why."""
        assert self.over is not None
        raise await self.over

    async def quiet(self, seconds: float = 5.0) -> None:
        """Until everything that was queued is committed and carried out, at most `seconds`."""
        calm = 0
        async with asyncio.timeout(seconds):
            while calm < TWICE:
                await self.ask(Tick("tick", self.clock.now()))
                await asyncio.sleep(0.01)
                busy = self.delivery.tasks or self.workers.tasks or not self.batches.is_idle
                calm = 0 if busy else calm + 1

    async def walk(self, by: timedelta) -> None:
        """Moves the wall clock on, from due time to due time, so that everything happens at its moment."""
        await self.quiet(WALKING)  # what waits for an answer has ten seconds of that clock
        target = self.clock.now() + by
        while (due := self.batches.next_due) is not None and due < target:
            self.clock.shift(max(due - self.clock.now(), timedelta(0)))
            await self.quiet(WALKING)
            if self.batches.next_due == due:
                break
        self.clock.shift(max(target - self.clock.now(), timedelta(0)))
        await self.quiet(WALKING)

    async def _serve(self, adapter: Adapter) -> None:
        try:
            await adapter.serve(self.submit)
        except errors.Misconfigured as wrong:
            log.error("platform.stopped", platform=adapter.platform, why=str(wrong))
            self.stopped[adapter.platform] = str(wrong)
            if set(self.stopped) == set(self.adapters):
                self._end(wrong)

    def _from_writer(self, result: Result) -> None:
        assert self.loop is not None
        if result.orders or result.works or result.traces:
            self.loop.call_soon_threadsafe(self._after_commit, result)

    def _after_commit(self, result: Result) -> None:
        self.delivery.take(result.orders)
        self.workers.take(result.works)
        if self.on_trace is not None and result.traces:
            self.on_trace(result.traces)

    def _fatal(self, failure: Exception) -> None:
        assert self.loop is not None
        self.loop.call_soon_threadsafe(self._end, failure)

    def _end(self, failure: Exception) -> None:
        if self.over is not None and not self.over.done():
            self.over.set_result(failure)


@asynccontextmanager
async def playground(
    language: str = "id", timezone: str = "Asia/Jakarta", *, anybody: bool = False
) -> AsyncIterator[Pamong]:
    """Pamong with a pretend platform on a temporary database; its page is among the adapter's routes.

    `anybody`: the page answers under every host name, not only this machine's.
    """
    from bot import migrations
    from bot.adapters.playground import LOCAL, Playground

    with TemporaryDirectory(prefix="pamong-play-") as folder:
        opened = database(f"sqlite:///{Path(folder) / 'play.db'}")
        migrations.upgrade(opened)
        clock = Clock()

        async def walk(by: timedelta) -> None:
            await pamong.walk(by)

        hosts = frozenset({"*"}) if anybody else LOCAL
        world = Playground(clock, walk, language=language, hosts=hosts)
        installation = Installation(Defaults(language, timezone), key=token_bytes(32))
        pamong = Pamong(opened, installation, [world], clock=clock, on_trace=world.on_trace)
        world.commands = pamong.routes.specs()
        await pamong.start()
        await pamong.ask(Form("start:play", clock.now(), name="start"))
        try:
            yield pamong
        finally:
            await pamong.stop()
            opened.close()
