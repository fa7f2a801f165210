"""The gateway fails in many ways; nothing is lost, and nothing is said twice."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import errors
from bot.adapters.waha.adapter import Waha
from bot.adapters.waha.gateway import Denied
from bot.adapters.waha.power import check_each
from bot.chat.actions import Lane, Remove, Send
from bot.chat.events import Account, ChatKind, Delivered, Refused
from bot.chat.events import Chat as ChatValue
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.models import Activity, Membership, OutboxRow
from tests.e2e.house import sqlite
from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.waha import Chat, FakeWaha, Person
from tests.fakes.waha.world import BOT_LID, BOT_PHONE


async def asks(house: House, group: Chat, who: Person) -> list[str]:
    """Somebody asks for the rules; what the bot says to it."""
    before = len(house.fake.texts(group))
    await house.fake.say(group, who, ".rules")
    await house.settle()
    return house.fake.texts(group)[before:]


async def test_the_platform_stays_off_without_consent_or_key() -> None:
    for consent, told in ((False, "i_accept_unofficial_risk"), (True, "hmac_key")):
        waha = Waha("http://127.0.0.1:1", clock=Clock(), consent=consent)
        with pytest.raises(errors.Misconfigured, match=told):
            await waha.serve(lambda *events: [])
        await waha.close()
    assert Waha("http://127.0.0.1:1", clock=Clock()).routes == ()


async def test_a_wrong_key_ends_the_platform(fake: FakeWaha, house: House) -> None:
    house.waha.line.gateway.client.headers["X-Api-Key"] = "another"
    with pytest.raises(errors.Misconfigured, match="WAHA_API_KEY"):
        await house.look()


async def test_a_gateway_that_is_down_is_waited_for(fake: FakeWaha, house: House, group: Chat, budi: Person) -> None:
    await fake.say(group, budi, ".rules")
    fake.down = True
    await asyncio.sleep(0.05)
    assert len(fake.texts(group)) == 1
    fake.down = False
    await house.settle()
    assert "Saling menghormati" in fake.texts(group)[-1]


async def test_an_answer_that_got_lost_is_asked_for_again_and_said_once(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    fake.loses = 2
    assert len(await asks(house, group, budi)) == 1
    assert len(fake.called("sendText")) == 4  # the greeting, and three tries


async def test_a_session_that_does_not_work_is_waited_for(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    await fake.say(group, budi, ".rules")
    await fake.status("SCAN_QR_CODE")
    assert house.waha.pace.stopped > house.clock.monotonic()
    await fake.status("WORKING")
    await house.look()
    assert "Saling menghormati" in fake.texts(group)[-1]


async def test_an_engine_that_fails_for_good_is_given_up(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    fake.fails = [("sendText", 500, "Evaluation failed: t")] * 9
    assert await asks(house, group, budi) == []
    rows = house.rows(OutboxRow, OutboxRow.kind == "Send")
    assert [row.state for row in rows] == ["done", "refused"]


async def test_a_complaint_of_whatsapp_stops_everything_for_an_hour(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    fake.fails = [("sendText", 500, "reach out time lock is active")]
    at = house.clock.now()
    assert len(await asks(house, group, budi)) <= 1
    assert fake.sent()[-1].at == fake.sent()[0].at or (fake.sent()[-1].at - at).total_seconds() >= 3600


async def test_what_the_bot_may_not_do_is_named(fake: FakeWaha, house: House, budi: Person, citra: Person) -> None:
    group = await fake.group("Kelas B", budi, creator=citra, bot="participant")
    await house.settle()
    assert "hak admin" in fake.texts(group)[-1]
    said = await fake.say(group, budi, "promo")
    await fake.say(group, citra, ".del", reply_to=said)
    await house.settle()
    assert said in fake.shown(group)
    assert "hapus pesan" in fake.texts(group)[-1]


async def test_a_group_that_the_bot_is_not_in_any_more_sleeps(
    fake: FakeWaha, house: House, group: Chat, budi: Person, citra: Person
) -> None:
    await fake.say(group, budi, ".rules")
    group.roles = {citra.lid: "superadmin"}
    await house.settle()
    assert not house.pamong.batches.lanes.rows


async def test_phones_are_never_logged(
    fake: FakeWaha, house: House, group: Chat, budi: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.fails = [("sendText", 400, f"no account for {budi.phone}")]
    await asks(house, group, budi)
    await fake.emit("message", {"from": group.id, "id": "x", "participant": budi.phone})
    told = capsys.readouterr()
    assert "outbox.refused" in told.out + told.err
    assert budi.phone.partition("@")[0] not in told.out + told.err
    fake.violations.clear()  # the broken message was meant to be one


async def test_the_same_words_do_not_go_to_many_people_in_private(fake: FakeWaha, house: House) -> None:
    outcomes = []
    for number in range(7):
        chat = ChatValue("whatsapp", f"62812{number}@c.us", kind=ChatKind.PRIVATE)
        outcomes.append(await house.waha.do(Order(number + 1, Send(chat, "Yuk ikut webinar!"))))
    assert [getattr(outcome, "reason", "") for outcome in outcomes] == [""] * 5 + ["mass"] * 2
    assert not fake.called("participants/add")


async def test_what_was_written_while_the_bot_was_away_is_read(tmp_path: Path) -> None:
    clock = OwnTime()
    fake = FakeWaha(clock.now)
    budi, citra, sari, dewi = (fake.person(name) for name in ("Budi", "Citra", "Sari", "Dewi"))
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        group = await fake.group("Kelas", budi, dewi, creator=citra)
        await fake.say(group, budi, "halo")
        await house.settle()
    fake.attempts_kept = 0  # its retries are over
    await clock.rest(600)
    for turn in range(130):
        await clock.rest(20)
        await fake.say(group, budi, f"pesan {turn}")
    await fake.join(group, sari)
    await fake.leave(group, dewi)
    await fake.write(citra, "halo bot")
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        await house.settle()
        spoken = house.rows(Activity, Activity.kind == "messages")
        assert len(spoken) == 131
        assert any("Selamat datang" in text for text in fake.texts(group))
        assert len([text for text in fake.texts(group) if "siap menemani" in text]) == 1
        assert len(house.rows(Membership, Membership.present == False)) == 1  # noqa: E712
        assert fake.texts(citra)
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        await house.settle()
        assert len(house.rows(Activity, Activity.kind == "messages")) == 131
    assert fake.violations == []


async def test_reactions_between_them_hide_nothing_that_was_written_meanwhile(tmp_path: Path) -> None:
    clock = OwnTime()
    fake = FakeWaha(clock.now)
    budi, citra = (fake.person(name) for name in ("Budi", "Citra"))
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        group = await fake.group("Kelas", budi, creator=citra)
        said = await fake.say(group, budi, "halo")
        await house.settle()
    fake.attempts_kept = 0
    await clock.rest(600)
    for turn in range(250):
        await clock.rest(1)
        await fake.react(budi, said, "👍")
        if turn in (30, 240):
            await fake.say(group, budi, f"pesan {turn}")
    written = await fake.write(citra, "halo bot")
    await clock.rest(1)
    await fake.react(citra, written, "👍")
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        await house.settle()
        assert len(house.rows(Activity, Activity.kind == "messages")) == 3
        assert fake.texts(citra)
    assert fake.violations == []


async def test_a_gateway_that_does_not_list_private_chats_is_used_all_the_same(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    fake.fails = [("chats/overview", 500, "Evaluation failed")] * 9
    await fake.status("FAILED")
    await fake.status("WORKING")
    await house.look()
    assert house.waha.status == "WORKING"
    assert await asks(house, group, budi)


async def test_a_complaint_is_not_forgotten_when_the_session_works_again(house: House) -> None:
    assert house.waha.pace.silence(3600)
    assert not house.waha.pace.silence(60)
    await house.fake.status("FAILED")
    await house.fake.status("WORKING")
    assert house.waha.inlet is not None
    await house.waha.observe(house.waha.inlet)
    assert house.waha.free_at("any", Lane.TALK) > house.clock.monotonic() + 3000


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ([{"JID": "7@lid", "Error": 0}], ""),
        ([{"JID": "7@lid", "Error": 404}], ""),
        ([{"JID": "7@lid", "Error": 403}], "rights"),
        ([{"JID": "7@lid", "Error": 405}], "refused"),
        ([{"status": "200", "jid": "7@lid"}], ""),
        ([{"status": "401", "jid": "7@lid"}], "rights"),
        ([{"requesterId": "7@lid", "success": False}], "refused"),
        ({"success": True}, ""),
        (None, ""),
    ],
)
def test_a_refusal_of_one_person_within_an_answer_is_noticed(answer: Any, reason: str) -> None:
    if not reason:
        check_each(answer)
        return
    with pytest.raises(Denied) as denied:
        check_each(answer)
    assert denied.value.reason == reason


async def test_who_made_the_group_cannot_be_removed_and_nobody_says_otherwise(
    house: House, group: Chat, budi: Person, citra: Person
) -> None:
    place = ChatValue("whatsapp", group.id)
    outcomes = [await house.waha.do(Order(1, Remove(place, Account("whatsapp", who.lid)))) for who in (citra, budi)]
    assert [type(outcome) for outcome in outcomes] == [Refused, Delivered]
    assert (citra.lid in group.roles, budi.lid in group.roles) == (True, False)


async def test_a_reaction_counts_once_and_for_the_message_that_it_is_about(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    said = await fake.say(group, budi, "halo")
    for emoji in ("👍", "🔥", "", "🎉"):
        await fake.react(budi, said, emoji)
    rows = house.rows(Activity, Activity.message_id == said.serialized)
    assert [row.kind for row in rows] == ["messages", "reactions"]


async def test_the_owners_hear_once_of_a_number_that_must_prove_itself(house: House) -> None:
    with structlog.testing.capture_logs() as told:
        for status in ("PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED", "STARTING"):
            await house.fake.status(status)
    assert [each["why"] for each in told if each["event"] == "whatsapp.stopped"] == ["PASSKEY_REQUIRED"]


async def test_the_owners_hear_once_of_a_gateway_that_stays_silent(fake: FakeWaha, house: House) -> None:
    fake.down = True
    assert house.waha.inlet is not None
    with structlog.testing.capture_logs() as told:
        for _ in range(12):
            await house.waha.observe(house.waha.inlet)
    fake.down = False
    await house.look()
    assert [each["why"] for each in told if each["event"] == "whatsapp.stopped"] == ["SILENT"]


async def test_what_came_right_after_an_outage_does_not_hide_what_was_missed(
    fake: FakeWaha, house: House, group: Chat, budi: Person
) -> None:
    assert house.waha.inlet is not None
    await house.waha.observe(house.waha.inlet)
    fake.down, fake.attempts_kept = True, 0
    for turn in range(3):
        await house.clock.rest(600)
        await fake.say(group, budi, f"selama mati {turn}")
    await house.waha.observe(house.waha.inlet)
    fake.down = False
    await house.clock.rest(600)
    await fake.say(group, budi, "sudah hidup")
    await house.look()
    assert len(house.rows(Activity, Activity.kind == "messages")) == 4


async def test_the_bot_finds_itself_in_a_group_that_lists_only_opaque_ids(tmp_path: Path) -> None:
    clock = OwnTime()
    fake = FakeWaha(clock.now)
    fake.world.tells_lid = False
    citra = fake.person("Citra")
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        assert house.waha.reader.people.me == {BOT_PHONE, BOT_LID}
        group = await fake.group("Kelas", creator=citra)
        await house.settle()
        assert "hak admin" not in fake.texts(group)[-1]
    assert fake.violations == []


async def test_somebody_who_is_not_there_any_more_puts_no_group_to_sleep(
    fake: FakeWaha, house: House, group: Chat, budi: Person, citra: Person
) -> None:
    said = await fake.say(group, budi, "promo")
    fake.fails = [("participants/remove", 500, "info query returned status 404: item-not-found")]
    await fake.say(group, citra, ".kick", reply_to=said)
    await house.settle()
    assert "Saling menghormati" in (await asks(house, group, budi))[-1]
