"""The fake fails on demand, as networks and Telegram do, and loses no update meanwhile."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.fakes.botapi import BotApi, Spec, spec_file
from tests.fakes.conftest import Ask


async def test_a_failure_strikes_as_often_as_asked_and_only_where_asked(api: BotApi, ask: Ask) -> None:
    first, second = api.supergroup("Satu"), api.supergroup("Dua")
    api.fail("sendMessage", 500, times=2, chat_id=first.id)
    assert (await ask("sendMessage", chat_id=second.id, text="a"))["text"] == "a"
    assert await ask("sendMessage", chat_id=first.id, text="a") == "Internal Server Error"
    assert await ask("sendMessage", chat_id=first.id, text="a") == "Internal Server Error"
    assert (await ask("sendMessage", chat_id=first.id, text="a"))["text"] == "a"


async def test_a_429_says_how_long_to_wait(api: BotApi, http: httpx.AsyncClient) -> None:
    group = api.supergroup("Belajar")
    api.fail("*", 429, retry_after=5)
    refused = await http.post(f"{api.url}/sendMessage", json={"chat_id": group.id, "text": "a"})
    assert (refused.status_code, refused.json()["parameters"]) == (429, {"retry_after": 5})
    assert refused.json()["description"] == "Too Many Requests: retry after 5"


@pytest.mark.parametrize(("after", "done"), [(False, []), (True, ["a"])])
async def test_a_cut_connection_leaves_the_caller_in_doubt(
    api: BotApi, http: httpx.AsyncClient, after: bool, done: list[str]
) -> None:
    group = api.supergroup("Belajar")
    api.drop_connection("sendMessage", after=after)
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post(f"{api.url}/sendMessage", json={"chat_id": group.id, "text": "a"})
    assert api.texts(group) == done
    assert api.calls("sendMessage")[0].dropped


async def test_a_hanging_call_is_done_late(api: BotApi, ask: Ask) -> None:
    group = api.supergroup("Belajar")
    api.hang("sendMessage", 0.2)
    began = time.monotonic()
    await ask("sendMessage", chat_id=group.id, text="a")
    assert time.monotonic() - began >= 0.2


async def test_limits_stop_a_chat_that_gets_too_much(api: BotApi, ask: Ask) -> None:
    group, other = api.supergroup("Satu"), api.supergroup("Dua")
    api.rate_limits()
    answers = [await ask("sendMessage", chat_id=group.id, text=str(n)) for n in range(5)]
    assert answers[-1] == "Too Many Requests: retry after 1"
    assert (await ask("sendMessage", chat_id=other.id, text="a"))["text"] == "a"
    assert await ask("getChatMemberCount", chat_id=group.id) == 2


async def test_a_long_poll_wakes_when_something_happens(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    waiting = asyncio.ensure_future(ask("getUpdates", timeout=10))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    api.start(sari)
    assert (await asyncio.wait_for(waiting, 1))[0]["message"]["text"] == "/start"


async def test_a_second_poller_ends_the_first(api: BotApi, ask: Ask) -> None:
    first = asyncio.ensure_future(ask("getUpdates", timeout=10))
    await asyncio.sleep(0.1)
    assert await ask("getUpdates") == []
    refused = await asyncio.wait_for(first, 1)
    assert refused.startswith("Conflict: terminated by other getUpdates request")


async def test_confirmed_updates_come_again_when_told_to(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    api.start(sari)
    api.write(sari, "halo")
    seen = await ask("getUpdates")
    after = seen[-1]["update_id"] + 1
    assert await ask("getUpdates", offset=after) == []
    assert api.redeliver() == 2
    assert await ask("getUpdates", offset=after) == seen
    assert await ask("getUpdates", offset=after) == []


async def test_shuffled_updates_keep_rising_ids(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    api.start(sari)
    for n in range(20):
        api.write(sari, str(n))
    in_order = [update["message"]["message_id"] for update in await ask("getUpdates")]
    api.shuffle()
    found = await ask("getUpdates")
    assert [update["update_id"] for update in found] == sorted(update["update_id"] for update in found)
    assert [update["message"]["message_id"] for update in found] != in_order


async def test_a_poisoned_update_is_delivered_as_it_is(api: BotApi, ask: Ask) -> None:
    api.poison({"message": {"message_id": "not a number"}})
    assert (await ask("getUpdates"))[0]["message"] == {"message_id": "not a number"}


class Receiver:
    """A bot's webhook: refuses the first deliveries, then keeps what comes."""

    def __init__(self, refuse: int) -> None:
        self.refuse = refuse
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.tries = 0
        self.port = 0

    async def receive(self, request: Request) -> Response:
        self.tries += 1
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.tries <= self.refuse:
            return Response(status_code=503)
        self.got.append(json.loads(await request.body()))
        return Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver(refuse=2)
    app = Starlette(routes=[Route("/telegram", made.receive, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    made.port = server.servers[0].sockets[0].getsockname()[1]
    yield made
    server.should_exit = True
    await running


async def test_a_webhook_gets_every_update_in_order_until_it_accepts(api: BotApi, ask: Ask, receiver: Receiver) -> None:
    sari = api.user("Sari")
    api.start(sari)
    url = f"http://127.0.0.1:{receiver.port}/telegram"
    assert await ask("setWebhook", url=url, secret_token="rahasia") is True
    for n in range(5):
        api.write(sari, str(n))
    await api.until(lambda: len(receiver.got) == 6)
    assert [update["message"]["text"] for update in receiver.got] == ["/start", "0", "1", "2", "3", "4"]
    assert receiver.secrets == {"rahasia"}
    info = await ask("getWebhookInfo")
    assert (info["url"], info["last_error_message"]) == (url, "Wrong response from the webhook: 503")
    refused = await ask("getUpdates")
    assert refused.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert await ask("deleteWebhook") is True
    assert await ask("getUpdates") == []
    assert await ask("setWebhook", url="http://example.org/x") == (
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )


async def test_a_parameter_that_no_version_knows_is_a_violation(http: httpx.AsyncClient) -> None:
    if spec_file() is None:
        pytest.skip("PAMONG_SPECS names no specification")
    async with BotApi.serve() as api:
        group = api.supergroup("Belajar")
        params = {"chat_id": group.id, "text": "a", "colour": "red", "disable_notification": "perhaps"}
        await http.post(f"{api.url}/sendMessage", json=params)
        assert api.violations == [
            "sendMessage: unknown parameter colour",
            "sendMessage.disable_notification: 'perhaps' is not of type Boolean",
        ]


def test_the_specification_tells_right_from_wrong() -> None:
    spec = Spec.load()
    if spec is None:
        pytest.skip("PAMONG_SPECS names no specification")
    user = {"id": 1, "is_bot": False, "first_name": "Sari"}
    assert spec.problems("ChatMember", {"status": "left", "user": user}) == []
    assert spec.problems("ChatMember", {"status": "gone", "user": user}) != []
    assert spec.problems("User", user | {"id": "1"}) == ["User.id: '1' is not of type Integer"]
    assert spec.problems("User", user | {"age": 3}) == ["User.age is unknown"]
    assert spec.problems("Array of User", [{"id": 1}]) == [
        "Array of User[0].is_bot is missing",
        "Array of User[0].first_name is missing",
    ]
    rows = {"inline_keyboard": [[{"text": "a", "callback_data": 1}]]}
    assert spec.problems("InlineKeyboardMarkup", rows) == [
        "InlineKeyboardMarkup.inline_keyboard[0][0].callback_data: 1 is not of type String"
    ]
