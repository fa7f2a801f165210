"""Delivers updates to the bot's webhook: per chat in order, again until answered with 2xx."""

import asyncio
from itertools import chain
from time import time

import httpx

from tests.fakes.botapi.state import Webhook, World
from tests.fakes.botapi.updates import Update

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
ANSWER_WITHIN = 60


class WebhookDelivery:
    """`lanes` deliveries at once, at most one of them for a chat; one lane keeps the order of all."""

    def __init__(self, world: World, lanes: int = 1) -> None:
        self.world = world
        self.lanes = lanes
        self._busy: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        # Test certificates are self-signed, and loading the real ones takes long.
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN, trust_env=False, verify=False) as client:
            while True:
                for update in self._ready():
                    self._busy[update.lane] = asyncio.create_task(self._deliver(client, update))
                await self._change()

    async def stop(self) -> None:
        tasks = list(self._busy.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ready(self) -> list[Update]:
        """The next update of each chat that has none under way."""
        hook, updates = self.world.webhook, self.world.updates
        ready: dict[int, Update] = {}
        free = min(self.lanes, hook.max_connections) - len(self._busy)
        with self.world.lock:
            for update in chain(updates.again, updates.pending.values()) if hook.url else ():
                if len(ready) >= free:
                    break
                if update.lane not in self._busy:
                    ready.setdefault(update.lane, update)
        return list(ready.values())

    async def _change(self) -> None:
        bell = asyncio.create_task(self.world.updates.bell.wait(0.5))
        await asyncio.wait([bell, *self._busy.values()], return_when=asyncio.FIRST_COMPLETED)
        bell.cancel()
        await asyncio.gather(bell, return_exceptions=True)
        self._busy = {lane: task for lane, task in self._busy.items() if not task.done()}

    async def _deliver(self, client: httpx.AsyncClient, update: Update) -> None:
        hook, pause = self.world.webhook, FIRST_PAUSE
        while self.world.webhook.generation == hook.generation and self._wanted(update):
            trouble = await _post(client, hook, update)
            if not trouble:
                return self._done(update)
            hook.last_error, hook.last_error_at = trouble, int(time())
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        return None

    def _wanted(self, update: Update) -> bool:
        return update.id in self.world.updates.pending or update in self.world.updates.again

    def _done(self, update: Update) -> None:
        with self.world.lock:
            updates = self.world.updates
            if updates.again and update in updates.again:
                updates.again.remove(update)
            else:
                updates.confirm(update.id)


async def _post(client: httpx.AsyncClient, hook: Webhook, update: Update) -> str:
    """What went wrong, or nothing."""
    headers = {"Content-Type": "application/json"}
    if hook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
    try:
        response = await client.post(hook.url, content=update.body, headers=headers)
    except httpx.HTTPError as error:
        return f"Connection failed: {type(error).__name__}"
    return "" if response.is_success else f"Wrong response from the webhook: {response.status_code}"
