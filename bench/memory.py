"""What stays resident: the playground, a bot on Telegram, and what 100,000 messages add."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from bench.engine import engine
from bench.figures import Figure
from bench.talk import Talk
from tests.fakes.botapi import BotApi

MESSAGES = 100_000
BATCH = 100
WARM = 200  # batches until every cache and pool has its size
MIB = 1024


async def figures(messages: int = MESSAGES) -> list[Figure]:
    """Resident sizes in MiB; growth is measured in a process of its own."""
    grown = await asyncio.to_thread(_grown, messages)
    return [
        Figure("memory.play", "`pamong play`, its page served", await asyncio.to_thread(_playing), 120, unit=" MiB"),
        Figure("memory.run", "`pamong run` with Telegram, idle", await asyncio.to_thread(_serving), 260, unit=" MiB"),
        Figure("memory.growth", f"growth over {messages:,} messages, all rules on", grown, 10, unit=" MiB"),
    ]


def resident(process: int | str = "self") -> float:
    """MiB that a process holds (VmRSS)."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / MIB if found else 0.0


def _playing() -> float:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bot", "play", "--no-browser", "--port", "18080"]
        return _measured(command, folder, "http://127.0.0.1:18080/", {})


def _serving() -> float:
    with BotApi.serve(validate=False) as api, TemporaryDirectory() as folder:
        wanted = {
            "PAMONG_TELEGRAM__TOKEN": api.token,
            "PAMONG_TELEGRAM__API_BASE": api.base,
            "PAMONG_WEB__LISTEN": "127.0.0.1:18081",
        }
        return _measured([sys.executable, "-m", "bot", "run"], folder, "http://127.0.0.1:18081/readyz", wanted)


def _measured(command: list[str], folder: str, page: str, wanted: dict[str, str]) -> float:
    here = {"PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(command, cwd=folder, env=os.environ | here | wanted, stdout=subprocess.DEVNULL)
    try:
        _answers(page)
        time.sleep(3)
        return resident(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(page: str, seconds: float = 60) -> None:
    enough = time.monotonic() + seconds
    while time.monotonic() < enough:
        try:
            with urlopen(page, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(page)


def _grown(messages: int) -> float:
    command = [sys.executable, "-m", "bench.memory", str(messages)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return float(done.stdout.splitlines()[-1])


async def growth(messages: int) -> float:
    """MiB more after so many messages through reader, rules and commits than after the first ones."""
    talk = Talk()
    before = 0.0
    async with engine() as running:
        for number in range(WARM + messages // BATCH):
            if number == WARM:
                before = resident()
            updates = talk.updates(BATCH)
            events = [event for update in updates for event in await running.telegram.reader.read(update)]
            await running.store(events)
        return resident() - before


if __name__ == "__main__":
    print(asyncio.run(growth(int(sys.argv[1]))))
