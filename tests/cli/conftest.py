"""A folder with a configuration in it, and `pamong` typed there."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fakes.botapi import BotApi

PAMONG = Path(sys.executable).with_name("pamong")
PATIENCE = 60.0  # seconds that a slow machine gets


@dataclass
class Desk:
    """Where the operator sits: a folder, and what they type there."""

    folder: Path
    running: "list[subprocess.Popen[str]]" = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def types(self, *words: str, says: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
        """A command to its end; `says` is what is answered to its questions."""
        return subprocess.run(
            [PAMONG, *words],
            cwd=self.folder,
            env=environment(variables),
            input=says,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def starts(self, *words: str, **variables: str) -> "subprocess.Popen[str]":
        """A command that goes on."""
        log = (self.folder / "log").open("a")
        process = subprocess.Popen(
            [PAMONG, *words],
            cwd=self.folder,
            env=environment(variables),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        self.running.append(process)
        return process

    @property
    def log(self) -> str:
        """What the started commands have logged."""
        return (self.folder / "log").read_text()

    def close(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder without a configuration."""
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def telegram() -> Iterator[BotApi]:
    """A pretend Telegram that listens on this machine."""
    with BotApi.serve(token=new_token()) as api:
        yield api
        assert api.violations == []


@pytest.fixture
def ready(desk: Desk, telegram: BotApi) -> Desk:
    """The folder with a configuration for the pretend Telegram."""
    return configured(desk, telegram)


@dataclass(frozen=True)
class Running:
    """A Pamong that serves, the desk it was started from, and its Telegram."""

    desk: Desk
    telegram: BotApi


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One for all tests of a module that only look on: to start one takes seconds."""
    with BotApi.serve(token=new_token()) as api:
        desk = configured(Desk(tmp_path_factory.mktemp("running")), api)
        try:
            serving(desk, PAMONG_LOG__LEVEL="debug")
            yield Running(desk, api)
        finally:
            desk.close()
        assert api.violations == []


def configured(desk: Desk, api: BotApi, **tables: Mapping[str, Any]) -> Desk:
    """Writes the configuration; `tables` add to what every test needs."""
    telegram = {"token": api.token, "api_base": api.base, **tables.pop("telegram", {})}
    web = {"listen": f"127.0.0.1:{free_port()}", **tables.pop("web", {})}
    every = {"telegram": telegram, "web": web, **tables}
    lines = ['language = "en"', 'owners = ["telegram:1"]']
    for name, values in every.items():
        lines += [f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in values.items())]
    desk.config.write_text("\n".join(lines))
    desk.config.chmod(0o600)
    return desk


def _toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """This process' environment without what would configure Pamong, or lead around the loopback."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_") or "__" not in name}
    return kept | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "COLUMNS": "200"} | dict(variables)


def new_token() -> str:
    """A token that no other test on this machine has: only one process may serve it."""
    return f"{secrets.randbelow(10**9) + 10**8}:AA{secrets.token_hex(16)}x"


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def serving(desk: Desk, **variables: str) -> "subprocess.Popen[str]":
    """`pamong run`, once it is ready."""
    process = desk.starts("run", **variables)
    eventually(lambda: process.poll() is not None or get(desk, "/readyz").status_code == 200)
    assert process.poll() is None, desk.log
    return process


def get(desk: Desk, path: str) -> httpx.Response:
    """What the site of the running Pamong answers; 599 when it does not listen."""
    listen = desk.config.read_text().split('listen = "')[1].split('"')[0]
    try:
        return httpx.get(f"http://{listen}{path}", trust_env=False, timeout=10)
    except httpx.TransportError:
        return httpx.Response(599)


def eventually(condition: Callable[[], Any]) -> Any:
    """Waits until something is true."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)
    return found


def told_to_stop(process: "subprocess.Popen[str]") -> tuple[int, float]:
    """(exit code, seconds until it ended) after SIGTERM."""
    start = time.monotonic()
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE), time.monotonic() - start
