"""The webhook that Meta calls: proven by the app's secret, answered with 200 only when everything is committed."""

import asyncio
import hmac
import json
from collections.abc import Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.cloud.read import Read, Reader, Verdict

log = structlog.get_logger()

PATH = "/whatsapp/cloud"
SIGNATURE, SCHEME = "x-hub-signature-256", "sha256="
MOST = 3 * 1024 * 1024  # bytes: Meta brings no more at once


class Webhook:
    """Takes what Meta brings; without an inlet it asks Meta to come again."""

    def __init__(self, reader: Reader, secret: str, word: str, judge: Callable[[Verdict], None]) -> None:
        self.reader = reader
        self.secret = secret.encode()
        self.word = word.encode()
        self.judge = judge
        self.inlet: Inlet | None = None
        self.routes = (
            Route(PATH, self.introduce, methods=["GET"]),
            Route(PATH, self.receive, methods=["POST"]),
        )

    async def introduce(self, request: Request) -> Response:
        """Meta asks once whether we know the word that was agreed upon."""
        asked = request.query_params
        knows = hmac.compare_digest(asked.get("hub.verify_token", "").encode(), self.word)
        if asked.get("hub.mode") != "subscribe" or not self.word or not knows:
            return Response(status_code=403)
        return PlainTextResponse(asked.get("hub.challenge", ""))

    async def receive(self, request: Request) -> Response:
        """401 for what Meta has not signed, 413 for too much, 503 while there is no room."""
        body = await self._body(request)
        if body is None:
            return Response(status_code=413)
        if not self._is_signed(body, request.headers.get(SIGNATURE, "")):
            return Response(status_code=401)
        return await self._store(self._read(body))

    @staticmethod
    async def _body(request: Request) -> bytes | None:
        """Exactly what was signed, never more of it in memory than allowed."""
        body = bytearray()
        try:
            async for part in request.stream():
                body += part
                if len(body) > MOST:
                    return None
        except ClientDisconnect:
            return b""
        return bytes(body)

    def _is_signed(self, body: bytes, said: str) -> bool:
        proof = SCHEME + hmac.new(self.secret, body, "sha256").hexdigest()
        return bool(self.secret) and hmac.compare_digest(said.encode("utf-8", "replace"), proof.encode())

    def _read(self, body: bytes) -> Read:
        try:
            return self.reader.read(json.loads(body))
        except (ValueError, RecursionError) as failure:
            raw = body.decode("utf-8", "backslashreplace")
            return Read([self.reader.unreadable(raw, type(failure).__name__)])

    async def _store(self, found: Read) -> Response:
        for verdict in found.verdicts:
            self.judge(verdict)
        if self.inlet is None:
            return Response(status_code=503)
        try:
            stored = [asyncio.shield(asyncio.wrap_future(future)) for future in self.inlet(*found.events)]
            await asyncio.gather(*stored)
        except errors.PamongError as down:
            log.warning("cloud.not_stored", why=str(down))
            return Response(status_code=503)
        return Response()
