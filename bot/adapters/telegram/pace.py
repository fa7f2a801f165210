"""How fast Telegram may be asked: a budget for talk, a way past it for what is urgent."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any, NamedTuple

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.actions import Lane

OVERALL, SECOND = 30, 1.05  # calls in all within a second; a little more time than Telegram counts in
GROUP, MINUTE = 20, 61.0  # talk in a group within a minute
APART = 1.05  # seconds between talk in one chat
MOST_CHATS = 4096  # remembered before idle ones are forgotten


class Slot(NamedTuple):
    """Where a call belongs: python-telegram-bot hands it on as `rate_limit_args`."""

    address: str
    lane: Lane


class Window:
    """At most `most` calls within `seconds`; all times are monotonic seconds.

    When Telegram counted a call lies somewhere between its start and its answer, and a slow connection may bunch
    calls together that left one by one. So a call holds its place while it is under way, and for `seconds` after
    its answer.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self.under_way: deque[float] = deque()
        self.answered: deque[float] = deque(maxlen=most)

    def free_at(self) -> float:
        """The earliest moment with room for another call; an answer until then may make it later."""
        surplus = len(self.under_way) + len(self.answered) - self.most
        if surplus < 0:
            return 0.0
        oldest = self.answered[surplus] if surplus < len(self.answered) else self.under_way[0]
        return oldest + self.seconds

    def begin(self, now: float) -> None:
        """A call leaves."""
        self.under_way.append(now)

    def end(self, now: float) -> None:
        """One of the calls under way was answered."""
        self.under_way.popleft()
        self.answered.append(now)


class Budget:
    """What was spent when, without a clock of its own; all times are monotonic seconds."""

    def __init__(self) -> None:
        self.calls = Window(OVERALL, SECOND)
        self.urgent = Window(OVERALL, SECOND)
        self.talk: dict[str, tuple[Window, ...]] = {}
        self.stopped: dict[Slot, float] = {}

    def free_at(self, slot: Slot) -> float:
        """When a call may go: urgent ones only wait for urgent ones."""
        stopped = self.stopped.get(slot, 0.0)
        if slot.lane is Lane.URGENT:
            return max(stopped, self.urgent.free_at())
        said = self.talk.get(slot.address, ())
        return max(stopped, self.calls.free_at(), *(window.free_at() for window in said))

    def begin(self, slot: Slot, now: float) -> None:
        """Notes that a call leaves."""
        if slot.lane is Lane.TALK and slot.address not in self.talk:
            if len(self.talk) >= MOST_CHATS:
                self._forget(now)
            self.talk[slot.address] = _talk_windows(slot.address)
        for window in self._windows(slot):
            window.begin(now)

    def end(self, slot: Slot, now: float) -> None:
        """Notes the answer to a call that left."""
        for window in self._windows(slot):
            window.end(now)

    def _windows(self, slot: Slot) -> tuple[Window, ...]:
        if slot.lane is Lane.URGENT:
            return (self.calls, self.urgent)
        return (self.calls, *self.talk[slot.address])

    def stop(self, slot: Slot, until: float) -> None:
        """Telegram asked for patience in one chat; what is urgent there stops talk too."""
        lanes = (slot.lane,) if slot.lane is Lane.TALK else (Lane.URGENT, Lane.TALK)
        for lane in lanes:
            held = Slot(slot.address, lane)
            self.stopped[held] = max(until, self.stopped.get(held, 0.0))

    def _forget(self, now: float) -> None:
        self.talk = {address: said for address, said in self.talk.items() if _is_remembered(said, now)}
        self.stopped = {slot: until for slot, until in self.stopped.items() if until > now}


def _talk_windows(address: str) -> tuple[Window, ...]:
    apart = Window(1, APART)
    return (apart, Window(GROUP, MINUTE)) if address.startswith("-") else (apart,)


def _is_remembered(said: tuple[Window, ...], now: float) -> bool:
    return any(window.under_way or window.answered[-1] > now - MINUTE for window in said)


class Pace(BaseRateLimiter[Slot]):
    """Spends the budget; the engine asks `free_at` in its own thread before it hands a row out."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        self.lock = threading.Lock()

    def free_at(self, address: str, lane: Lane) -> float:
        """When the chat may be written to again (monotonic seconds)."""
        with self.lock:
            return self.budget.free_at(Slot(address, lane))

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Slot | None,
    ) -> Any:
        """Waits for the call's turn; calls about the bot itself have no slot and go at once."""
        if rate_limit_args is None:
            return await callback(*args, **kwargs)
        await self._turn(rate_limit_args)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as flood:
            self._stop(rate_limit_args, patience(flood))
            raise
        finally:
            self._end(rate_limit_args)

    async def _turn(self, slot: Slot) -> None:
        wait = self._begin(slot)
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._begin(slot)

    def _begin(self, slot: Slot) -> float:
        """Seconds to wait, or none after the call was noted."""
        with self.lock:
            now = monotonic()
            wait = self.budget.free_at(slot) - now
            if wait > 0:
                return wait
            self.budget.begin(slot, now)
            return 0.0

    def _end(self, slot: Slot) -> None:
        with self.lock:
            self.budget.end(slot, monotonic())

    def _stop(self, slot: Slot, seconds: float) -> None:
        with self.lock:
            self.budget.stop(slot, monotonic() + seconds)


def patience(flood: RetryAfter) -> float:
    """The seconds that Telegram asks for."""
    asked = flood.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()
