"""`pamong run`: every configured platform from one process, until it is told to stop."""

import asyncio
import os
import secrets
import socket
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import structlog

from bot import config as configuration
from bot import errors, migrations
from bot.cli import opening
from bot.cli.leaving import Hopeless
from bot.config import Config
from bot.store import Database

if TYPE_CHECKING:
    from bot.app import Pamong
    from bot.chat.events import Form
    from bot.cli.listening import Listener
    from bot.engine.clock import Clock
    from bot.engine.forms import Door

log = structlog.get_logger()

PATIENCE = 8.0  # seconds for what is queued and in flight
AT_MOST = 9.5  # seconds until the process ends, whatever hangs


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
        _serve_on(config, database, owner)


def _serve_on(config: Config, database: Database, owner: str) -> None:
    """Everything heavy is loaded only now that nobody else serves."""
    from bot.cli import listening

    with listening.bound(config.web.host, config.web.port) as bound:
        asyncio.run(_serve(config, database, owner, bound))


async def _serve(config: Config, database: Database, owner: str, bound: socket.socket) -> None:
    from bot.cli import listening
    from bot.engine.clock import Clock
    from bot.engine.forms import Door, address

    clock = Clock()
    pamong = _made(config, database, owner, clock)
    listener = listening.listener(pamong)
    door = Door(address(database.path or config.path), pamong.ask, clock)
    told = listening.told_to_stop()
    await pamong.start()
    await door.open()
    web = asyncio.create_task(listener.serve([bound]))
    pamong.submit(_standing(config, clock))
    log.info("pamong.serves", platforms=config.platforms, web=listening.address(bound))
    over = asyncio.create_task(pamong.wait())
    await asyncio.wait({over, told, web}, return_when=asyncio.FIRST_COMPLETED)
    await _stop(pamong, listener, door, web)
    _leave(over)


def _made(config: Config, database: Database, owner: str, clock: "Clock") -> "Pamong":
    from bot.app import Pamong
    from bot.cli.platforms import Names, made

    adapters = made(config, clock)
    key = configuration.security_key(config, database)
    installation = configuration.installation(config, key, Names(adapters))
    return Pamong(database, installation, adapters, clock=clock, owner=owner)


def _standing(config: Config, clock: "Clock") -> "Form":
    """What the jobs that always are need to know; they plan themselves anew."""
    from bot.chat.events import Form

    backup = {"folder": str(config.backup_folder), "at": config.backup.at, "keep": config.backup.keep}
    return Form(f"start:{secrets.token_hex(8)}", clock.now(), name="start", values={"backup": backup})


async def _stop(pamong: "Pamong", listener: "Listener", door: "Door", web: "asyncio.Task[None]") -> None:
    """Answers what has been received, sends what is on its way, and ends in time even if something hangs."""
    log.info("pamong.stops")
    late = threading.Timer(AT_MOST, _give_up)
    late.daemon = True
    late.start()
    await door.close()
    listener.should_exit = True
    await asyncio.gather(pamong.stop(PATIENCE), web, return_exceptions=True)
    log.info("pamong.stopped")


def _give_up() -> None:
    log.warning("pamong.stopped_late", why="Something did not end in time; what was not sent goes at the next start.")
    os._exit(0)


def _leave(over: "asyncio.Task[None]") -> None:
    """Says why nothing is served any more, if that is why."""
    if not over.done():
        over.cancel()
        return
    failure = over.exception()
    if isinstance(failure, errors.Misconfigured):
        raise Hopeless(str(failure)) from None
    if failure is not None:
        raise failure
