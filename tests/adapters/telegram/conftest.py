"""A pretend Telegram, an adapter that talks to it, and an engine that only takes notes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import aiogram
import pytest

from bot import errors
from bot.adapters.telegram.adapter import Telegram
from bot.adapters.telegram.read import Reader
from bot.chat.actions import Action
from bot.chat.events import Account, Chat, ChatKind, Event, Outcome
from bot.engine.clock import Clock
from bot.engine.orders import Order
from tests.adapters.telegram.updates import BOT
from tests.fakes import botapi
from tests.fakes.botapi import BotApi, User

E = TypeVar("E", bound=Event)


class Notebook:
    """Stands where the engine takes events; `hold` keeps it from saying that they are committed."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.submissions: list[int] = []
        self.hold = False
        self.room = 1_000_000
        self.open: list[Future[Any]] = []

    def __call__(self, *events: Event) -> list[Future[Any]]:
        if len(events) > self.room:
            raise errors.Unreachable("the queue is full")
        self.events += events
        self.submissions.append(len(events))
        futures: list[Future[Any]] = [Future() for _ in events]
        self.open += futures
        if not self.hold:
            self.commit()
        return futures

    def commit(self) -> None:
        """Everything taken so far is safe now."""
        self.hold = False
        done, self.open = self.open, []
        for future in done:
            future.set_result(None)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Knows people and groups; a request that the specification does not know fails the test."""
    async with BotApi.serve() as served:
        yield served
    assert served.violations == []


@pytest.fixture
def sari(api: BotApi) -> User:
    return api.user("Sari")


@pytest.fixture
def group(api: BotApi, sari: User) -> botapi.Chat:
    """A group with Sari in it, led by the bot."""
    return api.supergroup("Belajar", [sari])


@pytest.fixture
def reader() -> Reader:
    made = Reader(aiogram.Bot(f"{BOT}:A-token-that-nobody-has-issued-ever"), Clock())
    made.bot_name = "Pamong_Bot"
    return made


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


Make = Callable[..., Telegram]


@pytest.fixture
async def make(api: BotApi) -> AsyncIterator[Make]:
    """Makes adapters for the pretend Telegram and closes them."""
    made: list[Telegram] = []

    def build(**options: Any) -> Telegram:
        given: dict[str, Any] = {
            "token": api.token,
            "api_base": api.base,
            "clock": Clock(),
            "poll_seconds": 1,
        } | options
        made.append(Telegram(**given))
        return made[-1]

    yield build
    for adapter in made:
        await adapter.close()


@pytest.fixture
def telegram(make: Make) -> Telegram:
    return make()


@asynccontextmanager
async def serving(adapter: Telegram, notebook: Notebook) -> AsyncIterator[asyncio.Task[None]]:
    """Lets the adapter receive; it is cancelled at the end as a stopping bot would."""
    task = asyncio.create_task(adapter.serve(notebook))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def polled(api: BotApi) -> None:
    """Waits until the bot has said which updates it wants."""
    await api.until(lambda: "chat_member" in api.world.updates.allowed)


def place(chat: botapi.Chat | botapi.User) -> Chat:
    """A chat of the pretend Telegram as the engine knows it."""
    if isinstance(chat, botapi.User):
        return Chat("telegram", str(chat.id), ChatKind.PRIVATE)
    return Chat("telegram", str(chat.id), ChatKind.GROUP, chat.title or "", id=7)


def account(user: User) -> Account:
    return Account("telegram", str(user.id))


Do = Callable[..., Awaitable[Outcome]]


@pytest.fixture
def do(telegram: Telegram) -> Do:
    """Carries an action out and gives what came of it."""

    async def carry(action: Action, **details: Any) -> Outcome:
        return await telegram.do(Order(1, action, **details))

    return carry
