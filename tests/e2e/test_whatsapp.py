"""WhatsApp from joining to being removed, and everything that groups get, through the fake gateway."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.models import Restriction
from tests.e2e.house import sqlite
from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.waha import Chat, FakeWaha, Person, Said
from tests.fakes.waha.spec import spec_file

pytestmark = pytest.mark.skipif(spec_file() is None, reason="PAMONG_SPECS does not name the gateway's description")

QUESTIONS = b"question,a,b,answer,explanation\nIbu kota Jawa Barat?,Bandung,Surabaya,a,Ada Gedung Sate di sana.\n"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """One installation; neither the gateway's description nor the pace is ever violated."""
    clock = OwnTime()
    async with wahouse(FakeWaha(clock.now), clock, sqlite(tmp_path)) as made:
        yield made
    assert made.fake.violations == []
    assert made.fake.busiest_minute() <= 20


@pytest.fixture
def fake(house: House) -> FakeWaha:
    return house.fake


@pytest.fixture
def budi(fake: FakeWaha) -> Person:
    return fake.person("Budi")


@pytest.fixture
def citra(fake: FakeWaha) -> Person:
    return fake.person("Citra")


@pytest.fixture
def sari(fake: FakeWaha) -> Person:
    return fake.person("Sari")


@pytest.fixture
async def group(house: House, budi: Person, citra: Person) -> Chat:
    """Citra made it, Budi is a member; both wrote to the bot once."""
    made = await house.fake.group("Belajar Jualan", budi, creator=citra)
    await house.settle()
    for who in (budi, citra):
        await house.fake.write(who, ".start")
    await house.settle()
    return made


async def says(house: House, chat: Chat, who: Person, text: str, reply_to: Said | None = None) -> str:
    """Somebody writes, and everything that follows has happened; what the bot said last there."""
    await house.fake.say(chat, who, text, reply_to=reply_to)
    await house.settle()
    return house.fake.texts(chat)[-1]


async def test_joined_welcomed_rule_broken_deleted_warned_muted_by_deleting(
    house: House, fake: FakeWaha, group: Chat, budi: Person, citra: Person, sari: Person
) -> None:
    assert any("siap menemani Belajar Jualan" in text for text in fake.texts(group))
    await says(house, group, budi, ".buddies join")
    await fake.join(group, sari)
    await house.settle()
    welcome = fake.shown(group)[-1]
    assert welcome.text.startswith(f"Selamat datang, @{sari.lid.partition('@')[0]}!")
    assert set(welcome.mentions) == {sari.lid, budi.lid}
    assert "1. 📜 Baca aturan" in welcome.text
    assert "*Sari* baru bergabung" in fake.texts(budi)[-1]
    assert "Saling menghormati" in await says(house, group, sari, "1")

    link = await fake.say(group, sari, "ayo gabung https://untung-besar.example/x")
    await house.settle()
    assert link not in fake.shown(group)

    for turn in range(3):
        said = await fake.say(group, sari, f"pesan {turn}")
        await says(house, group, citra, ".warn berhenti ya", reply_to=said)
    muted = await fake.say(group, sari, "masih bisa?")
    await house.settle()
    assert muted not in fake.shown(group)
    [row] = house.rows(Restriction)
    assert (row.kind, row.enforced) == ("mute", True)


async def test_a_report_is_a_card_that_a_moderator_answers_by_number(
    house: House, fake: FakeWaha, group: Chat, budi: Person, citra: Person, sari: Person
) -> None:
    await fake.join(group, sari)
    bad = await fake.say(group, sari, "transfer dulu ya kak, nanti pasti untung")
    await says(house, group, budi, ".lapor penipuan", reply_to=bad)
    card = fake.texts(citra)[-1]
    assert card.startswith("📣 *Belajar Jualan* · laporan anggota · Sari")
    assert "2. ⚠️ Peringatkan" in card
    await fake.write(citra, "2")
    await house.settle()
    assert bad not in fake.shown(group)
    assert any("✅ Citra" in text for text in fake.texts(citra))


async def test_a_ban_is_a_removal_that_lasts_and_another_link(
    house: House, fake: FakeWaha, group: Chat, citra: Person, sari: Person
) -> None:
    await fake.join(group, sari)
    bad = await fake.say(group, sari, "promo")
    await house.settle()
    before = group.invite
    assert "tidak bisa bergabung" in await says(house, group, citra, "!ban spam", reply_to=bad)
    assert sari.lid not in group.roles
    assert group.invite != before
    await fake.join(group, sari)
    await house.settle()
    assert sari.lid not in group.roles
    assert "boleh bergabung lagi" in await says(house, group, citra, f".unban @{sari.phone.partition('@')[0]}")
    await fake.join(group, sari)
    await house.settle()
    assert sari.lid in group.roles


async def test_quiet_is_the_groups_own_switch_for_admins_only(
    house: House, fake: FakeWaha, group: Chat, citra: Person
) -> None:
    await says(house, group, citra, ".close")
    assert group.closed
    await says(house, group, citra, ".open")
    assert not group.closed


async def test_a_quiz_is_a_poll_whose_key_the_bot_keeps(
    house: House, fake: FakeWaha, group: Chat, budi: Person, citra: Person
) -> None:
    file: dict[str, Any] = {"mime": "text/csv", "filename": "dasar.csv", "file": QUESTIONS}
    await fake.say(group, citra, ".quizimport Dasar", **file)
    await house.settle()
    await says(house, group, citra, ".quizstart Dasar 1 20")
    while not (polls := [said for said in fake.shown(group) if said.options]):
        await house.walk(seconds=5)
    assert set(polls[0].options) == {"Bandung", "Surabaya"}
    await fake.vote(budi, polls[0], "Surabaya")
    await fake.vote(citra, polls[0], "Bandung")
    await house.settle()
    await house.walk(minutes=3)
    told = "\n".join(fake.texts(group))
    assert "Gedung Sate" in told
    assert told.index("Citra", told.index("🏆") if "🏆" in told else 0) > 0


async def test_a_frequent_question_is_answered(
    house: House, fake: FakeWaha, group: Chat, budi: Person, citra: Person
) -> None:
    await says(house, group, citra, ".faqadd Kapan kelas mulai? | Setiap Senin pukul 19.00")
    assert "Setiap Senin pukul 19.00" in await says(house, group, budi, ".tanya kapan kelasnya mulai")


async def test_a_meeting_is_announced_and_answered_by_number(
    house: House, fake: FakeWaha, group: Chat, budi: Person, citra: Person
) -> None:
    asked = await says(house, group, citra, ".event besok 19.30 Kelas Iklan")
    assert "Selasa, 3 Maret 2026 pukul 19.30 WIB" in asked
    assert "1. ✅ Ikut" in await says(house, group, citra, "1")
    board = next(said for said in fake.shown(group) if "1. ✅ Ikut" in said.text)
    await says(house, group, budi, "1")
    await house.walk(minutes=1)
    assert "✅ 1 ikut" in board.text
    await house.walk(minutes=30)
    await says(house, group, citra, "1", reply_to=board)
    await house.walk(minutes=1)
    assert any("✅ 2 ikut" in text for text in fake.texts(group))
