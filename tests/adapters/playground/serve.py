"""The playground on a port of this machine, for tests and for a look in the browser."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from bot.adapters.playground import Playground
from bot.app import Pamong, playground


@dataclass(frozen=True)
class Play:
    """A running playground and where its page is."""

    pamong: Pamong
    world: Playground
    address: str


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens the port."""
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def play(port: int = 0, *, pace: float = 0.0) -> AsyncIterator[Play]:
    """Serves the page; scenarios rest for `pace` seconds between their steps."""
    async with playground() as pamong:
        world = pamong.adapters["playground"]
        assert isinstance(world, Playground)
        world.pace, world.commands = pace, pamong.routes.specs()
        web = Starlette(routes=list(world.routes))
        options = {"log_level": "warning", "lifespan": "off", "timeout_graceful_shutdown": 1}
        server = Server(uvicorn.Config(web, host="127.0.0.1", port=port, **options))  # type: ignore[arg-type]
        task = asyncio.create_task(server.serve())
        await server.ready.wait()
        try:
            yield Play(pamong, world, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/")
        finally:
            server.should_exit = True
            await task


async def main(port: int) -> None:
    """Serves until interrupted."""
    async with play(port, pace=1.2) as playing:
        print(playing.address)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8099))
