"""Another process of the same user can ask the running one to do something."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import errors
from bot.chat.actions import Actions, Return
from bot.chat.events import Form
from bot.context import Context
from bot.engine.clock import Clock
from bot.engine.forms import LONGEST, Door, Handed, address, hand_over
from bot.routing import Router
from tests import cast
from tests.stage import Stage

router = Router("doors")


@router.form("count")
def count(event: Form, ctx: Context) -> Actions:
    return [Return({"words": len(event.values["words"]), "group": ctx.place.chat.title})]


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Path]:
    """The socket of an engine that counts words."""
    stage = Stage(router)

    async def ask(event: Any) -> Any:
        result = stage.happens(event)
        return result.returned.get(event.key)

    opened = Door(address(tmp_path / "pamong.db"), ask, Clock())
    await opened.open()
    yield opened.path
    await opened.close()
    stage.close()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def handed(path: Path, form: Handed) -> Any:
    return await asyncio.to_thread(hand_over, path, form)


async def test_a_form_is_handled_and_its_answer_comes_back(door: Path) -> None:
    form = Handed("count", {"words": ["satu", "dua"]}, (cast.GROUP.platform, cast.GROUP.address))
    answer = await handed(door, form)
    assert answer.value == {"words": 2, "group": cast.GROUP.title}


async def test_a_form_may_concern_no_group(door: Path) -> None:
    answer = await handed(door, Handed("count", {"words": []}))
    assert answer.value == {"words": 0, "group": ""}


async def test_only_the_same_user_may_knock(door: Path) -> None:
    assert mode(door) == 0o600


async def test_nonsense_is_answered_and_the_door_stays_open(door: Path) -> None:
    def talk() -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(door))
            line.sendall(b"[1, 2]\n")
            return line.recv(1000)

    assert b"not a form" in await asyncio.to_thread(talk)
    assert (await handed(door, Handed("count", {"words": [1]}))).value["words"] == 1


async def test_a_closed_door_is_nobody_and_leaves_nothing(tmp_path: Path) -> None:
    opened = Door(address(tmp_path / "pamong.db"), lambda event: asyncio.sleep(0), Clock())
    await opened.open()
    await opened.close()
    assert left_in(tmp_path) == []
    assert await handed(opened.path, Handed("count")) is None


async def test_a_socket_left_by_a_killed_process_is_nobody_and_is_replaced(tmp_path: Path) -> None:
    path = address(tmp_path / "pamong.db")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    assert await handed(path, Handed("count")) is None
    opened = Door(path, lambda event: asyncio.sleep(0, "yes"), Clock())
    await opened.open()
    assert (await handed(path, Handed("count"))).value == "yes"
    await opened.close()


async def test_a_form_that_is_not_taken_is_said_to_whoever_gave_it(tmp_path: Path) -> None:
    async def full(event: Any) -> Any:
        raise errors.Unreachable("the queue is full")

    opened = Door(address(tmp_path / "pamong.db"), full, Clock())
    await opened.open()
    with pytest.raises(errors.Unreachable, match="the queue is full"):
        await handed(opened.path, Handed("count"))
    await opened.close()


def test_the_door_of_a_long_path_is_short_enough_for_every_system(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-long-folder-name"] * 8, "pamong.db")
    assert len(str(address(deep))) <= LONGEST
    assert address(deep) == address(deep) != address(deep.with_name("other.db"))
