"""A group's meetings as a calendar that telephones subscribe to; the address itself is the secret."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.engine.clock import Clock
from bot.services.meetings import calendars
from bot.store import Database

MINUTES = 15  # for which a telephone need not ask again


def routes(database: Database, key: bytes, clock: Clock) -> Sequence[BaseRoute]:
    """`/calendar/<token>.ics`."""

    def found(token: str) -> bytes | None:
        group = calendars.group_of(token, key)
        if group is None:
            return None
        with database.reader() as session:
            return calendars.feed(session, group, clock.now())

    async def show(request: Request) -> Response:
        file = await asyncio.to_thread(found, request.path_params["token"])
        if file is None:
            return PlainTextResponse("not found\n", status_code=404)
        headers = {"cache-control": f"private, max-age={MINUTES * 60}"}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)

    return [Route("/calendar/{token}.ics", show)]
