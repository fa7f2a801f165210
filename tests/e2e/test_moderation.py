"""Moderation over the fake Bot API: found, explained, decided by one tap, taken back by another."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.app import Pamong
from tests.e2e.house import house, sqlite
from tests.e2e.watching import Watching
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.people import User

AD = "S\u200bl0t g\u200bac0r hari ini! Depo 25rb bonus new member 100%, dijamin maxwin, WD kilat. Daftar, cek bio!"
QUESTIONS = ("Halo", "Ada orang?", "Lampu apa yang bagus?", "Kamera HP cukup?", "Latarnya kain?", "Pagi atau sore?")
MORE = ("Tolong dijawab", "Kok sepi", "Saya tunggu", "Bisa pakai tripod?", "Ukurannya berapa?", "Perlu diedit dulu?")
SMALL_TALK = (
    "tadi malam nonton bola sampai jam dua pagi",
    "hujan deras banget di tempatku dari subuh",
    "resep rendang ibuku pakai kelapa sangrai lho",
    "anakku baru masuk sekolah dasar minggu ini",
    "ada yang sudah nonton film itu belum sih",
    "macetnya minta ampun sore tadi di tol",
    "kucingku melahirkan empat ekor lucu sekali",
    "besok ada konser gratis di alun-alun kota",
    "kemarin naik kereta cepat rasanya keren juga",
    "tetanggaku pasang lampu taman warna-warni",
    "sepatu lariku akhirnya jebol setelah setahun",
    "pagi ini dapat durian jatuh di kebun kakek",
    "gitar tua itu masih enak sekali suaranya",
    "liburan nanti mau ke pantai atau gunung ya",
    "mimpi semalam aneh sekali naik balon udara",
)
PATIENCE = 15.0


@dataclass(slots=True)
class Place(Watching):
    """A group with its organiser Citra, its moderator Dewi and its member Budi, and the running bot."""

    pamong: Pamong
    group: Chat
    citra: User
    dewi: User
    budi: User

    async def button(self, message: Message, label: str) -> None:
        await self.until(lambda: any(label in each for each in message.labels))

    def joined(self, name: str) -> User:
        newcomer = self.api.user(name)
        self.api.join(self.group, newcomer)
        return newcomer


@asynccontextmanager
async def place(api: BotApi, folder: Path) -> AsyncIterator[Place]:
    citra, dewi, budi = api.user("Citra"), api.user("Dewi"), api.user("Budi")
    async with house(api, sqlite(folder)) as pamong:
        await api.until(lambda: bool(api.calls("getMe")), PATIENCE)
        group = api.supergroup("Belajar Jualan", members=[budi, dewi], creator=citra)
        here = Place(api, pamong, group, citra, dewi, budi)
        await here.sees(group, "siap menemani")
        api.promote(group, dewi)
        await api.quiet()
        yield here
    assert api.violations == []


async def alerted(here: Place) -> Chat:
    """The moderators' chat, connected by the code that the group was shown."""
    room = here.api.supergroup("Pengurus", members=[here.dewi], creator=here.citra)
    here.api.say(here.group, here.citra, "/alerts")
    shown = await here.sees(here.group, "/alerts ")
    code = shown.text.split("/alerts ")[1].split()[0]
    here.api.say(room, here.citra, f"/alerts {code}")
    await here.sees(room, "Belajar Jualan")
    return room


