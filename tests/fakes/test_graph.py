"""The fake Graph API refuses what Meta refuses; its limits are Meta's own."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.fakes.graph import Graph, Spec
from tests.fakes.graph.checks import LIMITS, problems
from tests.fakes.graph.spec import spec_file

TO = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "628111"}
TEXT = {**TO, "type": "text", "text": {"body": "halo"}}
specified = pytest.mark.skipif(spec_file() is None, reason="PAMONG_SPECS does not name Meta's description")


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    async with Graph.serve() as served:
        yield served


async def asked(graph: Graph, body: Any, token: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token or graph.world.token}"}
    return await graph.client.post(f"{graph.base}/{graph.world.number}/messages", json=body, headers=headers)


async def test_a_message_is_taken_and_named(graph: Graph) -> None:
    graph.person("Sari").phone = "628111"
    answer = (await asked(graph, TEXT)).json()
    assert answer["messages"][0]["id"] == graph.world.sent[0].id
    assert graph.violations == []


async def test_a_wrong_token_is_an_error_of_its_own(graph: Graph) -> None:
    refused = await asked(graph, TEXT, "wrong")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, 190)


async def test_a_wrong_message_is_refused_and_blamed(graph: Graph) -> None:
    refused = await asked(graph, TEXT | {"text": {"body": "x" * 4097}})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 100)
    assert graph.violations == ["messages: text.body is longer than 4096"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"to": ""}, "to is missing"),
        ({"type": "poll"}, "type: poll is not known"),
        ({"extra": 1}, "extra is unknown"),
        ({"recipient_type": "everybody"}, "recipient_type must be 'individual' or 'group'"),
        ({"context": {"id": "1"}}, "context must name a message_id"),
        ({"text": {"body": " "}}, "text.body is missing"),
    ],
)
def test_what_meta_does_not_know_is_found(change: dict[str, Any], problem: str) -> None:
    assert problem in problems(TEXT | change)


def test_choices_have_limits() -> None:
    replies = [{"type": "reply", "reply": {"id": str(at), "title": "x" * 21}} for at in range(4)]
    four = {"type": "button", "body": {"text": "?"}, "action": {"buttons": replies}}
    three = {**four, "action": {"buttons": replies[:3]}}
    assert problems({**TO, "type": "interactive", "interactive": four}) == ["interactive.buttons must be 1 to 3"]
    found = problems({**TO, "type": "interactive", "interactive": three})
    assert found == ["interactive.title is longer than 20"] * 3 + ["interactive.title must be unique"]


@specified
def test_the_limits_are_those_of_metas_own_description() -> None:
    spec = Spec.load()
    assert spec is not None
    action, section = spec.schema("ActionObject"), spec.schema("SectionObject")
    buttons, rows = "oneOf.properties.buttons", "properties.rows"
    assert {
        "body": spec.schema("BodyObject")["properties.text.maxLength"],
        "button_title": action[f"{buttons}.items.properties.reply.properties.title.maxLength"],
        "button_id": action[f"{buttons}.items.properties.reply.properties.id.maxLength"],
        "buttons": action[f"{buttons}.maxItems"],
        "list_button": action["oneOf.properties.button.maxLength"],
        "sections": action["oneOf.properties.sections.maxItems"],
        "rows": section[f"{rows}.maxItems"],
        "row_title": section[f"{rows}.items.properties.title.maxLength"],
        "row_description": section[f"{rows}.items.properties.description.maxLength"],
        "row_id": section[f"{rows}.items.properties.id.maxLength"],
        "caption": spec.schema("MediaObject_1")["oneOf.properties.caption.maxLength"],
    } == LIMITS


@specified
def test_the_envelope_and_the_states_are_those_of_metas_own_description() -> None:
    spec = Spec.load()
    assert spec is not None
    base = spec.schema("BaseMessageProperties")
    assert base["required"] == ["messaging_product", "recipient_type", "to", "type"]
    assert base["properties.recipient_type.enum"] == ["individual", "group"]
    assert spec.schema("Statuses")["properties.status.enum"] == ["sent", "delivered", "read", "failed"]
    assert spec.schema("LanguageObject")["required"] == ["policy", "code"]
    assert "messages" in spec.schema("Change")["properties.field.enum"]
