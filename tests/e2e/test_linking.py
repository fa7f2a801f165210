"""One person on Telegram and WhatsApp: linked by a code, told on either, moderated on both."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.app import Pamong
from bot.models import Identity, IdentityAlias
from tests.e2e.home import home
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.people import User
from tests.fakes.graph import Graph, Person


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    async with Graph.serve() as served:
        yield served
    assert served.violations == []


def persons(pamong: Pamong, *addresses: str) -> set[int]:
    """The persons behind accounts, over all communities but the lobby."""
    with pamong.database.session() as session:
        query = select(Identity.person_id).join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
        query = query.where(col(IdentityAlias.value).in_(addresses), Identity.community_id > 1)
        return set(session.exec(query).all())


async def linked(api: BotApi, graph: Graph, budi: User, phone: Person) -> None:
    """Budi gets a code on Telegram and types it on WhatsApp."""
    api.write(budi, "/link")
    await api.until(lambda: any("Kode penghubungmu" in text for text in api.texts(budi)))
    shown = next(text for text in reversed(api.texts(budi)) if "Kode penghubungmu" in text)
    code = shown.split("Kode penghubungmu: ")[1].split()[0]
    await graph.says(phone, f".link {code.lower()}")
    await graph.sees(phone, "satu orang")


async def test_linked_told_and_parted(api: BotApi, graph: Graph, tmp_path: Path) -> None:
    budi, citra = api.user("Budi"), api.user("Citra")
    phone = graph.person("Budi WA")
    async with home(tmp_path, graph, api) as pamong:
        await api.until(lambda: bool(api.calls("getMe")))
        group = api.supergroup("Belajar Jualan", members=[budi], creator=citra)
        await api.until(lambda: any("siap menemani" in text for text in api.texts(group)))
        for text in ("Pagi semua", "Ada tips foto produk?", "Makasih ya"):
            api.say(group, budi, text)
        api.start(budi)
        await linked(api, graph, budi, phone)
        await api.until(lambda: any("Budi WA" in text for text in api.texts(budi)))
        assert len(persons(pamong, str(budi.id), phone.phone)) == 1

        await graph.says(phone, "!me")
        mine = await graph.sees(phone, "Kamu di Belajar Jualan")
        assert "Pesan 3" in mine.text

        await graph.says(phone, "/unlink")
        await graph.sees(phone, "lepas dari Telegram")
        assert len(persons(pamong, str(budi.id), phone.phone)) == 2
        await graph.says(phone, "/me")
        await graph.sees(phone, "belum")
    assert api.violations == []


async def test_what_one_platform_cannot_deliver_comes_on_the_other(api: BotApi, graph: Graph, tmp_path: Path) -> None:
    budi, citra = api.user("Budi"), api.user("Citra")
    phone = graph.person("Budi WA")
    async with home(tmp_path, graph, api) as pamong:
        await api.until(lambda: bool(api.calls("getMe")))
        group = api.supergroup("Belajar Jualan", members=[budi], creator=citra)
        await api.until(lambda: any("siap menemani" in text for text in api.texts(group)))
        api.start(budi)
        await linked(api, graph, budi, phone)
        api.block(budi)
        await pamong.quiet(10)
        api.say(group, budi, "/privacy")
        await graph.sees(phone, "/mydata")
    assert api.violations == []


async def test_a_telegram_group_and_a_whatsapp_circle_become_one_community(
    api: BotApi, graph: Graph, tmp_path: Path
) -> None:
    citra, wanda = api.user("Citra"), graph.person("Wanda")
    async with home(tmp_path, graph, api, owners=[("cloud", wanda.phone)]) as pamong:
        await api.until(lambda: bool(api.calls("getMe")))
        group = api.supergroup("Belajar Jualan", creator=citra)
        await api.until(lambda: any("siap menemani" in text for text in api.texts(group)))
        await graph.says(wanda, "halo")
        circle = await graph.circle("Kelas kecil", wanda)
        await graph.sees(circle, "siap menemani")

        api.say(group, citra, "/community")
        await api.until(lambda: any("/community " in text for text in api.texts(group)))
        shown = next(text for text in api.texts(group) if "/community " in text)
        code = shown.split("/community ")[1].split()[0]
        await graph.says(wanda, f".community {code}", to=circle)
        await graph.sees(circle, "1. Ya, gabungkan")
        await pamong.quiet(10)
        await graph.says(wanda, "1", to=circle)
        await graph.sees(circle, "satu komunitas dengan kita")
        await api.until(lambda: any("satu komunitas dengan kita" in text for text in api.texts(group)))

        for at in range(3):
            await graph.says(wanda, f"pesan {at}", to=circle)
        api.say(group, citra, "/top")
        await api.until(lambda: any("Wanda" in text for text in api.texts(group)))

        api.say(group, citra, "/event besok 19.30 Webinar Iklan")
        await api.until(lambda: any("✅ Benar, umumkan" in label for each in api.said(group) for label in each.labels))
        drafted = next(each for each in api.said(group) if "✅ Benar, umumkan" in each.labels)
        api.press(citra, drafted, "✅ Benar, umumkan")
        card = await graph.sees(circle, "Webinar Iklan")
        await pamong.quiet(10)
        await graph.says(wanda, "1", to=circle, quoting=card)
        await pamong.walk(timedelta(minutes=1))
        await api.until(lambda: any("1 ikut" in each.text or "Ikut: 1" in each.text for each in api.said(group)))
    assert api.violations == []


async def test_what_the_group_knows_is_answered_on_the_other_platform(
    api: BotApi, graph: Graph, tmp_path: Path
) -> None:
    budi, citra = api.user("Budi"), api.user("Citra")
    phone = graph.person("Budi WA")
    async with home(tmp_path, graph, api) as pamong:
        await api.until(lambda: bool(api.calls("getMe")))
        group = api.supergroup("Belajar Jualan", members=[budi], creator=citra)
        await api.until(lambda: any("siap menemani" in text for text in api.texts(group)))
        api.say(group, budi, "Pagi semua")
        api.say(group, citra, "/faqadd Jam berapa kelas dimulai? | Kelas mulai pukul 19.00.")
        api.start(budi)
        await linked(api, graph, budi, phone)
        await pamong.quiet(10)
        await graph.says(phone, ".ask jam berapa kelasnya mulai?")
        answer = await graph.sees(phone, "pukul 19.00")
        await graph.presses(phone, answer, next(iter(answer.choices)))
        await pamong.quiet(10)
    assert api.violations == []
