"""Pamong as it runs, on several platforms at once: the fake Bot API, the fake Graph API, or both."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot import migrations
from bot.adapters.base import Adapter
from bot.adapters.cloud.adapter import Cloud
from bot.adapters.telegram.adapter import Telegram
from bot.app import Pamong
from bot.context import Installation
from bot.engine.clock import Clock
from bot.routing import Router
from bot.store import database
from tests.cast import KEY
from tests.fakes.botapi import BotApi
from tests.fakes.graph import Graph


def number(graph: Graph, clock: Clock, **options: Any) -> Cloud:
    """The adapter of the fake's number."""
    world = graph.world
    world.now = clock.now
    return Cloud(
        clock=clock,
        number=world.number,
        token=world.token,
        app_secret=world.secret,
        verify_token=world.word,
        graph_base=graph.base,
        **options,
    )


@asynccontextmanager
async def home(
    folder: Path,
    graph: Graph,
    api: BotApi | None = None,
    *,
    owners: Sequence[tuple[str, str]] = (),
    extra: Sequence[Router] = (),
    **options: Any,
) -> AsyncIterator[Pamong]:
    """One running installation on a migrated database; `options` are those of the Cloud API's number."""
    opened = database(f"sqlite:///{folder / 'pamong.db'}")
    migrations.upgrade(opened)
    clock = Clock()
    adapters: list[Adapter] = [number(graph, clock, **options)]
    if api is not None:
        adapters.append(Telegram(api.token, api_base=api.base, clock=clock, poll_seconds=1))
    installation = Installation(key=KEY, owners=frozenset(owners))
    pamong = Pamong(opened, installation, adapters, clock=clock, extra=extra)
    listening = socket.create_server(("127.0.0.1", 0))
    graph.webhook = f"http://127.0.0.1:{listening.getsockname()[1]}/whatsapp/cloud"
    routes = [route for adapter in adapters for route in adapter.routes]
    web = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(web.serve([listening]))
    await pamong.start()
    try:
        yield pamong
    finally:
        await pamong.stop()
        web.should_exit = True
        await serving
        listening.close()
        opened.close()
