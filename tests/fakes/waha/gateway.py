"""The pretend gateway: takes calls as an HTTP transport, brings news to a webhook, and lets tests play everybody."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.waha import payloads
from tests.fakes.waha.calls import CALLS, SPEAKING, Asked, Call, Refusal
from tests.fakes.waha.people import Playing
from tests.fakes.waha.spec import Spec
from tests.fakes.waha.world import World

KEY, HMAC_KEY, SESSION = "the-key-of-the-gateway", "what-the-gateway-signs-with", "default"
PATTERNS = tuple(
    (method, re.compile(re.sub(r"\{\w+\}", "([^/]+)", path)), code, call) for method, path, code, call in CALLS
)


@dataclass(frozen=True)
class Called:
    """One call, as it was answered."""

    method: str
    path: str
    body: dict[str, Any]
    code: int
    at: datetime


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class FakeWaha(Playing, httpx.AsyncBaseTransport):
    """One gateway with one session. `hook` takes its news; what it does not take is brought again by `redeliver`.

    `down`: nobody answers. `fails` makes the next calls of a path answer with an error; `loses` is how many
    answers to words get lost on their way back.
    """

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self.world = World(clock)
        self.spec = Spec.load()
        self.violations: list[str] = []
        self.calls: list[Called] = []
        self.hook: httpx.AsyncClient | None = None
        self.undelivered: list[tuple[bytes, dict[str, str]]] = []
        self.delivered: list[tuple[bytes, dict[str, str]]] = []
        self.down = False
        self.attempts_kept = 1000
        self.fails: list[tuple[str, int, str]] = []
        self.loses = 0

    # Calls ---------------------------------------------------------------------------------------------------

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        if self.down:
            raise httpx.ConnectError("the gateway is down", request=request)
        if request.url.path.startswith("/api/files/"):
            return self._file(request)
        raw, _, query = request.url.raw_path.decode().partition("?")
        path, params = unquote(raw), dict(parse_qsl(query))
        content = await request.aread()
        body = json.loads(content) if content else None
        code, answer, news = self._answered(request, path, params, body)
        self.calls.append(Called(request.method, path, body or {}, code, self.world.now()))
        for event, payload in news:
            await self.emit(event, payload)
        if self.loses and path in SPEAKING:
            self.loses -= 1
            raise httpx.ReadTimeout("the answer got lost", request=request)
        return httpx.Response(code, json=answer)

    def _answered(self, request: httpx.Request, path: str, params: dict[str, str], body: Any) -> tuple[int, Any, Any]:
        if request.headers.get("x-api-key") != KEY:
            return 401, {"message": "Unauthorized", "statusCode": 401}, ()
        failing = next((each for each in self.fails if each[0] in path), None)
        if failing is not None:
            self.fails.remove(failing)
            return failing[1], {"statusCode": failing[1], "message": failing[2]}, ()
        if self.spec:
            self.violations += self.spec.request_problems(request.method, path, params, body)
        found = self._call(request.method, path)
        if found is None:
            self.violations.append(f"{request.method} {path}: this fake does not know the call")
            return 404, {"message": "Cannot find it"}, ()
        call, code, parts = found
        if self.world.status != "WORKING" and not path.startswith("/api/sessions/"):
            return 422, {"error": "Session status is not as expected", "status": self.world.status}, ()
        asked = Asked(self.world, parts, params, body or {})
        try:
            answer = call(asked)
        except Refusal as refusal:
            return refusal.code, {"statusCode": refusal.code, "message": str(refusal)}, ()
        if self.spec:
            self.violations += self.spec.answer_problems(request.method, path, code, answer)
        return code, answer, asked.news

    def app(self) -> Starlette:
        """The same as a program with a port of its own."""

        async def asked(request: Request) -> Response:
            content = await request.body()
            copy = httpx.Request(request.method, str(request.url), headers=request.headers.raw, content=content)
            answer = await self.handle_async_request(copy)
            return Response(await answer.aread(), answer.status_code, media_type="application/json")

        return Starlette(routes=[Route("/{path:path}", asked, methods=["GET", "POST", "PUT", "DELETE"])])

    def _file(self, request: httpx.Request) -> httpx.Response:
        said = self.world.by_id.get(request.url.path.rpartition("/")[2])
        if said is None or request.headers.get("x-api-key") != KEY:
            return httpx.Response(404)
        return httpx.Response(200, content=said.file)

    @staticmethod
    def _call(method: str, path: str) -> tuple[Call, int, tuple[str, ...]] | None:
        for known, pattern, code, call in PATTERNS:
            match = pattern.fullmatch(path) if known == method else None
            if match is not None:
                return call, code, match.groups()
        return None

    # News ----------------------------------------------------------------------------------------------------

    async def emit(self, event: str, payload: dict[str, Any]) -> int:
        """Brings news to the webhook; the code that it answered with, 0 when there is nobody."""
        news = {
            "id": f"evt_{next(self.world.numbers):026}",
            "timestamp": int(self.world.now().timestamp() * 1000),
            "session": SESSION,
            "engine": "GOWS",
            "event": event,
            "me": payloads.ME,
            "payload": payload,
            "environment": payloads.ENVIRONMENT,
        }
        if self.spec:
            self.violations += self.spec.webhook_problems(event, news)
        body = json.dumps(news).encode()
        return await self.bring(body, self.signed(body))

    @staticmethod
    def signed(body: bytes, key: str = HMAC_KEY) -> dict[str, str]:
        """The headers of a delivery."""
        signature = hmac.new(key.encode(), body, hashlib.sha512).hexdigest()
        return {"X-Webhook-Hmac": signature, "X-Webhook-Hmac-Algorithm": "sha512", "Content-Type": "application/json"}

    async def bring(self, body: bytes, headers: dict[str, str]) -> int:
        """One delivery; what is not taken waits for another try."""
        code = 0
        if self.hook is not None and not self.down:
            try:
                code = (await self.hook.post("/whatsapp/waha", content=body, headers=headers)).status_code
            except httpx.HTTPError:
                code = 0
        kept = self.delivered if code == 200 else self.undelivered
        kept.append((body, headers))
        del self.delivered[:-100]
        del self.undelivered[: -self.attempts_kept or None]
        return code

    async def redeliver(self) -> None:
        """Brings again what was not taken."""
        waiting, self.undelivered = self.undelivered, []
        for body, headers in waiting:
            await self.bring(body, headers)

    async def status(self, status: str) -> None:
        """The session's state changes, and the webhook hears of it."""
        self.world.status = status
        await self.emit("session.status", {"name": SESSION, "status": status, "statuses": []})

    # What tests ask ------------------------------------------------------------------------------------------

    def called(self, part: str, method: str = "") -> list[Called]:
        """The calls whose path holds a part."""
        return [call for call in self.calls if part in call.path and method in ("", call.method)]

    def sent(self) -> list[Called]:
        """The calls that made messages."""
        return [call for call in self.calls if call.path in SPEAKING and call.code == 201]

    def busiest_minute(self) -> int:
        """The most messages that were sent within 60 seconds."""
        times = [call.at.timestamp() for call in self.sent()]
        return max((sum(at - 60 < other <= at for other in times) for at in times), default=0)
