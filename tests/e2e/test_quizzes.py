"""A quiz over the fake Bot API: imported as CSV, played with native polls over a restart, to the podium and /score."""

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

PATIENCE = 15.0
FILE = """soal,a,b,c,jawaban,penjelasan,detik
Apa yang paling menarik pembeli?,Foto,Jam buka,Nama toko,a,Foto membuat orang berhenti menggulir.,20
Apa saja isi deskripsi?,Ukuran,Curhat,Bahan,"a,c",,20
Selisih harga jual dan modal?,,,,laba,,20
"""


@dataclass(slots=True)
class Class(Watching):
    """A group with its organiser Citra and two members who play."""

    group: Chat
    citra: User
    budi: User
    dewi: User

    def said(self, where: Chat | User, words: str) -> list[Message]:
        return [message for message in self.api.said(where) if words in _words(message)]

    async def asked(self, number: int) -> Message:
        return await self.sees(self.group, f"Soal {number}/")

    async def later(self, pamong: Pamong, seconds: float) -> None:
        """Time passes for the bot and for Telegram."""
        self.api.advance(seconds)
        await self.api.quiet()
        await pamong.walk(timedelta(seconds=seconds))


def _words(message: Message) -> str:
    return message.poll.question if message.poll is not None else message.text


@asynccontextmanager
async def awake(api: BotApi, folder: Path) -> AsyncIterator[Pamong]:
    """The bot, on a database that stays."""
    before = len(api.calls("getMe"))
    async with house(api, sqlite(folder)) as pamong:
        await api.until(lambda: len(api.calls("getMe")) > before, PATIENCE)
        yield pamong


async def founded(api: BotApi, citra: User, budi: User, dewi: User) -> Class:
    group = api.supergroup("Belajar Jualan", members=[budi, dewi], creator=citra)
    here = Class(api, group, citra, budi, dewi)
    await here.sees(group, "siap menemani")
    return here


async def test_from_a_file_over_a_restart_to_the_podium_and_the_score(api: BotApi, tmp_path: Path) -> None:
    citra, budi, dewi = api.user("Citra"), api.user("Budi"), api.user("Dewi")
    async with awake(api, tmp_path) as pamong:
        here = await founded(api, citra, budi, dewi)
        api.start(budi)
        await here.sees(budi, "Pamong")
        api.say(here.group, citra, caption="/quizimport Dasar Jualan", document=("kuis.csv", FILE))
        await here.sees(here.group, "Dasar Jualan")
        api.say(here.group, citra, "/quizstart dasar")
        lobby = await here.sees(here.group, "Siapa ikut?")
        for who in (budi, dewi):
            press = api.press(who, lobby, "🙋 Ikut")
            await here.until(lambda press=press: press.answered)  # type: ignore[misc]
        await here.later(pamong, 31)
        first = await here.asked(1)
        poll = first.poll
        assert poll is not None
        assert (poll.quiz, poll.correct, poll.anonymous, poll.open_period) == (True, [0], False, 20)
        api.vote(budi, first, [0])
        await api.quiet()

    async with awake(api, tmp_path) as pamong:
        api.vote(dewi, first, [1])
        await here.sees(here.group, "1 dari 2 menjawab benar")
        await here.later(pamong, 7)
        second = await here.asked(2)
        api.vote(budi, second, [0, 2])
        api.vote(dewi, second, [0])
        await here.sees(here.group, "1 dari 2 menjawab benar")
        await here.later(pamong, 7)
        third = await here.asked(3)
        reply = api.say(here.group, dewi, "Laba", reply_to=third)
        await here.until(lambda: reply.deleted)
        await here.later(pamong, 22)
        podium = await here.sees(here.group, "🏁 Dasar Jualan selesai")
        assert "🥇 Budi" in podium.text
        assert "(2 benar)" in podium.text

        api.say(here.group, budi, "/score")
        score = await here.sees(budi, "Kuismu di Belajar Jualan")
        assert "2 dari 2 jawaban benar" in score.text
        press = api.press(budi, podium, "📋 Jawabanku")
        await here.until(lambda: press.answered)
        await here.sees(budi, "Jawabanmu di Dasar Jualan")
        api.say(here.group, dewi, "/top quiz session")
        await here.sees(here.group, "Kuis terakhir di Belajar Jualan")
        api.start(dewi)
        api.say(dewi, dewi, "/review")
        asked_again = await here.sees(dewi, "🔁 Apa yang paling menarik pembeli?")
        api.press(dewi, asked_again, "Foto")
        await here.sees(dewi, "✅ Benar: Foto")
    assert api.violations == []
