"""Quizzes over the fake Bot API: written in private with a forwarded poll, from a file, and out again as one."""

from pathlib import Path
from typing import Any

from bot.domain.formats import named
from tests.e2e.house import house, sqlite
from tests.e2e.test_quizzes import Class, founded
from tests.fakes.botapi import BotApi

GIFT = "::Modal:: Apa itu KUR? {=kredit ~hadiah}\n\nUraikan. {}\n\nLokapasar? {~%50%Shopee ~%50%Tokopedia ~Gmail}\n"
POLL: dict[str, Any] = {
    "id": "99", "question": "HPP itu apa?", "total_voter_count": 3, "is_closed": False, "is_anonymous": True,
    "type": "quiz", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    "options": [
        {"persistent_id": "0", "text": "Harga Pokok Penjualan", "voter_count": 2},
        {"persistent_id": "1", "text": "Harga Paling Pas", "voter_count": 1},
    ],
}  # fmt: skip


async def written(here: Class) -> None:
    """Citra forwards a quiz, types a question, and saves both."""
    api, citra = here.api, here.citra
    api.say(here.group, citra, "/quiznew Dasar Jualan")
    invited = await here.sees(citra, "Yuk tulis soal kuis")
    api.press(citra, invited, "✏️ Mulai menulis")
    await here.sees(citra, "Kuis Dasar Jualan.")
    api.say(citra, citra, content={"poll": POLL})
    await here.sees(citra, "Mana yang benar?")
    api.say(citra, citra, "A")
    await here.sees(citra, "Soal 1:")
    api.say(citra, citra, "Lokapasar?\n* Shopee\nGmail\n* Tokopedia")
    noted = await here.sees(citra, "Soal 2:")
    api.press(citra, noted, "💾 Simpan (2)")
    await here.sees(citra, "2 soal tersimpan")


async def test_a_quiz_is_written_imported_and_sent_as_a_file(api: BotApi, tmp_path: Path) -> None:
    citra, budi, dewi = api.user("Citra"), api.user("Budi"), api.user("Dewi")
    async with house(api, sqlite(tmp_path)):
        await api.until(lambda: api.calls("getMe"), 15)
        here = await founded(api, citra, budi, dewi)
        api.start(citra)
        await here.sees(citra, "Pamong")
        await written(here)
        file = api.say(here.group, citra, document=("modal.gift", GIFT))
        api.say(here.group, citra, "/quizimport Modal", reply_to=file)
        await here.sees(here.group, "2 soal masuk ke kuis Modal")
        await here.sees(citra, "Baris 3: soal uraian tidak bisa dinilai di chat")
        api.say(here.group, citra, "/quizzes")
        await here.sees(here.group, "Dasar Jualan · 2 soal")
        api.say(citra, citra, "/quizexport dasar jualan csv")
        sent = await here.sees(citra, "Kuis Dasar Jualan, 2 soal")
        data = api.world.files.find(sent.data["document"]["file_id"]).content
        csv = named("csv")
        assert csv is not None
        assert [question.text for question in csv.read(data).questions] == ["HPP itu apa?", "Lokapasar?"]
    assert api.violations == []
