"""What every test may rely on: nothing reaches beyond this machine."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import settings
from playwright.async_api import expect

from bot.context import Context
from tests import cast
from tests.furniture import furnished
from tests.stage import Stage

pytest_plugins = ["tests.postgres"]

ALONE = ("tests/torture/", "tests/month/", "tests/adapters/playground/", "tests/e2e/test_linking.py")
"""What kills processes, plays scenes at their pace, or asks a browser: by the clock, and so without neighbours."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what runs alone."""
    for item in items:
        if item.nodeid.startswith(ALONE):
            item.add_marker(pytest.mark.alone)


expect.set_options(timeout=20_000)  # a busy machine shows a page late

# The same examples for everybody; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")


class OutsideWorld(ConnectionError):
    """A test tried to reach beyond this machine."""


@pytest.fixture(scope="session", autouse=True)
def outside_attempts() -> Iterator[list[str]]:
    """Addresses beyond loopback that were asked for since the last test; every attempt is refused."""
    attempts: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded_method(getattr(socket.socket, name), attempts))
        for name in ("getaddrinfo", "gethostbyname"):
            patch.setattr(socket, name, _guarded_lookup(getattr(socket, name), attempts))
        yield attempts


@pytest.fixture(autouse=True)
def no_network(outside_attempts: list[str]) -> Iterator[None]:
    """Fails a test that reaches out, even when the code under test swallows the refusal."""
    outside_attempts.clear()
    yield
    if outside_attempts:
        pytest.fail(f"connected beyond this machine: {', '.join(outside_attempts)}")


def _guarded_method(method: Callable[..., Any], attempts: list[str]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_beyond_loopback(args[-1][0], attempts)  # the address comes last, in sendto too
        return method(self, *args)

    return guarded


def _guarded_lookup(lookup: Callable[..., Any], attempts: list[str]) -> Callable[..., Any]:
    def guarded(host: str | bytes | None, *args: Any, **options: Any) -> Any:
        _refuse_beyond_loopback(host, attempts)
        return lookup(host, *args, **options)

    return guarded


def _refuse_beyond_loopback(host: str | bytes | None, attempts: list[str]) -> None:
    name = host.decode() if isinstance(host, bytes) else host or ""
    if not _is_this_machine(name):
        attempts.append(name)
        raise OutsideWorld(f"tests stay on this machine, but something asked for {name}")


def _is_this_machine(name: str) -> bool:
    if name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture
def ctx() -> Iterator[Context]:
    """What a handler gets in GROUP at NOW, over a database in memory that knows the cast."""
    opened = furnished()
    with opened.session() as session:
        yield cast.context(session)
    opened.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    """An engine without handlers over a database in memory; tests of handlers make their own `Stage(router)`."""
    play = Stage()
    yield play
    play.close()


@pytest.fixture(autouse=True)
def plain_log() -> None:
    """Every test begins with the same log; structlog's own tracebacks show every local value, which takes seconds."""
    show = structlog.processors.KeyValueRenderer(key_order=["event"])
    structlog.configure(processors=[structlog.processors.format_exc_info, show])
