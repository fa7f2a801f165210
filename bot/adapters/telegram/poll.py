"""Long polling of our own: an update is confirmed only when its events are committed."""

import asyncio
from typing import Any

import httpx
import structlog

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.telegram.inflow import committed, pauses, submitted, unknown_token
from bot.adapters.telegram.read import ALLOWED, Reader, Update
from bot.engine.failpoints import failpoint

log = structlog.get_logger()

AT_ONCE = 100  # updates in one answer
RIVAL = 5.0  # seconds until another try while another program polls
SLOW = 15.0  # seconds that an answer may be late
UNKNOWN_BOT = (401, 404)


class Trouble(Exception):
    """No updates this time; `seconds` if Telegram says how long to wait."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.seconds = seconds


class Polling:
    """Asks for updates for ever; `rival` is the pause in seconds after a 409.

    `behind` until everything that waited at Telegram is committed: after a start, after trouble on the way.
    """

    def __init__(self, url: str, reader: Reader, seconds: int, rival: float = RIVAL) -> None:
        self.url = url
        self.reader = reader
        self.seconds = seconds
        self.rival = rival
        self.behind = True
        self.client = httpx.AsyncClient(timeout=httpx.Timeout(SLOW, read=seconds + SLOW))

    async def run(self, inlet: Inlet) -> None:
        """Fetches, hands on, waits for the commit, confirms by the next request.

        The offset is never older than the last answer: Telegram may begin with any number after a quiet week.
        """
        offset: int | None = None
        while True:
            updates = await self._fetched(offset)
            if updates:
                failpoint("poll.fetched")
                await self._stored(updates, inlet)
                failpoint("poll.stored")
            self.behind = len(updates) >= AT_ONCE
            offset = confirming(updates)

    async def close(self) -> None:
        """Gives the connection back."""
        await self.client.aclose()

    async def _fetched(self, offset: int | None) -> list[Update]:
        """The next updates, however long it takes to reach Telegram."""
        waits = pauses()
        while True:
            try:
                return await self._fetch(offset)
            except (httpx.HTTPError, ValueError, Trouble) as trouble:
                pause = getattr(trouble, "seconds", 0.0) or next(waits)
                log.warning("telegram.no_updates", why=_why(trouble), again_in=round(pause, 1))
                self.behind = True
            await asyncio.sleep(pause)

    async def _fetch(self, offset: int | None) -> list[Update]:
        patience = 0 if self.behind else self.seconds  # nothing to wait for is an answer, too
        wanted: dict[str, Any] = {"timeout": patience, "limit": AT_ONCE, "allowed_updates": ALLOWED}
        if offset is not None:
            wanted["offset"] = offset
        response = await self.client.post(self.url, json=wanted)
        answer = response.json()
        if response.status_code in UNKNOWN_BOT:
            raise unknown_token()
        if response.is_success and isinstance(answer, dict) and isinstance(answer.get("result"), list):
            updates: list[Update] = answer["result"]
            return updates
        raise self._trouble(response.status_code, answer)

    def _trouble(self, code: int, answer: Any) -> Trouble:
        told = answer if isinstance(answer, dict) else {}
        if code == httpx.codes.CONFLICT:
            log.error(
                "telegram.rival",
                why="another program reads this token's updates, or set a webhook: stop it, or use another bot",
                told=str(told.get("description", ""))[:200],
            )
            return Trouble("409", self.rival)
        asked = told.get("parameters", {}).get("retry_after", 0)
        return Trouble(str(code), float(asked))

    async def _stored(self, updates: list[Update], inlet: Inlet) -> None:
        """Returns when everything is committed; the seen keys make a second try harmless."""
        events = [event for update in updates for event in await self.reader.read(update)]
        waits = pauses(0.2)
        while True:
            try:
                return await committed(await submitted(events, inlet))
            except errors.Unreachable as down:
                log.warning("telegram.not_stored", why=str(down))
            await asyncio.sleep(next(waits))


def confirming(updates: list[Update]) -> int | None:
    """The offset that confirms these updates, if there are any."""
    numbers = [update.get("update_id") for update in updates]
    return next((number + 1 for number in reversed(numbers) if isinstance(number, int)), None)


def _why(trouble: Exception) -> str:
    return str(trouble) if isinstance(trouble, Trouble) else type(trouble).__name__
