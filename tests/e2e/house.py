"""Pamong as it runs, against the fake Bot API: by polling or webhook, on SQLite or PostgreSQL."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.applications import Starlette

from bot import migrations
from bot.adapters.telegram.adapter import Telegram
from bot.app import Pamong
from bot.context import Installation
from bot.engine.clock import Clock
from bot.engine.lease import PostgresLease
from bot.routing import Router
from bot.store import database
from tests.cast import KEY
from tests.fakes.botapi import BotApi

SECRET = "a-secret-for-tests"


@asynccontextmanager
async def house(
    api: BotApi, url: str, receive: Literal["polling", "webhook"] = "polling", *extra: Router
) -> AsyncIterator[Pamong]:
    """One running installation on a migrated database."""
    opened = database(url)
    migrations.upgrade(opened)
    lease = None if opened.is_sqlite else PostgresLease(opened)
    if lease is not None:
        lease.take()
        lease.sign()
    clock = Clock()
    listening = socket.create_server(("127.0.0.1", 0))
    telegram = Telegram(
        api.token,
        api_base=api.base,
        receive=receive,
        public_url=f"http://127.0.0.1:{listening.getsockname()[1]}",
        secret=SECRET,
        clock=clock,
        poll_seconds=1,
    )
    names = {"telegram": str(api.bot.username)}
    pamong = Pamong(
        opened,
        Installation(key=KEY, bot_names=names),
        [telegram],
        clock=clock,
        owner=lease.owner if lease else "",
        extra=extra,
    )
    web = uvicorn.Server(uvicorn.Config(Starlette(routes=list(telegram.routes)), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(web.serve([listening]))
    await pamong.start()
    try:
        yield pamong
    finally:
        await pamong.stop()
        web.should_exit = True
        await serving
        listening.close()
        if lease is not None:
            lease.release()
        opened.close()


def sqlite(folder: Path) -> str:
    """A database file in a folder."""
    return f"sqlite:///{folder / 'pamong.db'}"
