"""One site for everything that is asked over HTTP: webhooks, health, metrics and pages."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web import health, metrics
from bot.web.health import Problems
from bot.web.metrics import Measure

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


def build(routes: Sequence[BaseRoute], problems: Problems, measure: Measure) -> Starlette:
    """The site: the adapters' and pages' `routes`, and what watches over the program."""
    everything = [*routes, *health.routes(problems), *metrics.routes(measure)]
    return Starlette(routes=everything, middleware=[Middleware(Guarded)])


class Guarded:
    """Gives every answer the headers that keep browsers from doing more than they should; a page's own win."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message["headers"]}
                missing = {name.encode(): value.encode() for name, value in HEADERS.items()}
                message["headers"] = [*message["headers"], *(pair for pair in missing.items() if pair[0] not in said)]
            await send(message)

        await self.app(scope, receive, guarded)
