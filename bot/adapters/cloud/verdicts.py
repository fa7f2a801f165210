"""What became of messages that Meta had accepted: it tells later, in a webhook of its own."""

import asyncio
from collections import OrderedDict

from bot.adapters.cloud.graph import Denied

PATIENCE = 2.0  # seconds
MISSED = 2  # verdicts in a row that never came: then none is waited for until one comes
EARLY = 500  # verdicts kept that came before anybody asked


class Verdicts:
    """Waits for what Meta says of a message; code 0 is that it is on its way."""

    def __init__(self) -> None:
        self.waiting: dict[str, asyncio.Future[int]] = {}
        self.early: OrderedDict[str, int] = OrderedDict()
        self.missed = 0

    def told(self, message: str, code: int) -> bool:
        """A verdict came; whether somebody waited for it."""
        self.missed = 0
        waiting = self.waiting.pop(message, None)
        if waiting is None:
            self.early.setdefault(message, code)
            while len(self.early) > EARLY:
                self.early.popitem(last=False)
            return False
        if not waiting.done():
            waiting.set_result(code)
        return True

    async def of(self, message: str) -> None:
        """Waits a moment. Raises `Denied` when the message was refused after all."""
        code = self.early.pop(message, None)
        if code is None and self.missed < MISSED:
            code = await self._soon(message)
        if code:
            raise Denied(code)

    async def _soon(self, message: str) -> int:
        waiting: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.waiting[message] = waiting
        try:
            async with asyncio.timeout(PATIENCE):
                return await waiting
        except TimeoutError:
            self.missed += 1
            return 0
        finally:
            self.waiting.pop(message, None)
