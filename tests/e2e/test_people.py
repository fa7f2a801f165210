"""People over the fake Bot API: introduced, given a buddy, asked how it goes, given another one."""

from datetime import timedelta
from pathlib import Path

from tests.e2e.test_moderation import Place, place
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.people import User


async def willing(here: Place, *people: User) -> None:
    """They open the private chat and volunteer."""
    for who in people:
        here.api.start(who)
        await here.sees(who, "Aku Pamong")
        here.api.say(here.group, who, "/buddies join")
        await here.sees(who, "kamu sekarang teman belajar")


async def taps(here: Place, who: User, label: str) -> None:
    """Somebody taps a button of the newest message that has it, as soon as it is there."""
    await here.until(lambda: [said for said in here.api.said(who) if label in said.labels])
    newest = [said for said in here.api.said(who) if label in said.labels][-1]
    here.api.press(who, newest, label)


async def passes(here: Place, time: timedelta) -> None:
    here.api.advance(time.total_seconds())
    await here.pamong.walk(time)


async def test_from_joining_to_another_buddy(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        await willing(here, here.dewi, here.budi)
        ani = api.user("Ani")
        api.start(ani)
        await here.sees(ani, "Aku Pamong")

        api.join(here.group, ani)
        welcome = await here.sees(here.group, "Selamat datang, Ani")
        assert "Teman belajarmu: Dewi" in welcome.text
        assert (await here.sees(here.dewi, "Ani baru bergabung")).text.count("\n1. ") == 1
        await here.sees(ani, "teman belajarmu Dewi")

        press = api.press(ani, welcome, "👋 Kenalan")
        await here.until(lambda: press.answered)
        for label in ("🍜 Makanan & minuman", "📣 Iklan & promosi", "Pemula", "📸 Foto & konten"):
            await taps(here, ani, label)
        await here.sees(ani, "5/5")
        api.write(ani, "Saya Ani dari Malang, baru mulai jualan kue kering.")
        await taps(here, ani, "📢 Bagikan")
        card = await here.sees(here.group, "kue kering")
        assert "Makanan & minuman" in card.text
        await here.sees(ani, "Sudah kubagikan")

        await passes(here, timedelta(hours=37))
        await taps(here, ani, "⏳ Belum")
        await here.sees(here.dewi, "Ani menunggu disapa")

        await passes(here, timedelta(hours=48))
        await here.sees(ani, "Sudah tiga hari")
        await taps(here, ani, "🔄 Teman lain")
        await here.sees(ani, "teman belajarmu Budi")
        await here.sees(here.budi, "Ani baru bergabung")
        await here.sees(here.dewi, "ditemani orang lain")


async def test_somebody_who_never_opened_the_private_chat_is_pointed_to_it(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        await willing(here, here.dewi)
        ani = here.joined("Ani")
        welcome = await here.sees(here.group, "Selamat datang, Ani")
        press = api.press(ani, welcome, "👋 Kenalan")
        await here.until(lambda: press.answered)
        assert str(api.bot.username) in (press.text or "")
        await passes(here, timedelta(hours=37))
        await here.sees(here.dewi, "Sudah sempat menyapa Ani")
        assert not api.said(ani)


async def test_a_buddy_who_leaves_hands_over(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        await willing(here, here.budi)
        ani = api.user("Ani")
        api.start(ani)
        await here.sees(ani, "Aku Pamong")
        api.join(here.group, ani)
        await here.sees(ani, "teman belajarmu Budi")
        await willing(here, here.dewi)
        api.leave(here.group, here.budi)
        await here.sees(ani, "teman belajarmu Dewi")


async def test_newcomers_are_muted_until_they_press_the_button(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.say(here.group, here.citra, "/captcha on")
        await here.sees(here.group, "nyala")
        ani, tono = here.joined("Ani"), here.joined("Tono")
        await here.until(lambda: {ani.id, tono.id} <= set(api.restrictions(here.group)))
        button = await here.sees(here.group, "tekan tombol ini")
        press = api.press(ani, button, "✅ Aku setuju aturannya")
        await here.until(lambda: press.answered)
        await here.until(lambda: ani.id not in api.restrictions(here.group))
        await here.sees(here.group, "Selamat datang, Ani")
        api.say(here.group, ani, "Halo semua!")

        await passes(here, timedelta(minutes=6))
        await here.until(lambda: not here.said(here.group, "tekan tombol ini"))
        assert tono.id in api.restrictions(here.group)


async def test_who_asks_to_join_answers_first_and_is_let_in(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.start(here.dewi)
        await here.sees(here.dewi, "Aku Pamong")
        api.say(here.group, here.citra, "/screening Grup ini tentang apa? | jualan")
        await here.sees(here.group, "Saringan nyala")
        link = api.invite_link(here.group, by_request=True)
        ani, tono = api.user("Ani"), api.user("Tono")

        api.request_join(here.group, ani, link)
        await here.sees(ani, "Grup ini tentang apa?")
        await taps(here, ani, "✍️ Jawab")
        await here.sees(ani, "tulis jawabanmu")
        api.write(ani, "Belajar jualan")
        await here.until(lambda: api.status(here.group, ani) == "member")
        await here.sees(here.group, "Selamat datang, Ani")

        api.request_join(here.group, tono, link)
        await taps(here, tono, "✍️ Jawab")
        await here.sees(tono, "tulis jawabanmu")
        api.write(tono, "Tidak tahu")
        card = await here.sees(here.dewi, "Tono minta bergabung")
        api.press(here.dewi, card, "✖️ Tolak")
        await here.sees(tono, "kamu belum bisa bergabung")
        assert api.status(here.group, tono) != "member"
