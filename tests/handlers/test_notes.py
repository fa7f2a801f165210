"""Notes are stored under a name and shown by it."""

from typing import Any

import pytest

from bot.chat.events import Account
from bot.chat.text import Span, Style, Text
from bot.models import Note
from tests.cast import BUDI, DEWI, SARI, says
from tests.stage import Stage


def tells(stage: Stage, who: Account, words: Text | str, **values: Any) -> str:
    """Somebody writes something; the newest message on the screen."""
    stage.happens(says(who, words, at=stage.clock.now(), **values))
    stage.delivers()
    return stage.screen()[-1] if stage.screen() else ""


def test_a_note_is_shown_to_everybody_by_its_name(stage: Stage) -> None:
    assert "#rekening" in tells(stage, DEWI, "/filter Rekening BCA 123 a.n. Citra")
    assert tells(stage, BUDI, "#rekening") == "BCA 123 a.n. Citra"
    assert tells(stage, BUDI, "#REKENING dong min") == "BCA 123 a.n. Citra"


def test_a_name_that_nobody_gave_is_no_call(stage: Stage) -> None:
    assert tells(stage, BUDI, "#senin semangat") == ""
    assert tells(stage, BUDI, "# rekening") == ""


def test_a_replied_message_becomes_a_note_with_its_formatting(stage: Stage) -> None:
    quoted = {"reply_to": "m9", "reply_who": SARI, "reply_text": Text("Isi ini", [Span(4, 3, Style.BOLD)])}
    tells(stage, DEWI, "/catatan formulir", **quoted)
    assert [(row.name, row.text, row.spans) for row in stage.rows(Note)] == [
        ("formulir", "Isi ini", [[4, 3, "bold", ""]])
    ]


def test_a_note_is_written_anew_listed_and_removed(stage: Stage) -> None:
    tells(stage, DEWI, "/filter zoom lama")
    tells(stage, DEWI, "/filter #zoom baru")
    tells(stage, DEWI, "/filter alamat Jalan Mawar")
    assert tells(stage, BUDI, "#zoom") == "baru"
    assert "2 catatan:\n#alamat #zoom" in tells(stage, DEWI, "/filters")
    assert "sudah kuhapus" in tells(stage, DEWI, "/unfilter #zoom")
    assert [row.name for row in stage.rows(Note)] == ["alamat"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/filter", "/filter rekening"),
        ("/filter rekening", "/filter rekening"),
        ("/filter !? apa saja", "/filter rekening"),
        ("/filter tanya apa saja", "sudah punya arti lain"),
        ("/filter panjang " + "a" * 3001, "terlalu panjang"),
        ("/filters", "Belum ada catatan"),
        ("/unfilter", "/unfilter rekening"),
        ("/unfilter zoom", "Tidak ada catatan #zoom"),
    ],
)
def test_what_cannot_be_is_said_with_an_example(stage: Stage, words: str, answer: str) -> None:
    assert answer in tells(stage, DEWI, words)
    assert stage.rows(Note) == []
