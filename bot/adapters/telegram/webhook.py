"""Telegram's webhook: answered with 200 only when the events are committed."""

import hmac
import json

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.telegram.inflow import committed
from bot.adapters.telegram.read import Events, Reader

log = structlog.get_logger()

PATH = "/telegram"
HEADER = "x-telegram-bot-api-secret-token"
MOST = 1024 * 1024  # bytes in one update
CONNECTIONS = 8  # updates that Telegram brings at once; those of one chat stay in order


class TooLarge(Exception):
    """A body that no update has."""


class Webhook:
    """Takes updates from whoever knows the secret; without an inlet it asks Telegram to come again."""

    def __init__(self, reader: Reader, secret: str) -> None:
        self.reader = reader
        self.secret = secret.encode()
        self.inlet: Inlet | None = None
        self.routes = (Route(PATH, self.receive, methods=["POST"]),)

    async def receive(self, request: Request) -> Response:
        """401 for strangers, 413 for too much, 503 while there is no room."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self.secret):
            return Response(status_code=401)
        try:
            body = await _body(request)
        except TooLarge:
            return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        return await self._store(await self._events(body))

    async def _events(self, body: bytes) -> Events:
        """Garbage from somebody who knows the secret is kept for a look: sending it again would not mend it."""
        try:
            update = json.loads(body)
        except (ValueError, RecursionError) as failure:
            return (self.reader.unreadable(body.decode("utf-8", "backslashreplace"), type(failure).__name__),)
        return await self.reader.read(update)

    async def _store(self, events: Events) -> Response:
        if self.inlet is None:
            return Response(status_code=503)
        try:
            await committed(self.inlet(*events))
        except errors.PamongError as down:
            log.warning("telegram.not_stored", why=str(down))
            return Response(status_code=503)
        return Response()


async def _body(request: Request) -> bytes:
    """The body, never more of it in memory than allowed."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)
