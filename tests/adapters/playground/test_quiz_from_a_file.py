"""A quiz from a file, to a live quiz and its revision, on the page, in both manners."""

import base64

from tests.adapters.playground.test_playground import Visitor, visiting
from tests.adapters.playground.test_scenarios import MANNERS

FILE = base64.b64encode(b"soal,a,b,jawaban,penjelasan\nApa itu KUR?,hadiah,kredit,b,Kredit Usaha Rakyat\n").decode()


def said(visitor: Visitor, room: str = "") -> list[str]:
    return [each["t"] for each in visitor.chat(room) if each["author"] == "bot"]


@MANNERS
async def test_a_file_sent_with_the_command_becomes_a_quiz(manner: str) -> None:
    async with visiting() as visitor:
        await visitor.post("/world/manner", manner=manner)
        mark = "." if manner == "whatsapp" else "/"
        await visitor.act("send", "citra", name="kuis.csv", content=FILE, text=f"{mark}quizimport Dasar")
        assert any("1 soal masuk ke kuis Dasar" in text for text in said(visitor))
        await visitor.act("say", "citra", text=f"{mark}quizzes")
        assert any("Dasar · 1 soal" in text for text in said(visitor))


async def test_a_file_that_is_there_already_is_replied_to() -> None:
    async with visiting() as visitor:
        await visitor.act("send", "citra", name="kuis.csv", content=FILE)
        file = visitor.chat()[-1]["id"]
        await visitor.act("say", "citra", text="/quizimport Dasar", reply_to=file)
        assert any("1 soal masuk ke kuis Dasar" in text for text in said(visitor))


async def test_members_import_nothing() -> None:
    async with visiting() as visitor:
        await visitor.act("send", "budi", name="kuis.csv", content=FILE, text="/quizimport Dasar")
        assert not any("masuk ke kuis" in text for text in said(visitor))
