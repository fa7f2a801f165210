"""The way from what was received to what is committed, and pauses when nothing answers."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.telegram.pace import patience
from bot.chat.events import Event

log = structlog.get_logger()

FULL = 0.1  # seconds until another look whether there is room
LONGEST = 30.0

T = TypeVar("T")


async def submitted(events: Sequence[Event], inlet: Inlet) -> "list[Future[Any]]":
    """Hands events on, all at once or in pieces that find room."""
    futures: list[Future[Any]] = []
    size = len(events)
    while len(futures) < len(events):
        at = len(futures)
        try:
            futures += inlet(*events[at : at + size])
        except errors.Unreachable:
            size = max(1, size // 2)
            await asyncio.sleep(FULL)
    return futures


async def committed(futures: "Sequence[Future[Any]]") -> None:
    """Waits until all are done; raises what went wrong.

    They are done in order, so that mostly the last one alone is waited for. Whoever stops waiting must not
    cancel them: the writer sets their results.
    """
    for future in reversed(futures):
        if future.done():
            future.result()
        else:
            await asyncio.shield(asyncio.wrap_future(future))


def pauses(first: float = 1.0) -> Iterator[float]:
    """Seconds to wait before each further try: longer and longer, never quite alike."""
    seconds = first
    while True:
        yield seconds * random.uniform(0.5, 1.0)
        seconds = min(LONGEST, 2 * seconds)


async def patiently(call: Callable[[], Awaitable[T]], what: str) -> T:
    """Asks until Telegram answers.

    Raises `errors.Misconfigured` for a token that Telegram does not know, `BadRequest` for what it will not do.
    """
    waits = pauses()
    while True:
        pause = next(waits)
        try:
            return await call()
        except InvalidToken:
            raise unknown_token() from None
        except (BadRequest, Forbidden):
            raise
        except RetryAfter as flood:
            pause = patience(flood)
        except TelegramError as failure:
            log.warning("telegram.unreachable", call=what, why=type(failure).__name__, again_in=round(pause, 1))
        await asyncio.sleep(pause)


def unknown_token() -> errors.Misconfigured:
    """What the operator reads when Telegram answers 401."""
    return errors.Misconfigured(
        "Telegram does not accept the token: get the present one from @BotFather (/mybots, API Token) "
        'and write it as token = "123456789:AAH…" under [telegram].'
    )
