"""The engine as an installation composes it, without platforms, on a file of its own."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import col, delete, func, select

from bench.talk import TOKEN
from bot import migrations
from bot.adapters.telegram.adapter import Telegram
from bot.adapters.telegram.inflow import committed, submitted
from bot.chat.events import Event
from bot.context import Installation
from bot.engine.batch import Batches
from bot.engine.clock import Clock
from bot.engine.writer import Writer
from bot.models import Activity, Group, GroupSetting
from bot.routing import Routes
from bot.store import Database, database
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS


class Engine:
    """Batches and the writer's thread; `store` returns when the events are committed."""

    def __init__(self, opened: Database) -> None:
        clock = Clock()
        self.database = opened
        self.telegram = Telegram(TOKEN, clock=clock)
        self.telegram.reader.bot_name = "pamong_bot"
        self.batches = Batches(
            opened,
            Installation(key=b"a key of sixteen", bot_names={"telegram": "pamong_bot"}),
            Routes([*ROUTERS, *JOBS], RULES),
            self.telegram.can,
            lambda platform, address, lane: self.telegram.free_at(address, lane),
            clock,
        )
        self.writer = Writer(self.batches, lambda result: None, lambda failure: None)

    async def store(self, events: Sequence[Event]) -> None:
        """As polling does it: all at once, then waiting for the commit."""
        await committed(await submitted(events, self.writer.submit))

    async def store_singly(self, events: Sequence[Event]) -> None:
        """One commit each."""
        for event in events:
            await self.store([event])

    def moderate(self, *, on: bool) -> None:
        """Turns every rule of every group on or off; the writer must be idle."""
        with self.database.session() as session, session.begin():
            session.execute(delete(GroupSetting))
            groups = () if on else session.exec(select(Group)).all()
            session.add_all(
                GroupSetting(
                    community_id=group.community_id,
                    group_id=group.id or 0,
                    section=rule.settings.section,
                    values={"on": False},
                )
                for group in groups
                for rule in RULES
            )
        self.batches.roster.drop_all()

    def rows(self) -> int:
        """Messages in the table."""
        with self.database.session() as session:
            return session.exec(select(func.count(col(Activity.id))).where(Activity.kind == "messages")).one()


@asynccontextmanager
async def engine() -> AsyncIterator[Engine]:
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
            await made.telegram.close()
            opened.close()
