"""Whether the process lives, and whether it can do its work."""

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Problems = Callable[[], Sequence[str]]
"""Why no work can be done now, a few words each."""


def routes(problems: Problems) -> list[BaseRoute]:
    """`/livez` and `/readyz`."""

    async def live(request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(request: Request) -> Response:
        found = problems()
        return PlainTextResponse("\n".join(found or ["ok"]) + "\n", status_code=503 if found else 200)

    return [Route("/livez", live), Route("/readyz", ready)]
