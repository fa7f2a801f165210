"""The gateway and Pamong as two programs, each behind a port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette

from bot import migrations
from bot.adapters.waha.adapter import Waha
from bot.app import Pamong
from bot.context import Installation
from bot.engine.clock import Clock
from bot.store import database
from tests.cast import KEY
from tests.e2e.house import sqlite
from tests.fakes.waha import FakeWaha
from tests.fakes.waha.gateway import HMAC_KEY
from tests.fakes.waha.gateway import KEY as API_KEY


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """The address of an app."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


async def test_a_group_is_greeted_and_answered_over_http(tmp_path: Path) -> None:
    fake = FakeWaha()
    budi, citra = fake.person("Budi"), fake.person("Citra")
    async with served(fake.app()) as gateway:
        opened, clock = database(sqlite(tmp_path)), Clock()
        migrations.upgrade(opened)
        waha = Waha(gateway, clock=clock, api_key=API_KEY, hmac_key=HMAC_KEY, consent=True)
        pamong = Pamong(opened, Installation(key=KEY), [waha], clock=clock)
        async with served(Starlette(routes=list(waha.routes))) as address:
            fake.hook = httpx.AsyncClient(base_url=address, trust_env=False)
            await pamong.start()
            async with asyncio.timeout(30):
                await waha.looked.wait()
                group = await fake.group("Kelas", budi, creator=citra)
                await fake.say(group, budi, "!rules")
                while len(fake.texts(group)) < 2:  # noqa: ASYNC110 - the gateway is another program
                    await asyncio.sleep(0.05)
            await fake.hook.aclose()
        await pamong.stop()
        opened.close()
    assert "Saling menghormati" in fake.texts(group)[-1]
    assert fake.violations == []
