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


class Budget:
    """What was spent when, without a clock of its own; all times are monotonic seconds."""

    def __init__(self) -> None:
        self.calls: deque[float] = deque(maxlen=OVERALL)
        self.urgent: deque[float] = deque(maxlen=OVERALL)
        self.talk: dict[str, deque[float]] = {}
        self.stopped: dict[Slot, float] = {}

    def free_at(self, slot: Slot) -> float:
        """When a call may go: urgent ones only wait for urgent ones."""
        stopped = self.stopped.get(slot, 0.0)
        if slot.lane is Lane.URGENT:
            return max(stopped, _oldest(self.urgent, OVERALL, SECOND))
        return max(stopped, _oldest(self.calls, OVERALL, SECOND), self._talk_free_at(slot.address))

    def _talk_free_at(self, address: str) -> float:
        said = self.talk.get(address)
        if not said:
            return 0.0
        is_group = address.startswith("-")
        return max(said[-1] + APART, _oldest(said, GROUP, MINUTE) if is_group else 0.0)

    def spend(self, slot: Slot, now: float) -> None:
        """Notes a call."""
        self.calls.append(now)
        if slot.lane is Lane.URGENT:
            self.urgent.append(now)
            return
        if len(self.talk) >= MOST_CHATS:
            self._forget(now)
        self.talk.setdefault(slot.address, deque(maxlen=GROUP)).append(now)

    def stop(self, slot: Slot, until: float) -> None:
        """Telegram asked for patience in one chat; what is urgent there stops talk too."""
        lanes = (slot.lane,) if slot.lane is Lane.TALK else (Lane.URGENT, Lane.TALK)
        for lane in lanes:
            held = Slot(slot.address, lane)
            self.stopped[held] = max(until, self.stopped.get(held, 0.0))

    def _forget(self, now: float) -> None:
        self.talk = {address: said for address, said in self.talk.items() if said[-1] > now - MINUTE}
        self.stopped = {slot: until for slot, until in self.stopped.items() if until > now}


def _oldest(times: deque[float], most: int, window: float) -> float:
    """When there is room for another call within the window."""
    return times[0] + window if len(times) >= most else 0.0


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

    async def _turn(self, slot: Slot) -> None:
        wait = self._spend(slot)
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._spend(slot)

    def _spend(self, slot: Slot) -> float:
        """Seconds to wait, or none after the call was noted."""
        with self.lock:
            now = monotonic()
            wait = self.budget.free_at(slot) - now
            if wait > 0:
                return wait
            self.budget.spend(slot, now)
            return 0.0

    def _stop(self, slot: Slot, seconds: float) -> None:
        with self.lock:
            self.budget.stop(slot, monotonic() + seconds)


def patience(flood: RetryAfter) -> float:
    """The seconds that Telegram asks for."""
    asked = flood.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()
