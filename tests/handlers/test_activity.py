"""The report on a group's activity goes to the admin who asked, with its picture."""

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.actions import Send
from bot.chat.facts import Role
from bot.models import InboxRow
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, SARI, joins, private, reacts, says
from tests.stage import Stage
from tests.workshop import works


@pytest.fixture
def lively(stage: Stage) -> Stage:
    """Four days: a question, its answer, a newcomer, reactions. Citra may be written to."""
    stage.happens(says(CITRA, "/start", private(CITRA)), says(BUDI, "Foto produk pakai lampu apa?", message="q1"))
    stage.clock.shift(timedelta(minutes=30))
    answer: dict[str, Any] = {"reply_to": "q1", "reply_who": BUDI}
    stage.happens(says(SARI, "Lampu belajar cukup.", at=stage.clock.now(), **answer))
    stage.happens(reacts(BUDI, "m2", "👍", at=stage.clock.now()))
    stage.delivers()
    stage.clock.shift(timedelta(days=4))
    return stage


def asks(stage: Stage, words: str = "", *, alone: bool = False) -> None:
    place = {"group": private(CITRA)} if alone else {}
    stage.happens(says(CITRA, f"/report_activity {words}".strip(), at=stage.clock.now(), **place))
    stage.delivers()


@pytest.mark.parametrize("alone", [False, True])
def test_the_report_is_told_in_private_with_a_picture(lively: Stage, alone: bool) -> None:
    asks(lively, alone=alone)
    works(lively)
    report = lively.screen(private(CITRA))[-1]
    assert "📊 Kelas Python · 1 minggu terakhir" in report
    assert "Pertanyaan: 1 · terjawab dalam sehari 1 · jawaban pertama biasanya 30 menit" in report
    assert "Reaksi 1 · suara 0" in report
    assert "Usul" in report
    [sent] = [did for did in lively.platform.done if isinstance(did, Send) and did.filename]
    assert sent.to.address == CITRA.address
    assert not any("📊 Kelas" in text for text in lively.screen())


def test_a_month_may_be_asked_for_but_not_more(lively: Stage) -> None:
    asks(lively, "28")
    works(lively)
    assert "4 minggu terakhir" in lively.screen(private(CITRA))[-1]
    for words in ("29", "setahun", "1 jam"):
        asks(lively, words, alone=True)
        assert "paling lama 28" in lively.screen(private(CITRA))[-1]


def test_whoever_cannot_be_written_to_is_asked_to_open_the_chat(stage: Stage) -> None:
    asks(stage)
    works(stage)
    assert "Start" in stage.screen()[-1]


def test_newcomers_count_once_their_first_week_is_over(lively: Stage) -> None:
    lively.happens(joins(DEWI, at=lively.clock.now()))
    lively.clock.shift(timedelta(days=8))
    asks(lively, alone=True)
    works(lively)
    assert "genap seminggu: 1 · sudah menulis 0" in lively.screen(private(CITRA))[-1]


def test_it_all_works_on_postgresql(postgres_url: str) -> None:
    stage = Stage(*ROUTERS, *JOBS, url=postgres_url)
    stage.platform.roles[CITRA.address] = Role.ADMIN
    stage.happens(*(says(who, "/start", private(who)) for who in (CITRA, BUDI)))
    calls = ("/saran Adakan kelas foto", "/top", "/me")
    for words in calls:
        stage.happens(says(BUDI, words, at=stage.clock.now()))
        stage.delivers()
    asked = ("/suggestions", "/survey Bagaimana kelasnya?", "/rota join", "/rota daily 13:00", "/digest daily 13:00")
    for words in (*asked, "/report_activity", "/silent 1"):
        stage.happens(says(CITRA, words, at=stage.clock.now()))
        stage.delivers()
    works(stage)
    stage.happens(stage.presses(SARI, "4"))
    stage.passes(hours=1)
    works(stage)
    stage.passes(days=8)
    stage.delivers()
    told = "\n".join([*stage.screen(private(CITRA)), *stage.screen()])
    for words in ("📊 Kelas Python", "💡 1 saran", "giliranmu", "📈 Hari ini", "diam selama 1 hari", "1 jawaban"):
        assert words in told, words
    assert stage.rows(InboxRow) == []
    stage.close()
