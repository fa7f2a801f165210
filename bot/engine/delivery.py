"""Hands claimed orders to their platform and brings the outcomes back as events."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

import structlog

from bot.chat.actions import AfterCrash, LookUp
from bot.chat.events import Delayed, Event, Outcome, Refused
from bot.engine.clock import Clock
from bot.engine.failpoints import failpoint
from bot.engine.orders import Order

log = structlog.get_logger()

PATIENCE = 60.0  # seconds for one call
LOOK_UP = 10.0
BACK_OFF = (1.0, 2.0, 5.0, 15.0, 60.0)


class Carrier(Protocol):
    """What delivery needs of an adapter."""

    async def do(self, order: Order) -> Outcome:
        """Does it, and says how it went; raises nothing."""


class Report(Protocol):
    """Where outcomes go: the writer's queue."""

    def __call__(self, *events: Event) -> object: ...


class Delivery:
    """At most a handful of orders in flight; the engine decides which, this only carries them."""

    def __init__(self, carriers: Mapping[str, Carrier], report: Report, clock: Clock) -> None:
        self.carriers = carriers
        self.report = report
        self.clock = clock
        self.tasks: set[asyncio.Task[None]] = set()
        self.failures: dict[int, int] = {}

    def take(self, orders: Sequence[Order]) -> None:
        """Starts to carry orders out."""
        for order in orders:
            task = asyncio.create_task(self._carry(order))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Waits for what is in flight."""
        if self.tasks:
            await asyncio.wait(set(self.tasks), timeout=seconds)

    async def _carry(self, order: Order) -> None:
        failpoint("delivery.before")
        outcome = await self._outcome(order)
        failpoint("delivery.after")
        self.report(outcome)

    async def _outcome(self, order: Order) -> Outcome:
        carrier = self.carriers.get(order.action.to.platform)
        if carrier is None:
            return Refused(f"out:{order.row}", self.clock.now(), row=order.row, reason="platform_off")
        try:
            async with asyncio.timeout(LOOK_UP if isinstance(order.action, LookUp) else PATIENCE):
                outcome = await carrier.do(order)
        except TimeoutError:
            outcome = self._unknown(order, "timeout")
        except Exception as failure:
            log.exception("delivery.failed", action=type(order.action).__name__)
            outcome = self._unknown(order, type(failure).__name__)
        return self._again(order, outcome)

    def _unknown(self, order: Order, reason: str) -> Outcome:
        action = type(order.action).__name__
        return Refused(f"out:{order.row}", self.clock.now(), row=order.row, action=action, reason=reason, unknown=True)

    def _again(self, order: Order, outcome: Outcome) -> Outcome:
        """What may have arrived is repeated if that does no harm, later and later."""
        if not isinstance(outcome, Refused) or not outcome.unknown or isinstance(order.action, LookUp):
            self.failures.pop(order.row, None)
            return outcome
        if order.action.after_crash is AfterCrash.DROP:
            return outcome
        tries = self.failures[order.row] = self.failures.get(order.row, 0) + 1
        seconds = BACK_OFF[min(tries, len(BACK_OFF)) - 1]
        return Delayed(outcome.key, outcome.at, row=outcome.row, action=outcome.action, seconds=seconds)
