"""The webhook answers 200 when what it was told is committed, and knows who may tell it anything."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot import errors
from bot.adapters.telegram.adapter import Telegram
from bot.chat.events import Message, Unreadable
from tests.adapters.telegram.conftest import Make, Notebook, serving
from tests.fakes.botapi import BotApi

SECRET = "rahasia"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE: dict[str, Any] = {
    "update_id": 9,
    "message": {"message_id": 5, "date": 1, "chat": {"id": 11, "type": "private", "first_name": "S"}, "text": "halo"},
}


@pytest.fixture
def telegram(make: Make) -> Telegram:
    return make(receive="webhook", public_url="https://bot.example.org/", secret=SECRET)


@pytest.fixture
async def client(telegram: Telegram, notebook: Notebook) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the webhook; the adapter listens already."""
    telegram.webhook.inlet = notebook
    transport = httpx.ASGITransport(Starlette(routes=telegram.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as made:
        yield made


async def test_an_update_is_accepted_once_it_is_committed(
    api: BotApi, client: httpx.AsyncClient, notebook: Notebook
) -> None:
    notebook.hold = True
    answer = asyncio.create_task(client.post("/telegram", json=UPDATE, headers=HEADERS))
    await api.until(lambda: notebook.events)
    await asyncio.sleep(0.05)
    assert not answer.done()
    notebook.commit()
    assert (await answer).status_code == 200
    assert [event.text for event in notebook.of(Message)] == ["halo"]


@pytest.mark.parametrize("secret", [None, "", "rahasia2", "räh", "RAHASIA"])
async def test_a_stranger_is_turned_away_and_nothing_kept(
    client: httpx.AsyncClient, notebook: Notebook, secret: str | None
) -> None:
    headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    for body in (b'{"update_id": 1}', b"garbage"):
        assert (await client.post("/telegram", content=body, headers=headers)).status_code == 401
    assert notebook.events == []


async def test_more_than_any_update_holds_is_turned_away(client: httpx.AsyncClient, notebook: Notebook) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 4096

    for content in (b"x" * (1024 * 1024 + 1), endless()):
        assert (await client.post("/telegram", content=content, headers=HEADERS)).status_code == 413
    assert notebook.events == []


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1, 2]", b'"text"', b"[" * 100_000])
async def test_garbage_from_telegram_is_kept_for_a_look(
    client: httpx.AsyncClient, notebook: Notebook, body: bytes
) -> None:
    for _ in range(2):
        assert (await client.post("/telegram", content=body, headers=HEADERS)).status_code == 200
    first, again = notebook.of(Unreadable)
    assert first.key == again.key


async def test_a_full_queue_asks_telegram_to_come_again(client: httpx.AsyncClient, notebook: Notebook) -> None:
    notebook.room = 0
    assert (await client.post("/telegram", json=UPDATE, headers=HEADERS)).status_code == 503


async def test_a_database_that_is_down_asks_telegram_to_come_again(
    api: BotApi, client: httpx.AsyncClient, notebook: Notebook
) -> None:
    notebook.hold = True
    answer = asyncio.create_task(client.post("/telegram", json=UPDATE, headers=HEADERS))
    await api.until(lambda: notebook.open)
    notebook.open.pop().set_exception(errors.Unreachable("the database is away"))
    assert (await answer).status_code == 503


async def test_a_bot_that_does_not_serve_yet_asks_telegram_to_come_again(
    client: httpx.AsyncClient, telegram: Telegram
) -> None:
    telegram.webhook.inlet = None
    assert (await client.post("/telegram", json=UPDATE, headers=HEADERS)).status_code == 503


async def test_the_webhook_is_set_and_served(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari = api.user("Sari")
    api.start(sari)

    def build(port: int) -> Telegram:
        return make(receive="webhook", public_url=f"http://127.0.0.1:{port}")

    async with listening(build) as telegram, serving(telegram, notebook):
        await api.until(lambda: not api.pending())
        api.write(sari, "halo")
        await api.until(lambda: len(notebook.of(Message)) == 2)
    (call,) = api.calls("setWebhook")
    assert len(call.params["secret_token"]) >= 32, "a secret that nobody chose is made"
    assert "chat_member" in call.params["allowed_updates"]


async def test_an_address_that_telegram_does_not_take_stops_the_platform(make: Make, notebook: Notebook) -> None:
    telegram = make(receive="webhook", public_url="http://bot.example.org", secret=SECRET)
    with pytest.raises(errors.Misconfigured, match="public_url"):
        await telegram.serve(notebook)


def test_a_polling_bot_has_no_webhook(make: Make) -> None:
    assert make().routes == ()


@asynccontextmanager
async def listening(build: Callable[[int], Telegram]) -> AsyncIterator[Telegram]:
    """A web server around an adapter that knows its address."""
    app = Starlette()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    telegram = build(server.servers[0].sockets[0].getsockname()[1])
    app.router.routes += telegram.routes
    yield telegram
    server.should_exit = True
    await running
