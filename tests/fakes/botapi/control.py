"""The fake Bot API server: started in a thread, driven from any other."""

import asyncio
import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn

from tests.fakes.botapi.connections import KnownConnection
from tests.fakes.botapi.control_answers import AnswerControl
from tests.fakes.botapi.control_faults import FaultControl
from tests.fakes.botapi.control_groups import GroupControl
from tests.fakes.botapi.control_screen import ScreenControl
from tests.fakes.botapi.control_talk import TalkControl
from tests.fakes.botapi.remote import call_control
from tests.fakes.botapi.server import Api, application
from tests.fakes.botapi.state import TOKEN, World
from tests.fakes.botapi.webhook import WebhookDelivery

TICK = 0.05


class Announced(uvicorn.Server):
    """Says when it listens, and ends at once when told to."""

    def __init__(self, config: uvicorn.Config, listening: threading.Event, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._listening = listening
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopping.wait()


class BotApi(GroupControl, TalkControl, AnswerControl, FaultControl, ScreenControl):
    """`with BotApi.serve() as api` or `async with`; control methods are safe in every thread.

    It speaks Bot API 10.1; `newer` adds the fields of 10.3 that aiogram insists on.
    """

    def __init__(
        self,
        token: str = TOKEN,
        port: int = 0,
        seed: int = 0,
        privacy: bool = False,
        validate: bool = True,
        newer: bool = False,
        webhook_lanes: int = 1,
    ) -> None:
        self.world = World(token, seed, privacy, validate, newer)
        self.webhook_lanes = webhook_lanes
        # Only a socket that says it is TCP is spared the delays of Nagle's algorithm by asyncio.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake-bot-api", daemon=True)
        self._stop: Any = None

    @classmethod
    def serve(cls, **options: Any) -> Self:
        return cls(**options)

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def base(self) -> str:
        """For `telegram.api_base` in a config."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where methods are called: `{url}/getMe`."""
        return f"{self.base}/bot{self.token}"

    def launch(self) -> Self:
        self._thread.start()
        if not self._started.wait(10):
            raise RuntimeError("the fake Bot API did not start")
        return self

    def close(self) -> None:
        if self._stop is not None:
            with contextlib.suppress(RuntimeError):
                self._stop()
        self._thread.join(10)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stopping, loop = asyncio.Event(), asyncio.get_running_loop()
        app = application(Api(self.world, lambda name, args: call_control(self, name, args), stopping))
        config = uvicorn.Config(
            app, http=KnownConnection, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
        )
        server = Announced(config, self._started, stopping)

        def stop() -> None:
            stopping.set()
            self.world.updates.bell.ring()

        self._stop = lambda: loop.call_soon_threadsafe(stop)
        delivery = WebhookDelivery(self.world, self.webhook_lanes)
        beside = [asyncio.create_task(work) for work in (delivery.run(), self._tick())]
        await server.serve(sockets=[self._socket])
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await delivery.stop()

    async def _tick(self) -> None:
        while True:
            self.world.run_due()
            await asyncio.sleep(TICK)

    def __enter__(self) -> Self:
        return self.launch()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.launch)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.close)
