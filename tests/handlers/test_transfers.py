"""A group's settings travel as a file: all of it or nothing."""

import json
from typing import Any

import pytest

from bot.chat.actions import Delete, Send
from bot.chat.events import Chat, Document
from bot.models import Blob, GroupText, Phrase
from tests.cast import BUDI, CITRA, GROUP, joins, private, says
from tests.stage import Stage

FILE: dict[str, Any] = {
    "format": "pamong-group",
    "version": 1,
    "settings": {"welcome": {"goodbye": True}},
    "words": {"rules.text": "Dari berkas"},
}


def imports(stage: Stage, data: bytes) -> str:
    """An admin sends a file with the caption /import; what Pamong says."""
    stage.platform.files["f1"] = data
    stage.happens(says(CITRA, "/import", document=Document("f1", "pamong-group.json", len(data))))
    stage.delivers()
    return stage.screen()[-1]


def test_what_was_exported_can_be_imported(stage: Stage) -> None:
    stage.happens(says(CITRA, "/start", private(CITRA)), says(CITRA, "/setrules Asli"))
    stage.delivers()
    stage.happens(says(CITRA, "/export"))
    order = stage.order(stage.flying[-1].action.__class__)
    file = order.document
    stage.delivers()
    assert not stage.rows(Blob)
    stage.happens(says(CITRA, "/setrules Lain"))
    stage.delivers()
    assert "terpasang" in imports(stage, file)
    assert stage.rows(GroupText)[0].text == "Asli"


def test_settings_and_words_are_taken_from_a_file(stage: Stage) -> None:
    assert imports(stage, json.dumps(FILE).encode()) == "Selesai: 2 pengaturan terpasang."
    assert stage.rows(GroupText)[0].text == "Dari berkas"


def test_unwanted_words_travel_along(stage: Stage) -> None:
    listed = 'slot "uang cepat" re:"gac[o0]r hari"'
    stage.happens(says(CITRA, "/start", private(CITRA)), says(CITRA, f"/block {listed}"))
    stage.delivers()
    stage.happens(says(CITRA, "/export"))
    file = stage.order(stage.flying[-1].action.__class__).document
    stage.delivers()
    stage.happens(says(CITRA, f"/unblock {listed}"))
    stage.delivers()
    assert stage.rows(Phrase) == []
    assert "terpasang" in imports(stage, file)
    assert {row.text for row in stage.rows(Phrase)} == {"slot", "uang cepat", "re:gac[o0]r hari"}
    slot = says(BUDI, "main slot yuk", at=stage.clock.now())
    stage.happens(slot)
    assert Delete(GROUP, message=slot.message) in stage.delivers()


def test_a_pattern_that_may_not_be_listed_is_not_imported(stage: Stage) -> None:
    before = len(stage.rows(GroupText))
    said = imports(stage, json.dumps(FILE | {"blocklist": ["re:(a"]}).encode())
    assert "re:" in said or "pola" in said
    assert len(stage.rows(GroupText)) == before
    assert stage.rows(Phrase) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\x00", "tidak bisa kubaca"),
        (b"[" * 100_000, "tidak bisa kubaca"),
        (b"[1]", "bukan berkas pengaturan"),
        (json.dumps(FILE | {"settings": {"wellcome": {}}}).encode(), '"wellcome"'),
        (json.dumps(FILE | {"settings": {"welcome": {"on": "kadang"}}}).encode(), '"welcome.on"'),
        (json.dumps(FILE | {"settings": 5}).encode(), "bukan berkas pengaturan"),
        (json.dumps(FILE | {"words": {"rules.text": 5}}).encode(), '"rules.text"'),
    ],
)
def test_a_wrong_file_changes_nothing_and_says_why(stage: Stage, data: bytes, said: str) -> None:
    assert said in imports(stage, data)
    assert not stage.rows(GroupText)


def test_the_command_without_a_file_gets_the_usage_line(stage: Stage) -> None:
    stage.happens(says(CITRA, "/import"))
    stage.delivers()
    assert "kirim berkas" in stage.screen()[-1]


def test_a_member_exports_and_imports_nothing(stage: Stage) -> None:
    stage.happens(joins(BUDI), says(BUDI, "/export"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]


def test_where_moderators_are_alerted_is_neither_exported_nor_imported(stage: Stage) -> None:
    kitchen = Chat("telegram", "-5005", title="Dapur")
    stage.happens(says(CITRA, "/start", private(CITRA)), says(CITRA, "/alerts"))
    stage.delivers()
    code = stage.screen()[-1].split("/alerts ")[1].split()[0]
    stage.happens(says(CITRA, f"/alerts {code}", kitchen))
    stage.delivers()
    stage.happens(says(CITRA, "/export", GROUP))
    file = stage.order(Send).document
    stage.delivers()
    assert b"alerts" not in file
    imports(stage, json.dumps(FILE | {"settings": {"alerts": {"chat": 1}}}).encode())
    assert '"alerts"' in stage.screen(private(CITRA))[-1]
