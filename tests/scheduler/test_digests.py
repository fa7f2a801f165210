"""A digest comes on time, with a picture, says what changed, and names only who may be named."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Send
from bot.chat.facts import Role
from bot.models import Blob, DueRow, Identity, WorkRow
from bot.services import points
from handlers import ROUTERS
from scheduler import JOBS
from tests import cast
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, says
from tests.stage import Stage
from tests.workshop import finished, works

PNG = b"\x89PNG\r\n"
LINKED = {"telegram": replace(Abilities(), link="https://t.me/c/1/{message}")}


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Monday noon in Jakarta; Citra is an admin."""
    play = Stage(*ROUTERS, *JOBS, abilities=LINKED)
    play.platform.roles[CITRA.address] = Role.ADMIN
    yield play
    play.close()


def talks(stage: Stage, number: int) -> None:
    """So many messages of two people, every third a reply to the first, an hour apart."""
    for turn in range(number):
        reply: dict[str, Any] = {"reply_to": "m0", "reply_who": BUDI} if turn % 3 == 2 else {}
        who, name = (BUDI, SARI)[turn % 2], f"m{turn}" if turn else "m0"
        stage.happens(says(who, f"pesan ke {turn}", at=stage.clock.now(), message=name, **reply))
        stage.clock.shift(timedelta(hours=1))


def wants(stage: Stage, words: str) -> str:
    stage.happens(says(CITRA, f"/digest {words}".strip(), at=stage.clock.now()))
    stage.delivers()
    return stage.screen()[-1]


def sent(stage: Stage) -> list[Send]:
    return [did for did in stage.platform.done if isinstance(did, Send) and did.filename]


def test_a_week_is_told_with_its_picture(stage: Stage) -> None:
    wants(stage, "weekly mon 19:00")
    talks(stage, 6)
    stage.passes(hours=1)
    assert [row.kind for row in stage.rows(WorkRow)] == ["digest"]
    works(stage)
    [digest] = sent(stage)
    assert str(digest.text).startswith(
        "📈 Seminggu di Kelas Python\nAda 7 pesan.\n3 orang ikut serta.\n3 orang menulis"
    )
    assert "💡 Usul" in digest.text
    assert (digest.to, digest.filename) == (GROUP, "pamong-2026-03-02.png")
    [row] = stage.rows(DueRow, DueRow.kind == "digests.due")
    assert row.at == stage.clock.now() + timedelta(days=7)


def test_the_picture_is_one_and_goes_when_it_is_delivered(stage: Stage) -> None:
    wants(stage, "daily 19:00")
    talks(stage, 3)
    stage.passes(hours=4)
    [worked] = finished(stage)
    stage.happens(worked)
    assert stage.order(Send).document.startswith(PNG)
    stage.delivers()
    assert stage.rows(Blob) == []


def test_the_days_come_one_after_the_other(stage: Stage) -> None:
    assert "hari ini pukul 19.00 WIB" in wants(stage, "harian jam 19.00")
    for day in (2, 3, 4):
        [row] = stage.rows(DueRow, DueRow.kind == "digests.due")
        assert row.at.isoformat() == f"2026-03-0{day}T12:00:00+00:00"
        talks(stage, 2)
        stage.passes(hours=5)
        works(stage)
        stage.passes(hours=17)
    assert [did.filename[-6:-4] for did in sent(stage)] == ["02", "03", "04"]


def test_most_answered_messages_are_linked_and_the_most_helpful_thanked(stage: Stage) -> None:
    wants(stage, "weekly sun 22:00")
    stage.clock.shift(timedelta(days=6))
    talks(stage, 9)
    with stage.session() as session, session.begin():
        ctx = cast.context(session, now=stage.clock.now())
        points.credit(ctx, "helped", [BUDI.id, SARI.id, BUDI.id, DEWI.id])
        hidden = session.get_one(Identity, SARI.id)
        hidden.listed = False
        session.add(hidden)
    stage.passes(hours=2)
    works(stage)
    [digest] = sent(stage)
    assert "Paling ramai dibalas:\n• 3 balasan" in digest.text
    assert "untuk Budi, Dewi, yang paling banyak membantu" in digest.text
    assert "Sari" not in digest.text


def test_of_a_time_without_a_word_nothing_is_told(stage: Stage) -> None:
    wants(stage, "daily 19:00")
    stage.passes(hours=31)
    works(stage)
    stage.platform.done.clear()
    stage.passes(hours=24)
    assert [row.kind for row in stage.rows(WorkRow)] == ["digest"]
    works(stage)
    assert sent(stage) == []
    assert stage.rows(DueRow, DueRow.kind == "digests.due")


def test_turned_off_nothing_comes_any_more(stage: Stage) -> None:
    wants(stage, "weekly")
    assert "Ringkasan mati" in wants(stage, "OFF")
    assert stage.rows(DueRow, DueRow.kind == "digests.due") == []


def test_one_that_an_outage_made_very_late_is_left_out(stage: Stage) -> None:
    wants(stage, "weekly mon 19:00")
    talks(stage, 3)
    stage.clock.shift(timedelta(days=8))
    stage.passes(hours=1)
    assert stage.rows(WorkRow) == []


def test_without_a_picture_the_words_come_alone(stage: Stage) -> None:
    wants(stage, "daily 19:00")
    talks(stage, 3)
    for label in ("Ringkasan", "✅ Sertakan gambar"):
        if label == "Ringkasan":
            stage.happens(says(CITRA, "/settings", at=stage.clock.now()))
            stage.delivers()
        stage.happens(stage.presses(CITRA, label))
        stage.delivers()
    stage.passes(hours=5)
    works(stage)
    assert sent(stage) == []
    assert any("Hari ini di Kelas Python" in text for text in stage.screen())


@pytest.mark.parametrize("words", ["sometimes", "daily mon", "weekly noon", "weekly 25:00"])
def test_what_cannot_be_read_gets_the_usage(stage: Stage, words: str) -> None:
    assert "/digest weekly mon 19:00" in wants(stage, words)


def test_without_words_it_shows_what_is_set(stage: Stage) -> None:
    assert "Ringkasan mati" in wants(stage, "")
    assert "besok pukul 07.30" in wants(stage, "mingguan selasa pukul 7:30")
    assert "07.30" in wants(stage, "")


def test_the_picture_is_drawn_beside_the_engine(tmp_path: Path) -> None:
    """The process that serves never loads what draws; GROUP's report is made in its child."""
    code = f"""
import sys
from tests.cast import BUDI, CITRA, says
from tests.stage import Stage
from tests.workshop import works
from handlers import ROUTERS
from scheduler import JOBS
from bot.chat.actions import Send
from bot.chat.facts import Role
if __name__ == "__main__":
    stage = Stage(*ROUTERS, *JOBS, url="sqlite:///{tmp_path}/pamong.db")
    stage.platform.roles[CITRA.address] = Role.ADMIN
    stage.happens(says(CITRA, "/digest daily 19:00"), says(BUDI, "halo"))
    stage.delivers()
    stage.passes(hours=7)
    works(stage)
    sent = [did.filename for did in stage.platform.done if isinstance(did, Send) and did.filename]
    print(sent, "matplotlib" in sys.modules, "numpy" in sys.modules)
"""
    script = tmp_path / "play.py"
    script.write_text(code)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["['pamong-2026-03-02.png'] False False"], done.stderr[-2000:]
