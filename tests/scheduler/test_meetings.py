"""What a meeting needs by the clock: the next of a series, an organiser's list, what is erased."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.chat.facts import Role
from bot.models import Attendance, Blob, DueRow, MeetingNote, Occurrence, WorkRow
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, SARI, private, says
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN}
    for who in (CITRA, BUDI):
        play.happens(says(who, "/start", private(who)))
    play.delivers()
    yield play
    play.close()


def announced(stage: Stage, line: str) -> None:
    stage.happens(says(CITRA, f"/event {line}", at=stage.clock.now()))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Benar, umumkan"))
    stage.delivers()


def passes(stage: Stage, **time: float) -> None:
    stage.passes(**time)
    stage.delivers()


def test_whoever_leads_is_told_the_code_when_it_begins_and_nobody_else(stage: Stage) -> None:
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, hours=2)
    assert any("Kode hadir Webinar Iklan" in text for text in stage.screen(private(CITRA)))
    assert not any("Kode hadir" in text for text in [*stage.screen(), *stage.screen(private(BUDI))])


def test_an_organiser_who_cannot_be_written_to_is_told_how_to_get_the_code() -> None:
    stage = Stage(*ROUTERS, *JOBS)
    stage.platform.roles |= {CITRA.address: Role.ADMIN}
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, hours=2)
    assert any("buka chat pribadi denganku" in text for text in stage.screen())
    stage.happens(says(CITRA, "/attend", private(CITRA), at=stage.clock.now()))
    stage.delivers()
    assert "Kode hadir Webinar Iklan" in stage.screen(private(CITRA))[-1]
    stage.close()


def test_a_code_for_a_meeting_that_is_over_is_not_told(stage: Stage) -> None:
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, days=1)
    assert not any("Kode hadir" in text for text in stage.screen(private(CITRA)))
    assert stage.rows(Occurrence)[0].state == "over"


def test_the_list_of_those_present_goes_to_the_organiser(stage: Stage) -> None:
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, hours=2)
    code = next(text for text in stage.screen(private(CITRA)) if "Kode hadir" in text).split("/attend ")[1].split()[0]
    stage.happens(says(BUDI, f"/attend {code}", private(BUDI), at=stage.clock.now()))
    stage.delivers()
    passes(stage, hours=1.5)
    stage.passes(hours=1)
    assert b"Budi" in stage.rows(Blob)[-1].data


def test_a_group_may_do_without_the_question(stage: Stage) -> None:
    stage.happens(says(CITRA, "/settings", private(CITRA), at=stage.clock.now()))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Acara", private(CITRA)))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Tanya kesan sejam setelah selesai", private(CITRA)))
    stage.delivers()
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, hours=2)
    passes(stage, hours=3)
    assert not any("Bagaimana" in text for text in stage.screen())


def test_the_next_of_a_series_is_announced_when_one_is_over(stage: Stage) -> None:
    announced(stage, "setiap senin jam 14.00 Mentoring")
    passes(stage, hours=2)
    passes(stage, hours=1.5)
    assert "Senin, 9 Maret 2026 pukul 14.00 WIB" in stage.screen()[-1]


def test_a_series_that_has_come_to_its_end_plans_nothing_more(stage: Stage) -> None:
    announced(stage, "setiap hari jam 14.00, 2 kali, Mentoring")
    assert len(stage.rows(Occurrence)) == 2
    for _ in range(3):
        passes(stage, days=1)
    assert {row.state for row in stage.rows(Occurrence)} == {"over"}
    assert not stage.rows(DueRow, DueRow.kind == "reminders.send")


def test_words_that_were_left_go_after_a_month_and_the_meeting_stays(stage: Stage) -> None:
    announced(stage, "2 jam lagi Webinar Iklan")
    passes(stage, hours=2)
    stage.happens(says(BUDI, "#tanya Kapan kenari kuning?", at=stage.clock.now()))
    stage.delivers()
    assert "kenari" in stage.dump()
    passes(stage, hours=2)
    passes(stage, days=31)
    passes(stage, minutes=1)
    assert stage.rows(MeetingNote) == []
    assert len(stage.rows(Occurrence)) == 1
    stage.passes(seconds=timedelta(days=40).total_seconds())
    assert "kenari" not in "".join(row.text for row in stage.rows(MeetingNote))


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    return "sqlite://" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


def test_a_webinar_walks_to_its_end_on_either_database(url: str) -> None:
    stage = Stage(*ROUTERS, *JOBS, url=url)
    stage.platform.roles |= {CITRA.address: Role.ADMIN}
    for who in (CITRA, BUDI, SARI):
        stage.happens(says(who, "/start", private(who)))
    stage.delivers()
    announced(stage, "2 jam lagi Webinar Iklan | kapasitas 1")
    for who, label in ((BUDI, "✅ Ikut"), (SARI, "✅ Ikut"), (BUDI, "✖️ Tidak")):
        stage.happens(stage.presses(who, label))
        stage.delivers()
    stage.happens(stage.presses(SARI, "🎟 Ambil kursi", private(SARI)))
    stage.delivers()
    passes(stage, hours=1)
    passes(stage, hours=1)
    code = next(text for text in stage.screen(private(CITRA)) if "Kode hadir" in text).split("/attend ")[1].split()[0]
    for word in ("ZZZZZ", code):
        stage.happens(says(SARI, f"/attend {word}", private(SARI), at=stage.clock.now()))
        stage.delivers()
    stage.happens(says(SARI, "#tanya Berapa modalnya?", at=stage.clock.now()))
    stage.delivers()
    passes(stage, hours=1.5)
    passes(stage, hours=1)
    stage.happens(stage.presses(SARI, "⭐⭐⭐", private(SARI)))
    stage.delivers()
    assert [(row.wrong, row.stars) for row in stage.rows(Attendance)] == [(1, 3)]
    assert any("Berapa modalnya?" in text for text in stage.screen(private(CITRA)))
    stage.happens(says(SARI, "/certificate", private(SARI), at=stage.clock.now()))
    assert len(stage.rows(WorkRow)) == 1
    stage.close()
