"""Only the gateway is heard, and each of its deliveries once."""

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta

import structlog

from bot.models import Activity, InboxRow
from tests.e2e.wahouse import House
from tests.fakes.waha import Chat, Person


def said(house: House) -> list[Activity]:
    return house.rows(Activity, Activity.kind == "messages")


async def test_a_signed_delivery_is_taken_and_again_is_not_twice(house: House, group: Chat, budi: Person) -> None:
    await house.fake.say(group, budi, "halo")
    body, headers = house.fake.delivered[-1]
    assert await house.fake.bring(body, headers) == 200
    assert len(said(house)) == 1


async def test_forged_unsigned_and_changed_deliveries_are_nobodys(house: House, group: Chat, budi: Person) -> None:
    await house.fake.say(group, budi, "halo")
    body, headers = house.fake.delivered[-1]
    other = json.dumps(json.loads(body) | {"id": "evt_other"}).encode()
    unsigned = {name: value for name, value in headers.items() if name != "X-Webhook-Hmac"}
    weak = headers | {"X-Webhook-Hmac-Algorithm": "sha1"}
    tries = [(other, headers), (body, unsigned), (body, weak), (body, house.fake.signed(body, "another key"))]
    tries += [(body, house.fake.signed(body, "")), (body, headers | {"X-Webhook-Hmac": "ü"})]
    codes = []
    for content, with_headers in tries:
        sent = {name.encode(): value.encode() for name, value in with_headers.items()}
        assert house.fake.hook is not None
        codes.append((await house.fake.hook.post("/whatsapp/waha", content=content, headers=sent)).status_code)
    assert codes == [401] * len(tries)
    assert len(said(house)) == 1


def disguises(body: bytes, headers: dict[bytes, bytes]) -> Iterator[tuple[str, bytes, dict[bytes, bytes]]]:
    """What somebody may try who has seen a delivery and does not have the key."""
    proof = headers[b"X-Webhook-Hmac"]
    for place in (0, len(body) // 2, len(body) - 1):
        yield f"byte {place}", body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :], headers
    yield "a byte more", body + b" ", headers
    yield "a byte less", body[:-1], headers
    for algorithm in (b"sha1", b"sha256", b"md5", b"none", b"", b"sha512, none", b"\xe4"):
        yield f"algorithm {algorithm!r}", body, headers | {b"X-Webhook-Hmac-Algorithm": algorithm}
    sha256 = hmac.new(b"another key", body, "sha256").hexdigest().encode()
    for signature in (proof[:-1], proof[1:], proof + b"0", proof * 2, sha256, b"0" * 128, b"", b"\xff" * 128):
        yield f"signature {signature[:8]!r} of {len(signature)}", body, headers | {b"X-Webhook-Hmac": signature}
    for kind in (b"application/x-www-form-urlencoded", b"text/plain", b"multipart/form-data; boundary=x"):
        yield f"unsigned {kind!r}", body, {b"Content-Type": kind}
        yield f"forged {kind!r}", body, headers | {b"Content-Type": kind, b"X-Webhook-Hmac": b"0" * 128}


async def test_no_disguise_gets_a_forged_delivery_in(house: House, group: Chat, budi: Person) -> None:
    await house.fake.say(group, budi, "halo")
    body, signed = house.fake.delivered[-1]
    headers = {name.encode(): value.encode() for name, value in signed.items()}
    assert house.fake.hook is not None
    for name, content, disguised in disguises(body, headers):
        answer = await house.fake.hook.post("/whatsapp/waha", content=content, headers=disguised)
        assert answer.status_code == 401, name
    assert (len(said(house)), house.rows(InboxRow)) == (1, [])


async def test_news_of_the_session_brought_again_stop_nothing(house: House) -> None:
    await house.fake.status("FAILED")
    body, headers = house.fake.delivered[-1]
    await house.fake.status("WORKING")
    await house.look()
    with structlog.testing.capture_logs() as told:
        assert await house.fake.bring(body, headers) == 200
    assert (house.waha.status, told) == ("WORKING", [])


async def test_a_delivery_from_long_ago_is_taken_for_a_replay(house: House, group: Chat, budi: Person) -> None:
    await house.fake.say(group, budi, "halo")
    body, _ = house.fake.delivered[-1]
    old = json.dumps(json.loads(body.replace(b"3A0", b"3B0")) | {"id": "evt_old"}).encode()
    house.clock.shift(timedelta(days=7))
    assert await house.fake.bring(old, house.fake.signed(old)) == 200
    assert len(said(house)) == 1


async def test_garbage_with_the_right_signature_is_set_aside(house: House) -> None:
    for body in (b"{", b'{"session": "default", "event": "message", "id": "evt_1", "payload": {}}'):
        assert await house.fake.bring(body, house.fake.signed(body)) == 200
    assert [row.state for row in house.rows(InboxRow)] == ["quarantined"] * 2


async def test_another_session_and_too_much_at_once_are_not_for_us(house: House, group: Chat, budi: Person) -> None:
    await house.fake.say(group, budi, "halo")
    news = json.loads(house.fake.delivered[-1][0]) | {"session": "other", "id": "evt_x"}
    news["payload"]["id"] = news["payload"]["id"].replace("3A", "3B")
    body = json.dumps(news).encode()
    assert await house.fake.bring(body, house.fake.signed(body)) == 200
    assert len(said(house)) == 1
    much = b" " * (3 * 1024 * 1024)
    assert await house.fake.bring(much, house.fake.signed(much)) == 413


async def test_nothing_is_acknowledged_while_nobody_can_store_it(house: House, group: Chat, budi: Person) -> None:
    inlet, house.waha.webhook.inlet = house.waha.webhook.inlet, None
    await house.fake.say(group, budi, "halo")
    assert (len(house.fake.undelivered), said(house)) == (1, [])
    house.waha.webhook.inlet = inlet
    await house.fake.redeliver()
    assert (len(house.fake.undelivered), len(said(house))) == (0, 1)
