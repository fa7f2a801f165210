"""The engine as an installation composes it, without platforms, on a file of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import col, func, select

from bot import migrations
from bot.adapters.telegram.inflow import committed, submitted
from bot.chat.abilities import Abilities
from bot.chat.events import Event
from bot.context import Installation
from bot.engine.batch import Batches
from bot.engine.clock import Clock
from bot.engine.writer import Writer
from bot.models import Activity
from bot.routing import Routes
from bot.store import Database, database
from handlers import ROUTERS
from scheduler import JOBS


class Engine:
    """Batches and the writer's thread; `store` returns when the events are committed."""

    def __init__(self, opened: Database) -> None:
        can = Abilities()
        self.database = opened
        self.batches = Batches(
            opened,
            Installation(key=b"a key of sixteen"),
            Routes([*ROUTERS, *JOBS]),
            lambda group: can,
            lambda platform, address, lane: 0.0,
            Clock(),
        )
        self.writer = Writer(self.batches, lambda result: None, lambda failure: None)

    async def store(self, events: Sequence[Event]) -> None:
        """As polling does it: all at once, then waiting for the commit."""
        await committed(await submitted(events, self.writer.submit))

    async def store_singly(self, events: Sequence[Event]) -> None:
        """One commit each."""
        for event in events:
            await self.store([event])

    def rows(self) -> int:
        """Messages in the table."""
        with self.database.session() as session:
            return session.exec(select(func.count(col(Activity.id)))).one()


@contextmanager
def engine() -> Iterator[Engine]:
    """One that runs."""
    with TemporaryDirectory(prefix="pamong-bench-") as folder:
        opened = database(f"sqlite:///{Path(folder) / 'bench.db'}")
        migrations.upgrade(opened)
        made = Engine(opened)
        made.writer.start()
        try:
            yield made
        finally:
            made.writer.stop()
            opened.close()