async def test_a_newcomers_link_goes_and_the_newcomer_is_told_why(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        ani = here.joined("Ani")
        link = api.say(here.group, ani, "Modal UMKM cair hari ini: https://bantuan-cair.example/daftar")
        await here.until(lambda: link.deleted)
        await here.sees(here.group, "Ani, pesanmu kuhapus")

        api.start(ani)
        await here.sees(ani, "Aku Pamong")
        again = api.say(here.group, ani, "Serius, klik saja https://bantuan-cair.example/lagi")
        await here.until(lambda: again.deleted)
        await here.sees(ani, "Tautan baru boleh dikirim setelah 24 jam")


async def test_the_third_warning_mutes_and_one_tap_lifts_it(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        for count in (1, 2, 3):
            rude = api.say(here.group, here.budi, f"Fotomu jelek sekali, kubilang {count} kali.")
            api.say(here.group, here.dewi, "/dwarn kasar", reply_to=rude)
            await here.until(lambda rude=rude: rude.deleted)  # type: ignore[misc]
            if count < 3:
                assert api.restrictions(here.group) == {}
        await here.until(lambda: here.budi.id in api.restrictions(here.group))
        held = api.restrictions(here.group)[here.budi.id]
        assert held["status"] == "restricted"
        assert not held["can_send_messages"]
        assert 23 * 3600 < held["until_date"] - api.world.now() <= 24 * 3600 + 60

        notice = await here.sees(here.group, "peringatan terakhir")
        await here.button(notice, "Batalkan")
        api.press(here.dewi, notice, "↩️ Batalkan")
        await here.until(lambda: api.restrictions(here.group) == {})
        api.say(here.group, here.budi, "Maaf, Kak.")


async def test_a_warning_mute_ends_by_itself(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.say(here.group, here.citra, "/setwarnlimit 1")
        await here.sees(here.group, "Batas peringatan: 1")
        rude = api.say(here.group, here.budi, "Fotomu jelek sekali.")
        api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.until(lambda: here.budi.id in api.restrictions(here.group))
        api.advance(25 * 3600)
        assert api.restrictions(here.group) == {}
        api.say(here.group, here.budi, "Sudah boleh bicara lagi.")


async def test_warnings_run_out_after_a_month(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        rude = api.say(here.group, here.budi, "Fotomu jelek sekali.")
        api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.sees(here.group, "peringatan ke-1 dari 3")
        api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.sees(here.group, "peringatan ke-2 dari 3")
        api.advance(31 * 24 * 3600)
        await here.pamong.walk(timedelta(days=31))
        rude = api.say(here.group, here.budi, "Fotomu tetap jelek.")
        api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.until(lambda: len(here.said(here.group, "peringatan ke-1 dari 3")) == 2)
        assert api.restrictions(here.group) == {}


async def test_a_report_becomes_a_card_a_ban_and_an_undone_ban(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room, ani = await alerted(here), here.joined("Ani")
        rude = api.say(here.group, ani, "Foto kamu jelek banget, berhenti jualan saja.")
        report = api.say(here.group, here.budi, "/lapor kasar", reply_to=rude)
        card = await here.sees(room, "laporan anggota")
        assert "jelek banget" in card.text
        await here.until(lambda: report.deleted)

        api.press(here.dewi, card, "🚫 Blokir")
        await here.until(lambda: api.status(here.group, ani) == "kicked")
        await here.until(lambda: rude.deleted)
        await here.button(card, "Batalkan")
        assert "Dewi" in card.text

        api.press(here.dewi, card, "↩️ Batalkan")
        await here.until(lambda: api.restrictions(here.group) == {})
        await here.sees(room, "Kartu ini terbuka lagi")
        api.join(here.group, ani)


async def test_a_disguised_gambling_ad_is_shown_and_decided_by_a_moderator(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        ad = api.say(here.group, here.budi, AD)
        card = await here.sees(room, "perlu dilihat")
        assert "Mirip iklan judi" in card.text
        assert not ad.deleted

        stale = card.button("🗑 Hapus")
        assert stale is not None
        api.press(here.dewi, card, "🗑 Hapus")
        await here.until(lambda: ad.deleted)
        await here.button(card, "Batalkan")
        late = api.press_data(here.citra, card, str(stale["callback_data"]))
        await here.until(lambda: late.answered)
        assert "Dewi" in (late.text or "")


async def test_a_flood_goes_and_the_second_one_mutes(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        flood = [api.say(here.group, here.budi, line) for line in (*QUESTIONS, "Ayo dong")]
        await here.until(lambda: all(message.deleted for message in flood))
        assert api.restrictions(here.group) == {}
        more = [api.say(here.group, here.budi, line) for line in (*MORE, "Halo halo")]
        await here.until(lambda: all(message.deleted for message in more))
        await here.until(lambda: here.budi.id in api.restrictions(here.group))
        assert not api.restrictions(here.group)[here.budi.id]["can_send_messages"]


async def test_a_moderator_who_was_demoted_a_second_ago_is_refused(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room, ani = await alerted(here), here.joined("Ani")
        rude = api.say(here.group, ani, "Foto kamu jelek banget, berhenti jualan saja.")
        api.say(here.group, here.budi, "/lapor kasar", reply_to=rude)
        card = await here.sees(room, "laporan anggota")

        api.demote(here.group, here.dewi)
        press = api.press(here.dewi, card, "🚫 Blokir")
        await here.until(lambda: press.answered)
        assert "bagian pengurus" in (press.text or "")
        api.say(here.group, here.dewi, "/ban", reply_to=rude)
        await here.sees(here.group, "bagian moderator")
        assert api.restrictions(here.group) == {}
        assert not rude.deleted


async def test_a_raid_costs_one_notice_and_ends_with_a_tap(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        crowd = [here.joined(f"Tamu {number}") for number in range(12)]
        await here.sees(here.group, "Banyak yang bergabung")
        card = await here.sees(room, "bergabung")
        early = api.say(here.group, crowd[0], "Halo semua, salam kenal ya")
        await here.until(lambda: early.deleted)
        api.press(here.dewi, card, "✔️ Mereka diundang")
        await here.sees(room, "boleh menulis")
        later = api.say(here.group, crowd[1], "Terima kasih sudah diundang")
        api.say(here.group, here.budi, "/help")
        await here.sees(here.group, "/rules")
        assert not later.deleted
        assert len(here.said(here.group, "Banyak yang bergabung")) <= 1


async def test_a_claim_is_asked_for_its_source_and_found_again(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        claim = "Mulai bulan depan semua penjual online wajib punya toko fisik, kalau tidak akunnya ditutup."
        said = api.say(here.group, here.budi, claim)
        api.say(here.group, here.citra, "/cek", reply_to=said)
        await here.sees(room, "klaim tanpa sumber")
        api.say(here.group, here.dewi, "/putusan menyesatkan https://sumber.example/aturan", reply_to=said)
        await here.sees(here.group, "sumber.example")
        again = api.say(here.group, here.citra, claim)
        api.say(here.group, here.budi, "/cek", reply_to=again)
        await here.until(lambda: len(here.said(here.group, "sumber.example")) == 2)


async def test_a_mute_that_telegram_refuses_is_said_to_whoever_asked(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        rude = api.say(here.group, here.budi, "Fotomu jelek sekali.")
        for _ in range(2):
            api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.sees(here.group, "ke-2 dari 3")
        api.fail("restrictChatMember", 400, "Bad Request: not enough rights to restrict/unrestrict chat member")
        api.say(here.group, here.dewi, "/warn kasar", reply_to=rude)
        await here.sees(here.group, "belum berhasil")
        assert api.restrictions(here.group) == {}


async def test_a_drift_is_proposed_and_the_talk_invited_back(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        api.say(here.group, here.citra, "/topics jualan, iklan")
        await here.sees(here.group, "Topik grup: jualan, iklan")
        talkers = (here.budi, here.joined("Ani"), here.joined("Eka"))
        for number, words in enumerate(SMALL_TALK):
            api.say(here.group, talkers[number % 3], words)
        card = await here.sees(room, "keluar topik")
        api.press(here.dewi, card, "💬 Ajak kembali")
        await here.sees(here.group, "yuk kembali ke topik grup")
