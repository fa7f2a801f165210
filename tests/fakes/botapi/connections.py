"""Cuts a connection as a failing network does: without any answer."""

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class KnownConnection(H11Protocol):
    """Remembers each connection by its client's address, which a request knows."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.client:
            OPEN[(*self.client, self.server)] = self


OPEN: "WeakValueDictionary[Any, KnownConnection]" = WeakValueDictionary()


class Nothing(Response):
    """Sends not a single byte."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = OPEN.get((*scope["client"], scope["server"]))
        if connection is not None:
            connection.transport.abort()
        # The protocol learns in the next turn that its client is gone, and then asks for no answer.
        await asyncio.sleep(0.01)


def drop() -> Response:
    return Nothing()
