"""`pamong run`: every configured platform from one process, until it is told to stop."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot import config as configuration
from bot import errors, migrations
from bot.cli import opening
from bot.cli.leaving import Hopeless
from bot.cli.platforms import Names, made
from bot.config import Config
from bot.store import Database

if TYPE_CHECKING:
    import uvicorn

    from bot.app import Pamong
    from bot.chat.events import Form
    from bot.engine.clock import Clock
    from bot.engine.forms import Door

log = structlog.get_logger()

PATIENCE = 8.0  # seconds for what is queued and in flight
AT_MOST = 9.8  # seconds until the process ends, whatever hangs


def run(config: Config) -> None:
    """Serves until SIGTERM or SIGINT. Raises `Hopeless` when no platform is left, `errors.Taken` when not alone."""
    if not config.platforms:
        raise Hopeless(
            f"No platform is set up in {config.path.name}: fill in [telegram] token, or look around without one: "
            "pamong play"
        )
    with ExitStack() as stack:
        for lock in opening.tokens(config):
            opening.held(stack, lock)
        database, lease = stack.enter_context(opening.owned(config))
        migrations.upgrade(database)
        owner = ""
        if lease is not None:
            lease.sign()
            owner = lease.owner
        listening = stack.enter_context(_listening(config))
        asyncio.run(_serve(config, database, owner, listening))


@contextlib.contextmanager
def _listening(config: Config) -> Iterator[socket.socket]:
    """The socket of the one listener, taken before anything is promised."""
    family = socket.AF_INET6 if ":" in config.web.host else socket.AF_INET
    try:
        listening = socket.create_server((config.web.host, config.web.port), family=family)
    except OSError as failure:
        raise errors.Misconfigured(
            f"[web] listen {config.web.listen} cannot be used: {failure.strerror}. "
            'Another program may use it; for example: listen = "127.0.0.1:8081"'
        ) from None
    with listening:
        yield listening


async def _serve(config: Config, database: Database, owner: str, listening: socket.socket) -> None:
    from bot.app import Pamong
    from bot.engine.clock import Clock
    from bot.engine.forms import Door, address

    clock = Clock()
    adapters = made(config, clock)
    key = configuration.security_key(config, database)
    installation = configuration.installation(config, key, Names(adapters))
    pamong = Pamong(database, installation, adapters, clock=clock, owner=owner)
    server = _server(pamong)
    door = Door(address(database.path or config.path), pamong.ask, clock)
    told = _signals()
    await pamong.start()
    await door.open()
    web = asyncio.create_task(server.serve([listening]))
    pamong.submit(_standing(config, clock))
    log.info("pamong.serves", platforms=config.platforms, web=_shown(listening))
    over = asyncio.create_task(pamong.wait())
    await asyncio.wait({over, told, web}, return_when=asyncio.FIRST_COMPLETED)
    await _stop(pamong, server, door, web)
    if over.done():
        _leave(over)
    over.cancel()


def _signals() -> "asyncio.Future[None]":
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


async def _stop(pamong: "Pamong", server: "uvicorn.Server", door: "Door", web: "asyncio.Task[None]") -> None:
    """Answers what has been received, sends what is on its way, and ends in time even if something hangs."""
    log.info("pamong.stops")
    late = threading.Timer(AT_MOST, _give_up)
    late.daemon = True
    late.start()
    await door.close()
    server.should_exit = True
    await asyncio.gather(pamong.stop(PATIENCE), web, return_exceptions=True)
    log.info("pamong.stopped")


def _give_up() -> None:
    log.warning(
        "pamong.stopped_late", why="Something did not end in time; what was not sent goes out at the next start."
    )
    os._exit(0)


def _leave(over: "asyncio.Task[None]") -> None:
    """Says why nothing is served any more."""
    failure = over.exception()
    if isinstance(failure, errors.Misconfigured):
        raise Hopeless(str(failure)) from None
    if failure is not None:
        raise failure


def _standing(config: Config, clock: "Clock") -> "Form":
    """What the jobs that always are need to know; they plan themselves anew."""
    from bot.chat.events import Form

    backup = {"folder": str(config.backup_folder), "at": config.backup.at, "keep": config.backup.keep}
    return Form(f"start:{secrets.token_hex(8)}", clock.now(), name="start", values={"backup": backup})


def _server(pamong: "Pamong") -> "uvicorn.Server":
    import uvicorn

    from bot.cli import vital
    from bot.web import app

    class Listener(uvicorn.Server):
        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Signals are ours: what has been received is committed before the listener goes."""
            yield

    routes = [route for adapter in pamong.adapters.values() for route in adapter.routes]
    site = app.build(routes, partial(vital.problems, pamong), partial(vital.measured, pamong))
    return Listener(
        uvicorn.Config(
            site, log_config=None, access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=3
        )
    )


def _shown(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{host}:{port}"
