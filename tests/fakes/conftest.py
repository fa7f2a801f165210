"""A pretend Telegram for the tests of the pretend Telegram."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.fakes.botapi import BotApi

Ask = Callable[..., Awaitable[Any]]
EVERYTHING = (
    "message", "edited_message", "channel_post", "callback_query", "poll", "poll_answer", "my_chat_member",
    "chat_member", "chat_join_request", "message_reaction",
)  # fmt: skip

KEYBOARD = {"inline_keyboard": [[{"text": "Ya", "callback_data": "yes"}, {"text": "Tidak", "callback_data": "no"}]]}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Emits every kind of update; what the specification does not know fails the test."""
    async with BotApi.serve() as served:
        served.allow_updates(EVERYTHING)
        yield served
    assert served.violations == []


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        yield client


@pytest.fixture
def ask(api: BotApi, http: httpx.AsyncClient) -> Ask:
    """Calls a method; gives its result, or the refusal's description."""

    async def asked(method: str, **params: Any) -> Any:
        answer = (await http.post(f"{api.url}/{method}", json=params)).json()
        return answer["result"] if answer["ok"] else answer["description"]

    return asked
