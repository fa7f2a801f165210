"""Files of frequent questions are stored as a whole, and written again."""

import json
from typing import Any

import pytest

from bot.chat.events import Form
from bot.models import Faq, FaqWording
from bot.services import faq
from tests.cast import BUDI, DEWI, GROUP, NOW, number, says
from tests.stage import Stage

ENTRY = {"question": "Kapan kelas?", "answer": "Selasa", "category": "Jadwal", "aliases": ["jadwalnya hari apa"]}


def form(stage: Stage, name: str, **values: Any) -> Any:
    """What whoever handed over the form gets back."""
    key = f"form:{number()}"
    returned = stage.happens(Form(key, NOW, GROUP, name=name, values=values)).returned[key]
    return json.loads(json.dumps(returned))


def test_entries_are_stored_answered_and_given_back(stage: Stage) -> None:
    assert form(stage, "faq.import", entries=[ENTRY]) == {"new": 1, "changed": 0, "wordings": 1}
    stage.happens(says(BUDI, "/ask jadwalnya hari apa"))
    stage.delivers()
    assert "Selasa" in stage.screen()[-1]
    assert form(stage, "faq.export") == {"entries": [ENTRY]}


def test_a_known_question_gets_the_new_answer_and_no_wording_twice(stage: Stage) -> None:
    stage.happens(says(DEWI, "/faqadd kapan kelas | Senin"))
    again = {**ENTRY, "aliases": ["Jadwalnya hari apa?", "jadwalnya hari apa"]}
    assert form(stage, "faq.import", entries=[again]) == {"new": 0, "changed": 1, "wordings": 1}
    assert [row.answer for row in stage.rows(Faq)] == ["Selasa"]
    assert len(stage.rows(FaqWording)) == 2


def test_what_does_not_fit_leaves_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faq, "MOST", 1)
    assert "penuh" in form(stage, "faq.import", entries=[ENTRY])["error"]
    assert stage.rows(Faq) == []
