"""A webinar over the fake Bot API: announced, answered beyond its seats, reminded, attended, rated, certified."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from bot.app import Pamong
from tests.e2e.house import house, sqlite
from tests.e2e.watching import Watching
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.people import User

PATIENCE = 30.0
LINE = "/event 3 jam lagi Webinar Iklan Shopee bareng Bu Rina https://meet.example/abc | kapasitas 1 | tautan khusus"
LINK = "https://meet.example/abc"


@dataclass(slots=True)
class Hall(Watching):
    """A group with its organiser Citra and two members, all of whom may be written to."""

    patience: ClassVar[float] = PATIENCE

    group: Chat
    citra: User
    budi: User
    dewi: User

    async def presses(self, who: User, message: Message, label: str) -> str:
        """What the person is told."""
        await self.until(lambda: label in list(message.labels))
        press = self.api.press(who, message, label)
        await self.until(lambda: press.answered)
        return press.text or ""

    async def later(self, pamong: Pamong, **time: float) -> None:
        """Time passes for the bot and for Telegram."""
        by = timedelta(**time)
        self.api.advance(by.total_seconds())
        await self.api.quiet()
        await pamong.walk(by)
        await self.api.quiet()


async def hall(api: BotApi) -> Hall:
    citra, budi, dewi = api.user("Citra"), api.user("Budi"), api.user("Dewi")
    await api.until(lambda: bool(api.calls("getMe")), PATIENCE)
    here = Hall(api, api.supergroup("Belajar Jualan", members=[budi, dewi], creator=citra), citra, budi, dewi)
    await here.sees(here.group, "siap menemani")
    for who in (citra, budi, dewi):
        api.start(who)
        await here.sees(who, "Aku Pamong")
    return here


async def test_a_webinar_from_its_announcement_to_a_certificate(api: BotApi, tmp_path: Path) -> None:
    async with house(api, sqlite(tmp_path)) as pamong:
        here = await hall(api)
        api.say(here.group, here.citra, LINE)
        await here.presses(here.citra, await here.sees(here.group, "Benar begini?"), "✅ Benar, umumkan")
        card = await here.sees(here.group, "0 dari 1 kursi")
        assert LINK not in card.text

        assert "Kamu ikut" in await here.presses(here.budi, card, "✅ Ikut")
        await here.sees(here.budi, LINK)
        assert "nomor 1 di daftar tunggu" in await here.presses(here.dewi, card, "✅ Ikut")
        await here.presses(here.budi, card, "✖️ Tidak")
        seat = await here.sees(here.dewi, "Ada kursi untukmu")
        assert "Kamu ikut" in await here.presses(here.dewi, seat, "🎟 Ambil kursi")
        await here.sees(here.dewi, LINK)
        await here.until(lambda: here.said(here.group, "1 dari 1 kursi"))

        await here.later(pamong, hours=2, minutes=1)
        await here.sees(here.group, "mulai 1 jam lagi")
        await here.later(pamong, minutes=43)

    async with house(api, sqlite(tmp_path)) as pamong:  # it was restarted shortly before the start
        await pamong.walk(timedelta(hours=2, minutes=50))
        here.api.advance(360)
        await here.sees(here.group, "mulai 15 menit lagi")
        assert len(here.said(here.group, "mulai 1 jam lagi")) == 1
        await here.later(pamong, minutes=12)
        await here.sees(here.group, "dimulai sekarang")
        code = (await here.sees(here.citra, "Kode hadir")).text.split("/attend ")[1].split()[0]
        typed = api.say(here.group, here.dewi, f"/hadir {code}")
        await here.sees(here.dewi, "Kehadiranmu di")
        await here.until(lambda: typed.deleted)

        assert len(here.said(here.group, "dimulai sekarang")) == 1

        await here.later(pamong, hours=2, minutes=45)
        await here.sees(here.citra, "Hadir dengan kode: 1")
        survey = await here.sees(here.dewi, "Bagaimana Webinar Iklan")
        assert "Terima kasih" in await here.presses(here.dewi, survey, "⭐⭐⭐⭐⭐")
        thanks = await here.sees(here.dewi, "Sertifikatmu siap dibuat")
        await here.presses(here.dewi, thanks, "🎓 Buat sertifikat")
        await here.sees(here.dewi, "Ini sertifikatmu")
        files = [call.files["document"] for call in api.calls("sendDocument") if call.files]
        assert any(file.startswith(b"%PDF-") for file in files)
        assert any(b"Dewi" in file and b"nama pengguna" in file for file in files)
    assert api.violations == []


async def test_a_moved_and_then_cancelled_meeting_tells_each_person_once(api: BotApi, tmp_path: Path) -> None:
    async with house(api, sqlite(tmp_path)):
        here = await hall(api)
        api.say(here.group, here.citra, "/event lusa 19.30 Kopdar Malang")
        await here.presses(here.citra, await here.sees(here.group, "Benar begini?"), "✅ Benar, umumkan")
        card = await here.sees(here.group, "0 ikut")
        for who in (here.budi, here.dewi):
            await here.presses(who, card, "✅ Ikut")
        api.say(here.group, here.citra, "/eventmove kopdar | lusa 20.00")
        for who in (here.budi, here.dewi):
            await here.sees(who, "pindah dari")
        api.say(here.group, here.citra, "/eventcancel kopdar")
        for who in (here.budi, here.dewi):
            await here.sees(who, "dibatalkan")
        await api.quiet()
        for who in (here.budi, here.dewi):
            assert len(here.said(who, "pindah dari")) == len(here.said(who, "dibatalkan")) == 1
    assert api.violations == []


async def test_a_meeting_is_changed_by_the_button_that_its_organiser_was_sent(api: BotApi, tmp_path: Path) -> None:
    async with house(api, sqlite(tmp_path)):
        here = await hall(api)
        api.say(here.group, here.citra, "/event Kopdar Malang | lusa 19.30 | Kopi Tuku | kapasitas 1")
        await here.presses(here.citra, await here.sees(here.group, "Benar begini?"), "✅ Benar, umumkan")
        card = await here.sees(here.group, "0 dari 1 kursi")
        await here.presses(here.budi, card, "✅ Ikut")
        await here.presses(here.dewi, card, "✅ Ikut")
        await here.presses(here.citra, await here.sees(here.citra, "sudah diumumkan"), "✏️ Ubah acara")
        await here.presses(here.citra, await here.sees(here.citra, "Apa yang berubah"), "📍 Tempat")
        await here.sees(here.citra, "Di mana tempatnya")
        api.say(here.citra, here.citra, "Balai Desa")
        await here.sees(here.citra, "sekarang Balai Desa")
        api.say(here.group, here.citra, "/eventmove kopdar")
        await here.presses(here.citra, await here.sees(here.group, "Apa yang berubah"), "🪑 Kursi")
        await here.sees(here.group, "Berapa kursinya")
        api.say(here.group, here.citra, "2")
        await here.sees(here.group, "punya 2 kursi")
        await here.sees(here.budi, "pindah tempat: Balai Desa")
        await here.sees(here.dewi, "Ada kursi untukmu")
        await here.until(lambda: "2 dari 2 kursi" in card.text and "Balai Desa" in card.text)
        await api.quiet()
        assert len(here.said(here.budi, "pindah tempat")) == len(here.said(here.dewi, "Ada kursi")) == 1
        assert here.said(here.group, "pindah tempat") == []
    assert api.violations == []
