"""The webhook takes what Meta has signed, once it is stored, and nothing else."""

import asyncio
import hmac
import json
import time
from collections.abc import Iterator

import pytest

from bot import errors
from bot.adapters.cloud.adapter import Cloud
from bot.chat.events import Message, Reachable, Unreadable
from tests.adapters.cloud.conftest import delivery
from tests.adapters.telegram.conftest import Notebook
from tests.fakes.graph import Graph

ASKED = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({}, 200, "1158201444"),
        ({"hub.verify_token": "another word"}, 403, ""),
        ({"hub.verify_token": ""}, 403, ""),
        ({"hub.mode": "unsubscribe"}, 403, ""),
    ],
)
async def test_meta_is_answered_if_it_knows_the_word(
    graph: Graph, cloud: Cloud, changes: dict[str, str], code: int, said: str
) -> None:
    asked = ASKED | {"hub.verify_token": graph.world.word} | changes
    answer = await graph.client.get(graph.webhook, params=asked)
    assert (answer.status_code, answer.text) == (code, said)


async def test_what_is_not_signed_by_meta_is_turned_away_and_nothing_kept(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    raw = json.dumps(delivery(graph, messages=[])).encode()
    good = graph.signed(raw)
    graph.world.secret = "somebody else's secret"
    for signature in (None, "", "sha256=", graph.signed(raw), good.removeprefix("sha256="), good.upper(), "sha256=ä"):
        assert (await graph.post(raw, signature)).status_code == 401
    assert (await graph.post(raw + b" ", good)).status_code == 401
    assert (await graph.post(raw, good)).status_code == 200
    assert notebook.events == []


def disguises(body: bytes, proof: bytes) -> Iterator[tuple[str, bytes, dict[bytes, bytes]]]:
    """What somebody may try who has seen a delivery and does not have the secret."""
    signed = {b"X-Hub-Signature-256": proof, b"Content-Type": b"application/json"}
    for place in (0, len(body) // 2, len(body) - 1):
        yield f"byte {place}", body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :], signed
    yield "a byte more", body + b" ", signed
    yield "a byte less", body[:-1], signed
    digest = proof.removeprefix(b"sha256=")
    sha1 = hmac.new(b"another", body, "sha1").hexdigest().encode()
    others = (b"sha1=" + sha1, b"sha1=" + digest, b"sha512=" + digest, digest, b"sha256=" + digest[:-1], proof + b"0")
    for signature in (*others, proof * 2, b"sha256=" + b"0" * 64, b"sha256=", b"", b"sha256=" + b"\xff" * 64):
        yield f"signature {signature[:16]!r}", body, signed | {b"X-Hub-Signature-256": signature}
    yield "the old header", body, {b"X-Hub-Signature": proof}
    for kind in (b"application/x-www-form-urlencoded", b"text/plain", b"multipart/form-data; boundary=x"):
        yield f"unsigned {kind!r}", body, {b"Content-Type": kind}


async def test_no_disguise_gets_a_forged_delivery_in(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    said = {"id": "wamid.1", "from": "628111", "timestamp": "", "type": "text", "text": {"body": "halo"}}
    body = json.dumps(delivery(graph, messages=[said])).encode()
    for name, content, headers in disguises(body, graph.signed(body).encode()):
        assert (await graph.client.post(graph.webhook, content=content, headers=headers)).status_code == 401, name
    assert notebook.events == []


async def test_what_became_of_a_message_long_ago_says_nothing_of_now(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    cloud.inlet = notebook
    failed = {"id": "wamid.1", "status": "failed", "recipient_id": "628111", "errors": [{"code": 131026}]}
    for days, expected in ((7, 0), (1, 1)):
        stamp = {"timestamp": str(int(time.time()) - days * 86_400)}
        await graph.bring(delivery(graph, statuses=[failed | stamp]))
        assert len(notebook.of(Reachable)) == expected


async def test_a_delivery_is_accepted_once_it_is_stored(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    ani = graph.person("Ani")
    notebook.hold = True
    bringing = asyncio.create_task(graph.says(ani, "halo"))
    await graph.until(lambda: notebook.events)
    await asyncio.sleep(0.05)
    assert not bringing.done()
    notebook.commit()
    await bringing
    assert [str(event.text) for event in notebook.of(Message)] == ["halo"]


async def test_the_same_message_brought_again_is_the_same_event(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    body = await graph.does(graph.person("Ani"), {"type": "text", "text": {"body": "halo"}})
    await graph.bring(body)
    first, again = notebook.of(Message)
    assert first.key == again.key


async def test_a_full_queue_or_a_bot_that_does_not_serve_asks_meta_to_come_again(
    graph: Graph, cloud: Cloud, notebook: Notebook
) -> None:
    said = {"id": "wamid.1", "from": "628111", "timestamp": "", "type": "text", "text": {"body": "halo"}}
    raw = json.dumps(delivery(graph, messages=[said])).encode()
    notebook.room = 0
    assert (await graph.post(raw, graph.signed(raw))).status_code == 503
    notebook.room, notebook.hold = 10, True
    answer = asyncio.create_task(graph.post(raw, graph.signed(raw)))
    await graph.until(lambda: notebook.open)
    notebook.open.pop().set_exception(errors.Unreachable("the database is away"))
    assert (await answer).status_code == 503
    cloud.webhook.inlet = None
    assert (await graph.post(raw, graph.signed(raw))).status_code == 503


async def test_more_than_meta_brings_at_once_is_turned_away(graph: Graph, cloud: Cloud) -> None:
    raw = b"x" * (3 * 1024 * 1024 + 1)
    assert (await graph.post(raw, graph.signed(raw))).status_code == 413


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 100_000])
async def test_garbage_from_meta_is_kept_for_a_look(graph: Graph, cloud: Cloud, notebook: Notebook, raw: bytes) -> None:
    for _ in range(2):
        assert (await graph.post(raw, graph.signed(raw))).status_code == 200
    first, again = notebook.of(Unreadable)
    assert first.key == again.key


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {"object": "whatsapp_business_account"},
        {"entry": [{"changes": [{"field": "account_update", "value": {"event": "VERIFIED_ACCOUNT"}}]}]},
        {"entry": [1, {"changes": {"a": 1}}, {"changes": [None, {"value": 3, "field": "messages"}]}]},
    ],
)
async def test_what_is_not_about_messages_is_accepted_and_counted(
    graph: Graph, cloud: Cloud, notebook: Notebook, body: object
) -> None:
    raw = json.dumps(body).encode()
    assert (await graph.post(raw, graph.signed(raw))).status_code == 200
    assert notebook.events == []


async def test_a_delivery_for_another_number_is_not_ours(graph: Graph, cloud: Cloud, notebook: Notebook) -> None:
    ours, graph.world.number = graph.world.number, "999"
    await graph.says(graph.person("Ani"), "halo")
    graph.world.number = ours
    assert (notebook.events, cloud.reader.unknown["another number"]) == ([], 1)
