"""Pamong as it runs on WhatsApp, against the fake gateway, in a time of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx
from sqlmodel import select
from starlette.applications import Starlette

from bot import migrations
from bot.adapters.waha.adapter import Waha
from bot.app import Pamong
from bot.chat.events import Tick
from bot.context import Installation
from bot.engine.clock import Clock
from bot.models import Table
from bot.routing import Router
from bot.store import database
from tests.cast import KEY
from tests.fakes.waha import FakeWaha
from tests.fakes.waha.gateway import HMAC_KEY
from tests.fakes.waha.gateway import KEY as API_KEY

T = TypeVar("T", bound=Table)

BEGIN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta, a Monday
STEP = 1.0  # seconds of this time that pass between two looks
LONG = 100.0  # seconds for which nothing else may be due


class OwnTime(Clock):
    """Passes only when it is told to; both clocks go together."""

    def now(self) -> datetime:
        return BEGIN + self.ahead

    def monotonic(self) -> float:  # type: ignore[override]
        return self.ahead.total_seconds()

    async def rest(self, seconds: float) -> None:
        """Waits without waiting."""
        self.shift(timedelta(seconds=seconds + 0.001))  # a clock of microseconds would round the last of it away
        await asyncio.sleep(0)


class House:
    """One running installation and its gateway."""

    def __init__(self, fake: FakeWaha, pamong: Pamong, waha: Waha, clock: OwnTime) -> None:
        self.fake = fake
        self.pamong = pamong
        self.waha = waha
        self.clock = clock

    async def settle(self, looks: int = 4000) -> None:
        """Until everything that may go has gone, each at its pace."""
        calm = 0
        for _ in range(looks):
            await self.pamong.ask(Tick("tick", self.clock.now()))
            await asyncio.sleep(0)
            lanes = self.pamong.batches.lanes
            busy = self.pamong.delivery.tasks or lanes.flying or self.pamong.workers.tasks
            if not busy and not lanes.rows and self.waha.status == "WORKING":
                calm += 1
                if calm > 2:
                    return
                continue
            calm = 0
            if not busy:
                self.clock.shift(timedelta(seconds=STEP))
            else:
                await asyncio.sleep(0.001)
        raise TimeoutError(f"not settled: {len(self.pamong.batches.lanes.rows)} rows left")

    async def walk(self, **by: float) -> None:
        """Time passes from due time to due time, and what falls due happens at its moment."""
        target = self.clock.now() + timedelta(**by)
        while (due := self.pamong.batches.next_due) is not None and due < target:
            self.clock.shift(max(due - self.clock.now(), timedelta(0)))
            await self.settle()
            if self.pamong.batches.next_due == due:
                break
        self.clock.shift(max(target - self.clock.now(), timedelta(0)))
        await self.settle()

    async def look(self) -> None:
        """The adapter looks at its session now, and has caught up when this returns."""
        assert self.waha.inlet is not None
        await self.waha.observe(self.waha.inlet)
        await self.settle()

    def rows(self, table: type[T], *where: Any) -> list[T]:
        """Rows as they are in the database."""
        with self.pamong.database.session() as session:
            return list(session.exec(select(table).where(*where)).all())


@asynccontextmanager
async def wahouse(
    fake: FakeWaha,
    clock: OwnTime,
    url: str,
    *extra: Router,
    owners: frozenset[tuple[str, str]] = frozenset(),
    per_minute: int = 20,
) -> AsyncIterator[House]:
    """One running installation on a migrated database."""
    opened = database(url)
    migrations.upgrade(opened)
    waha = Waha(
        "http://gateway:3000",
        clock=clock,
        api_key=API_KEY,
        hmac_key=HMAC_KEY,
        consent=True,
        per_minute=per_minute,
        rest=clock.rest,
        look=3600.0,
        transport=fake,
    )
    installation = Installation(key=KEY, owners=owners, bot_names={"whatsapp": ""})
    pamong = Pamong(opened, installation, [waha], clock=clock, extra=extra)
    app = Starlette(routes=list(waha.routes))
    fake.hook = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pamong")
    await pamong.start()
    try:
        async with asyncio.timeout(10):
            await waha.looked.wait()
        yield House(fake, pamong, waha, clock)
    finally:
        await pamong.stop()
        fake.hook = None
        opened.close()
