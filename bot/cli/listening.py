"""The one HTTP listener, and the signals that end it: both are shared by `run` and `play`."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn

from bot import errors
from bot.cli import vital
from bot.web import app, calendars

if TYPE_CHECKING:
    from bot.app import Pamong


def bound(host: str, port: int) -> socket.socket:
    """The socket, taken before anything is promised. Raises `errors.Misconfigured` when it is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as failure:
        raise errors.Misconfigured(
            f"[web] listen {host}:{port} cannot be used: {failure.strerror}. "
            'If another program uses it, choose a free one, for example: listen = "127.0.0.1:8081"'
        ) from None


def address(listening: socket.socket) -> str:
    """What a browser on this machine would open."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Listener(uvicorn.Server):
    """Leaves signals alone: what has been received is committed before the listener goes."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn calls it."""
        yield


def listener(pamong: "Pamong") -> Listener:
    """The site of a running Pamong: its adapters' routes, health and metrics."""
    routes = [route for adapter in pamong.adapters.values() for route in adapter.routes]
    routes += calendars.routes(pamong.database, pamong.batches.installation.key, pamong.clock)
    site = app.build(routes, partial(vital.problems, pamong), partial(vital.measured, pamong))
    options: dict[str, Any] = {
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": 3,
    }
    return Listener(uvicorn.Config(site, lifespan="off", **options))


def told_to_stop() -> "asyncio.Future[None]":
    """Done at the first SIGTERM or SIGINT; a second one ends the process at once, which loses nothing."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[None] = loop.create_future()

    def tell() -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        if not told.done():
            told.set_result(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, tell)
    return told
