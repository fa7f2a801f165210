"""What a quiet message costs on its whole way: from the raw update to the commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiogram import Bot, Dispatcher, Router, types
from sqlalchemy import MetaData
from sqlmodel import Field, Session, SQLModel

from bench.engine import Engine, engine
from bench.figures import CPU, WALL, Figure, compared
from bench.talk import Talk, Update
from bot.chat.events import Message
from bot.store import Database
from moderation.rules import RULES

BATCH = 100
ROUNDS = 40
ASKING = 0.2  # of the messages of a learning group
WARM = 5  # batches before anything is measured
WAY = "from the raw update to the commit in batches of 100"


class Said(SQLModel, table=True):
    """What a simple bot would keep of a message."""

    metadata = MetaData()

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int
    user_id: int
    message_id: int
    reply_to: int | None = None
    date: str


class Plain:
    """Bots of a few lines: one whose handler is empty, one that commits a row a message."""

    def __init__(self, bot: Bot, database: Database) -> None:
        self.bot = bot
        self.database = database
        self.commits = 0
        Said.metadata.create_all(database.engine)
        self.empty = self._dispatcher(self._nothing)
        self.keeping = self._dispatcher(self._keep)

    @staticmethod
    def _dispatcher(handler: object) -> Dispatcher:
        dispatcher, router = Dispatcher(), Router()
        router.message.register(handler)  # type: ignore[arg-type]
        dispatcher.include_router(router)
        return dispatcher

    async def hear(self, dispatcher: Dispatcher, updates: list[Update]) -> None:
        """Feeds raw updates, one after another."""
        for update in updates:
            await dispatcher.feed_raw_update(self.bot, update)

    async def _nothing(self, message: types.Message) -> None:
        pass

    async def _keep(self, message: types.Message) -> None:
        reply = message.reply_to_message.message_id if message.reply_to_message else None
        assert message.from_user is not None
        self.commit(message.chat.id, message.from_user.id, message.message_id, reply, str(message.date))

    def commit(self, chat: int, user: int, message: int, reply: int | None, date: str) -> None:
        """One row, one commit."""
        with Session(self.database.engine) as session:
            session.add(Said(chat_id=chat, user_id=user, message_id=message, reply_to=reply, date=date))
            session.commit()
        self.commits += 1

    async def commit_all(self, events: list[Message]) -> None:
        """The same for messages that are understood already."""
        for event in events:
            assert event.group is not None
            assert event.who is not None
            reply = int(event.reply_to) if event.reply_to else None
            self.commit(
                int(event.group.address), int(event.who.address), int(event.message), reply, event.at.isoformat()
            )


@dataclass
class Course:
    """Everything that the figures here are measured on."""

    talk: Talk
    engine: Engine
    plain: Plain

    async def whole(self, updates: list[Update]) -> None:
        """As `bot.adapters.telegram.poll` does it: read, hand on, wait for the commit."""
        events = [event for update in updates for event in await self.engine.telegram.reader.read(update)]
        await self.engine.store(events)

    async def warm(self, batches: int = WARM) -> None:
        """Lets everybody be known and everything be loaded."""
        for updates in (list(self.talk.introduction()), *(self.talk.updates(BATCH) for _ in range(batches))):
            await self.whole(updates)
            await self.plain.hear(self.plain.empty, updates)
            await self.plain.hear(self.plain.keeping, updates[:10])


@asynccontextmanager
async def course() -> AsyncIterator[Course]:
    """Pamong and its rivals on one file."""
    async with engine() as running:
        yield Course(Talk(asking=0), running, Plain(running.telegram.reader.bot, running.database))


async def figures(rounds: int = ROUNDS) -> list[Figure]:
    """(a) and (b)."""
    async with course() as on:
        await on.warm()
        with_rules = await _cpu(on, rounds // 2)
        on.engine.moderate(on=False)
        await on.warm(1)
        without = await _cpu(on, rounds)
        whole, alone = await _wall(on, rounds // 2)
        on.talk.asking = ASKING
        lively = await _cpu(on, rounds // 2)
    return [
        Figure("path.cpu", f"{WAY}: CPU against an empty handler of aiogram", without, 1.5),
        Figure("path.rules", f"the same with all {len(RULES)} rules of moderation on", with_rules),
        Figure("path.asking", f"without rules, but {ASKING:.0%} of the messages ask or thank somebody", lively),
        Figure(
            "path.wall", f"{WAY}: so many times faster than an aiogram handler that commits a row", whole, 5, least=True
        ),
        Figure(
            "path.engine",
            "events that are understood already: so many times faster than a row and a commit each",
            alone,
        ),
    ]


async def _cpu(on: Course, rounds: int) -> float:
    raw = [on.talk.updates(BATCH) for _ in range(rounds)]
    empty = [partial(on.plain.hear, on.plain.empty, updates) for updates in raw]
    return (await compared([partial(on.whole, updates) for updates in raw], empty, CPU))[0]


async def _wall(on: Course, rounds: int) -> tuple[float, float]:
    raw = [on.talk.updates(BATCH) for _ in range(rounds)]
    keeping = [partial(on.plain.hear, on.plain.keeping, updates) for updates in raw]
    _, whole = await compared([partial(on.whole, updates) for updates in raw], keeping, WALL)
    neutral = [on.talk.events(BATCH) for _ in range(rounds)]
    committing = [partial(on.plain.commit_all, events) for events in neutral]
    _, alone = await compared([partial(on.engine.store, events) for events in neutral], committing, WALL)
    return whole, alone
