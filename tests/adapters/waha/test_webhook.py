"""Only the gateway is heard, and each of its deliveries once."""

import json
from datetime import timedelta

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
