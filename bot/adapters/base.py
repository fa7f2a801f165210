"""What every platform offers the rest of Pamong."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import Delivered, Event, Refused
from bot.engine.delivery import Carrier
from bot.engine.orders import Order
from bot.settings import GroupInfo


class Inlet(Protocol):
    """Where an adapter puts what it received: each future is done after the commit.

    Raises `errors.Unreachable` when there is no room.
    """

    def __call__(self, *events: Event) -> "list[Future[Any]]": ...


class Adapter(Carrier, Protocol):
    """One platform. `routes` are mounted beside the pages; `serve` runs until it is cancelled."""

    platform: str
    bot_name: str
    routes: Sequence[BaseRoute]

    def can(self, group: GroupInfo) -> Abilities:
        """What is possible in a chat."""

    def free_at(self, address: str, lane: Lane) -> float:
        """When the chat may be written to again (monotonic seconds)."""

    async def serve(self, inlet: Inlet) -> None:
        """Receives until cancelled. Raises `errors.Misconfigured` when the platform refuses the bot."""

    async def close(self) -> None:
        """Gives connections back."""


def delivered(order: Order, now: datetime, *sent: str, poll: str = "", value: Any = None) -> Delivered:
    """The platform agreed."""
    action = type(order.action).__name__
    return Delivered(f"out:{order.row}", now, row=order.row, action=action, sent=sent, poll=poll, value=value)


def refused(order: Order, now: datetime, reason: str, *, missing: str = "", unknown: bool = False) -> Refused:
    """The platform will not, or nobody can say whether it did."""
    action = type(order.action).__name__
    return Refused(
        f"out:{order.row}", now, row=order.row, action=action, reason=reason, missing=missing, unknown=unknown
    )
