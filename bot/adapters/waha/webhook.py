"""The gateway's webhook: signed, and answered with 200 only when the events are committed."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.waha import raw
from bot.adapters.waha.read import Reader
from bot.chat.events import Event

log = structlog.get_logger()

PATH = "/whatsapp/waha"
SIGNATURE, ALGORITHM = "x-webhook-hmac", "x-webhook-hmac-algorithm"
MOST = 2 * 1024 * 1024  # bytes in one delivery
STALE = timedelta(days=6)  # seen keys are kept for 7: what is older might be a replay that nobody recognises

Heard = Callable[[dict[str, Any]], Awaitable[Sequence[Event]]]


class Webhook:
    """Takes news from whoever signs with the key; without an inlet it asks the gateway to come again."""

    def __init__(self, reader: Reader, key: str, heard: Heard) -> None:
        self.reader = reader
        self.key = key.encode()
        self.heard = heard
        self.inlet: Inlet | None = None
        self.routes = (Route(PATH, self.receive, methods=["POST"]),)

    async def receive(self, request: Request) -> Response:
        """401 for strangers, 413 for too much, 503 while there is no room."""
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        if not self.is_signed(body, request.headers.get(SIGNATURE, ""), request.headers.get(ALGORITHM, "sha512")):
            return Response(status_code=401)
        return await self._store(await self._events(body))

    def is_signed(self, body: bytes, signature: str, algorithm: str) -> bool:
        """Whether the gateway signed just this; without a key nobody can have."""
        expected = hmac.new(self.key, body, hashlib.sha512).hexdigest()
        same = hmac.compare_digest(expected.encode(), signature.strip().lower().encode())
        return same and bool(self.key) and algorithm.lower() == "sha512"

    async def _events(self, body: bytes) -> Sequence[Event]:
        """Garbage with the right signature is kept for a look: sending it again would not mend it."""
        try:
            news = json.loads(body)
        except (ValueError, RecursionError) as failure:
            return (self.reader.unreadable(body.decode("utf-8", "backslashreplace"), type(failure).__name__),)
        if not isinstance(news, dict) or self._is_stale(news):
            return ()
        return await self.heard(news)

    def _is_stale(self, news: dict[str, Any]) -> bool:
        try:
            return self.reader.clock.now() - raw.moment(news.get("timestamp")) > STALE
        except (ValueError, OverflowError):
            return False

    async def _store(self, events: Sequence[Event]) -> Response:
        if self.inlet is None:
            return Response(status_code=503)
        try:
            await committed(self.inlet(*events))
        except errors.PamongError as down:
            log.warning("whatsapp.not_stored", why=str(down))
            return Response(status_code=503)
        return Response()


async def committed(futures: "Sequence[Future[Any]]") -> list[Any]:
    """Waits until all are done; what each returned."""
    return [await asyncio.shield(asyncio.wrap_future(future)) for future in futures]


async def _body(request: Request) -> bytes | None:
    """The body as it was signed, never more of it in memory than allowed."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST:
            return None
        parts.append(part)
    return b"".join(parts)
