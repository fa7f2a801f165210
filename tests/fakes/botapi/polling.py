"""Long polling: one poller at a time, updates stay until confirmed."""

import asyncio
import time

from tests.fakes.botapi.errors import OTHER_POLLER, WEBHOOK_ACTIVE, conflict
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.state import World
from tests.fakes.botapi.updates import Update

LONGEST_WAIT = 50


async def get_updates(world: World, params: Params, stopping: asyncio.Event) -> list[Update]:
    """A later poller ends an earlier one with 409, as Telegram does."""
    offset = params.integer("offset") or 0
    limit = min(max(params.integer("limit") or 100, 1), 100)
    wait = min(max(params.integer("timeout") or 0, 0), LONGEST_WAIT)
    generation = _begin(world, params)
    deadline = time.monotonic() + wait
    while True:
        with world.lock:
            _check_alone(world, generation)
            taken = world.updates.take(offset, limit)
        # A negative offset has done its work once.
        offset = max(offset, 0)
        left = deadline - time.monotonic()
        if taken or left <= 0 or stopping.is_set():
            return taken
        await world.updates.bell.wait(left)


def _begin(world: World, params: Params) -> int:
    with world.lock:
        if world.webhook.url:
            raise conflict(WEBHOOK_ACTIVE)
        kinds = params.json("allowed_updates")
        if isinstance(kinds, list):
            world.updates.allow(kinds)
        world.updates.poll_generation += 1
        generation = world.updates.poll_generation
    world.updates.bell.ring()
    return generation


def _check_alone(world: World, generation: int) -> None:
    if world.webhook.url:
        raise conflict("terminated by setWebhook request")
    if world.updates.poll_generation != generation:
        raise conflict(OTHER_POLLER)
