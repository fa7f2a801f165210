"""How much longer an idle Pamong takes to answer than a bare echo bot, both over HTTP on the same kind of fake."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bench.figures import Figure
from tests.e2e.house import house, sqlite
from tests.fakes.botapi import BotApi, User

ROUNDS = 40
PEOPLE = 8  # nobody writes often enough to be paced


async def figures(rounds: int = ROUNDS) -> list[Figure]:
    """(d)."""
    with BotApi.serve(validate=False) as ours, BotApi.serve(validate=False) as theirs, TemporaryDirectory() as folder:
        async with house(ours, sqlite(Path(folder))), _echo(theirs):
            for api in (ours, theirs):
                await api.until(lambda api=api: bool(api.calls("getUpdates")))  # type: ignore[misc]
            added = [
                await _seconds(ours, "/id", person) - await _seconds(theirs, "/id", other)
                for person, other in zip(_people(ours, rounds), _people(theirs, rounds), strict=True)
            ]
    what = "an answer of an idle Pamong, durably stored, later than that of a bare aiogram echo bot (median)"
    return [Figure("latency", what, median(added) * 1000, 20, unit=" ms")]


def _people(api: BotApi, rounds: int) -> list[User]:
    people = [api.user(f"Orang {number}") for number in range(PEOPLE)]
    for person in people:
        api.start(person)
    return [people[number % PEOPLE] for number in range(rounds)]


async def _seconds(api: BotApi, words: str, person: User) -> float:
    """From the moment somebody writes until the answer arrives at the server."""
    await asyncio.sleep(0.15)
    before = len(api.calls("sendMessage"))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    api.write(person, words)
    while len(api.calls("sendMessage")) == before:  # noqa: ASYNC110 - the fake lives in another thread
        await asyncio.sleep(0.001)
    return loop.time() - begun


@asynccontextmanager
async def _echo(api: BotApi) -> AsyncIterator[None]:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: types.Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.base)))
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling
