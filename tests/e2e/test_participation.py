"""Participation over the fake Bot API: suggested and done, silent and greeted, told in a digest with its picture."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from bot.app import Pamong
from bot.chat.events import Form
from tests.e2e.house import house, sqlite
from tests.e2e.watching import Watching
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.people import User

PATIENCE = 30.0
WISH = "Adakan kelas foto produk"


@dataclass(slots=True)
class Place(Watching):
    """A group with its organiser Citra and its members Ani and Budi; all of them have opened the bot."""

    patience: ClassVar[float] = PATIENCE

    pamong: Pamong
    group: Chat
    citra: User
    budi: User
    ani: User

    async def presses(self, who: User, message: Message, label: str) -> None:
        await self.until(lambda: any(label in each for each in message.labels))
        full = next(each for each in message.labels if label in each)
        press = self.api.press(who, message, full)
        await self.until(lambda: press.answered)


@asynccontextmanager
async def place(api: BotApi, folder: Path) -> AsyncIterator[Place]:
    citra, budi, ani = api.user("Citra"), api.user("Budi"), api.user("Ani")
    async with house(api, sqlite(folder)) as pamong:
        await pamong.ask(Form("start:1", pamong.clock.now(), name="start"))
        await api.until(lambda: bool(api.calls("getMe")), PATIENCE)
        group = api.supergroup("Belajar Jualan", members=[budi, ani], creator=citra)
        here = Place(api, pamong, group, citra, budi, ani)
        await here.sees(group, "siap menemani")
        for who in (citra, budi, ani):
            api.say(group, who, f"Halo, aku {who.name}. Ada yang jualan kue?")
            api.start(who)
            await here.sees(who, "Aku Pamong")
        await api.quiet()
        yield here
    assert api.violations == []


async def test_a_suggestion_goes_from_new_to_done(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.say(here.group, here.budi, f"/saran {WISH}")
        await here.sees(here.budi, "saranmu tercatat")
        card = await here.sees(here.citra, WISH)
        await here.presses(here.citra, card, "Tanya grup")
        ballot = await here.sees(here.group, WISH)
        await here.presses(here.ani, ballot, "Setuju")
        await here.until(lambda: "👍 1" in ballot.text)
        await here.presses(here.citra, card, "Rencanakan")
        await here.sees(here.budi, "akan dikerjakan")
        await here.presses(here.citra, card, "Selesai")
        await here.sees(here.budi, "sudah terwujud")
        await here.until(lambda: "Status: selesai" in card.text and "Status: selesai" in ballot.text)


async def test_a_silent_member_is_greeted_in_private_and_answers_with_one_tap(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        before = len(api.said(here.group))
        await here.pamong.walk(timedelta(days=8))
        hello = await here.sees(here.ani, "Sudah lama tidak terlihat di Belajar Jualan")
        await here.presses(here.ani, hello, hello.labels[0])
        await here.until(lambda: "Makasih sudah menjawab" in hello.text)
        assert len(api.said(here.group)) == before
        assert here.said(here.citra, "Sudah lama tidak terlihat") == []


async def test_the_week_is_told_with_its_picture_and_a_link(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        asked = api.say(here.group, here.ani, "Kemasan kue yang murah beli di mana?")
        api.say(here.group, here.budi, "Di pasar pagi, pilih yang tebal.", reply_to=asked)
        api.say(here.group, here.citra, "/digest weekly")
        await here.sees(here.group, "Ringkasan setiap minggu")
        await here.pamong.walk(timedelta(days=7, hours=1))
        digest = await here.sees(here.group, "Seminggu di Belajar Jualan")
        assert digest.data["photo"]
        links = [entity["url"] for entity in digest.data["caption_entities"] if entity["type"] == "text_link"]
        assert links == [f"https://t.me/c/{str(here.group.id).removeprefix('-100')}/{asked.id}"]


async def test_the_report_goes_to_the_admin_alone(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.say(here.group, here.citra, "/report_activity")
        report = await here.sees(here.citra, "📊 Belajar Jualan")
        assert report.data["photo"]
        assert "Anggota: 3" in report.text
        assert here.said(here.group, "📊 Belajar Jualan") == []
