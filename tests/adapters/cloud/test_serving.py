"""A number introduces itself to Meta, meets its circles, and stops loudly when Meta no longer knows it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import errors
from bot.adapters.cloud.adapter import Cloud
from bot.adapters.cloud.names import private
from bot.chat.actions import Send
from bot.chat.events import Form, Reachable, Standing
from bot.engine.orders import Order
from tests.adapters.telegram.conftest import Notebook
from tests.fakes.graph import Circle, Graph


@asynccontextmanager
async def serving(cloud: Cloud, notebook: Notebook) -> AsyncIterator["asyncio.Task[None]"]:
    """The adapter at work."""
    task = asyncio.create_task(cloud.serve(notebook))
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_numbers_name_and_its_circles_are_learned(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    graph.world.circles.append(Circle("abc", "Kelas kecil"))
    async with serving(cloud, notebook):
        await graph.until(lambda: notebook.of(Standing))
    assert cloud.bot_name == "Pamong"
    [here] = notebook.of(Standing)
    assert here.group is not None
    assert (here.group.address, here.group.title, here.present) == ("abc", "Kelas kecil", True)


async def test_a_token_that_meta_does_not_know_stops_the_platform_and_owners_are_told(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    graph.world.token = "another"
    with pytest.raises(errors.Misconfigured, match="access_token"):
        await cloud.serve(notebook)
    assert [form.name for form in notebook.of(Form)] == ["platforms.stopped"]


async def test_a_meta_that_is_away_is_asked_again_while_the_webhook_serves(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    cloud.desk.graph.base = "http://127.0.0.1:9"
    async with serving(cloud, notebook) as task:
        await graph.until(lambda: cloud.webhook.inlet is not None)
        await graph.says(graph.person("Ani"), "halo")
        assert not task.done()
    assert cloud.bot_name == ""


async def test_a_number_that_tells_no_name_serves_all_the_same(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    cloud.desk.graph.number = "not-this-one"
    async with serving(cloud, notebook):
        await graph.until(lambda: cloud.bot_name)
    graph.violations.clear()
    assert cloud.bot_name == "not-this-one"


async def test_a_refusal_that_comes_late_says_that_the_person_cannot_be_written_to(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    graph.silent = True
    ani = graph.person("Ani")
    async with serving(cloud, notebook):
        await graph.until(lambda: cloud.bot_name)
        order = Order(1, Send(private(ani.phone), "halo"), heard_at=cloud.clock.now())
        await cloud.do(order)
        graph.silent = False
        graph.world.sent[-1].failed = 131026
        graph.tells(graph.world.sent[-1])
        await graph.until(lambda: notebook.of(Reachable))
    [gone] = notebook.of(Reachable)
    assert gone.who is not None
    assert (gone.who.address, gone.yes) == (ani.phone, False)
