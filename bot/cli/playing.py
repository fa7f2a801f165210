"""`pamong play`: the playground in a browser."""

import asyncio
import socket
import sys
import webbrowser

from bot import errors, texts
from bot.app import playground
from bot.cli import listening
from bot.config import Config

HERE = ("127.0.0.1", "localhost", "::1")


def play(config: Config, host: str, port: int, *, browser: bool) -> None:
    """Serves the playground until it is told to stop; a port that is taken is replaced by a free one."""
    try:
        bound = listening.bound(host, port)
    except errors.Misconfigured:
        bound = listening.bound(host, 0)
    with bound:
        asyncio.run(_serve(config, bound, browser=browser, anybody=host not in HERE))


async def _serve(config: Config, bound: socket.socket, *, browser: bool, anybody: bool) -> None:
    told = listening.told_to_stop()
    async with playground(config.language, config.timezone, anybody=anybody) as pamong:
        listener = listening.listener(pamong)
        web = asyncio.create_task(listener.serve([bound]))
        page = listening.address(bound)
        print(texts.say(config.language, "play.open", {"page": page}), flush=True)
        if browser and sys.stdout.isatty():
            await asyncio.to_thread(webbrowser.open, page)
        await asyncio.wait({told, web}, return_when=asyncio.FIRST_COMPLETED)
        listener.should_exit = True
        await web
