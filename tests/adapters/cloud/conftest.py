"""A pretend Meta, an adapter for its number, and an engine that only takes notes."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.adapters.cloud.adapter import Cloud
from bot.engine.clock import Clock
from tests.adapters.telegram.conftest import Notebook
from tests.e2e.home import number
from tests.fakes.graph import Graph


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    """A request that Meta's reference does not know fails the test."""
    async with Graph.serve() as served:
        yield served
    assert served.violations == []


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
async def cloud(graph: Graph, notebook: Notebook) -> AsyncIterator[Cloud]:
    """The adapter, listening; the fake brings what happens straight to it."""
    made = number(graph, Clock(), templates={"notice": "note"})
    made.webhook.inlet = made.inlet = notebook
    graph.webhook = "http://bot/whatsapp/cloud"
    await graph.client.aclose()
    graph.client = httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=made.routes)))
    yield made
    await made.close()


def delivery(graph: Graph, **value: Any) -> dict[str, Any]:
    """One delivery with one change of the field `messages`."""
    about = {"display_phone_number": graph.world.phone, "phone_number_id": graph.world.number}
    whole = {"messaging_product": "whatsapp", "metadata": about, **value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"value": whole, "field": "messages"}]}],
    }
