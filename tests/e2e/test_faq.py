"""Frequent questions over the pretend Bot API: unknown, answered by a moderator, known from then on."""

from pathlib import Path

from tests.e2e.test_moderation import alerted, place
from tests.fakes.botapi import BotApi

ASKED = "Kak, kopdar boleh bawa anak kecil?"


async def test_an_unknown_question_is_answered_by_one_tap_and_known_from_then_on(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        asked = api.say(here.group, here.budi, f"/ask {ASKED}")
        await here.sees(here.group, "Kutanyakan ke pengurus")
        card = await here.sees(room, "Budi bertanya")
        assert ASKED in card.text

        api.press(here.dewi, card, "✍️ Jawab & simpan")
        await here.sees(room, "Tulis di pesan berikutnya")
        api.say(room, here.dewi, "Boleh, ada taman bermain.")
        await here.sees(room, "kujawabkan")
        answer = await here.sees(here.group, "ada taman bermain")
        assert answer.data["reply_to_message"]["message_id"] == asked.id
        await here.until(lambda: "Dijawab oleh Dewi" in card.text)

        api.say(here.group, here.citra, "eh kalo kopdar bole bawa anak ga?")
        await here.until(lambda: len(here.said(here.group, "ada taman bermain")) == 2)


async def test_other_words_are_asked_back_and_learned(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        room = await alerted(here)
        for line in ("Kapan kelas pagi dimulai? | Pukul 9.", "Kapan kelas malam dimulai? | Pukul 19."):
            api.say(here.group, here.dewi, f"/faqadd {line}")
        await here.sees(here.group, "kelas malam dimulai")

        api.say(here.group, here.budi, "/ask kapan kelas dimulai")
        back = await here.sees(here.group, "Maksudmu yang mana?")
        stranger = api.press(here.citra, back, "Kapan kelas malam dimulai?")
        await here.until(lambda: stranger.answered)
        assert not back.deleted
        api.press(here.budi, back, "Kapan kelas malam dimulai?")
        answer = await here.sees(here.group, "Pukul 19.")
        await here.until(lambda: back.deleted)
        api.press(here.budi, answer, "👍")

        api.say(here.group, here.budi, "/ask ngumpulnya habis magrib bukan sih")
        card = await here.sees(room, "ngumpulnya habis magrib")
        api.press(here.dewi, card, "🙈 Lewati")
        await here.until(lambda: "Dilewati oleh Dewi" in card.text)
        api.say(here.group, here.dewi, "/faqalias Kapan kelas malam dimulai? | ngumpulnya habis magrib")
        await here.sees(here.group, "sekarang juga berarti")
        api.advance(120)
        api.say(here.group, here.citra, "/ask ngumpulnya habis mgarib")
        await here.until(lambda: len(here.said(here.group, "Pukul 19.")) == 2)


async def test_notes_and_thanks_in_a_group(api: BotApi, tmp_path: Path) -> None:
    async with place(api, tmp_path) as here:
        api.say(here.group, here.dewi, "/filter rekening BCA 123 a.n. Citra")
        await here.sees(here.group, "#rekening")
        api.say(here.group, here.budi, "#rekening")
        await here.sees(here.group, "BCA 123 a.n. Citra")
        helped = api.say(here.group, here.dewi, "Pakai bubble wrap dua lapis.")
        api.say(here.group, here.budi, "Makasih kak!", reply_to=helped)
        api.say(here.group, here.budi, "/top helpers")
        await here.sees(here.group, "🥇 Dewi · 1")
