"""Organisers change a meeting after it was announced, and whom it concerns hears of it once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.chat.actions import Delete, Edit
from bot.chat.events import Account, Chat, RoleChanged
from bot.chat.facts import Role
from bot.models import Blob, Meeting, Occurrence, Rsvp
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private
from tests.stage import Stage

YES, NO = "✅ Ikut", "✖️ Tidak"
CHANGE = "✏️ Ubah acara"


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    for who in (CITRA, BUDI, SARI):
        play.hears(who, "/start", private(who))
    yield play
    play.close()


def press(stage: Stage, who: Account, label: str, chat: Chat = GROUP) -> None:
    stage.happens(stage.presses(who, label, chat))
    stage.delivers()


def announced(stage: Stage, line: str = "Kopdar | besok 19.30 | Kopi Tuku | kapasitas 1") -> None:
    stage.hears(CITRA, f"/event {line}")
    press(stage, CITRA, "✅ Benar, umumkan")


def changes(stage: Stage, part: str, words: str) -> str:
    """Citra changes a part by the button that she was sent; what she is told."""
    home = private(CITRA)
    for label in (CHANGE, part):
        press(stage, CITRA, label, home)
    stage.hears(CITRA, words, home)
    return next(text for text in reversed(stage.screen(home)) if text.startswith(("✅", "Itu", "Kursi itu")))


def answers(stage: Stage) -> dict[int, str]:
    return {row.identity_id: row.answer for row in stage.rows(Rsvp)}


def told(stage: Stage, who: Account, words: str) -> int:
    """How often somebody was told something."""
    return sum(words in text for text in stage.screen(private(who)))


def test_whoever_announced_a_meeting_is_shown_how_it_is_changed(stage: Stage) -> None:
    announced(stage)
    assert "📣 Kopdar sudah diumumkan" in stage.screen(private(CITRA))[-1]
    press(stage, CITRA, CHANGE, private(CITRA))
    assert stage.screen(private(CITRA))[-1] == "Apa yang berubah di Kopdar?"


def test_a_new_title_is_on_the_same_card_and_in_calendar_files(stage: Stage) -> None:
    announced(stage)
    [card] = stage.shown()
    before = len(stage.platform.done)
    assert changes(stage, "📝 Judul", "Webinar  Iklan Shopee") == "✅ Judulnya sekarang Webinar Iklan Shopee."
    [after] = stage.shown()
    assert (after.id, after.text.splitlines()[0]) == (card.id, "💻 Webinar Iklan Shopee")
    assert not [each for each in stage.platform.done[before:] if isinstance(each, Delete)]
    stage.happens(stage.presses(SARI, "🗓 Kalender"))
    calendar: Any = Calendar.from_ical(stage.rows(Blob)[0].data)
    assert calendar.walk("VEVENT")[0]["SUMMARY"] == "Webinar Iklan Shopee"
    stage.hears(CITRA, "/eventcancel webinar iklan")
    assert "dibatalkan" in stage.screen()[-1]


def test_whoever_comes_is_told_of_another_place_once(stage: Stage) -> None:
    announced(stage)
    press(stage, BUDI, YES)
    press(stage, SARI, "🤔 Mungkin")
    assert "sekarang Balai Desa" in changes(stage, "📍 Tempat", "Balai Desa")
    assert told(stage, BUDI, "pindah tempat: Balai Desa") == 1
    assert told(stage, SARI, "pindah tempat") == 0
    assert [text for text in stage.screen() if "pindah tempat" in text] == []
    assert "📍 Balai Desa" in stage.screen()[0]
    changes(stage, "📍 Tempat", "Balai Desa")
    assert told(stage, BUDI, "pindah tempat") == 1


def test_where_somebody_who_comes_cannot_be_written_to_the_group_is_told(stage: Stage) -> None:
    announced(stage)
    press(stage, DEWI, YES)
    changes(stage, "📍 Tempat", "Balai Desa")
    assert sum("pindah tempat: Balai Desa" in text for text in stage.screen()) == 1


def test_a_hidden_link_is_told_only_to_those_who_come(stage: Stage) -> None:
    announced(stage, "Webinar | besok 19.30 | https://meet.example/a | tautan khusus")
    press(stage, BUDI, YES)
    press(stage, DEWI, YES)
    changes(stage, "🔗 Tautan", "https://meet.example/b")
    assert told(stage, BUDI, "tautan baru: https://meet.example/b") == 1
    assert "meet.example" not in "".join(stage.screen())


def test_more_seats_are_kept_for_those_who_wait_each_told_once(stage: Stage) -> None:
    announced(stage)
    for who in (DEWI, BUDI, SARI):
        press(stage, who, YES)
    assert "sekarang punya 2 kursi" in changes(stage, "🪑 Kursi", "2")
    assert answers(stage) == {DEWI.id: "yes", BUDI.id: "offered", SARI.id: "waiting"}
    changes(stage, "🪑 Kursi", "-")
    assert answers(stage) == {DEWI.id: "yes", BUDI.id: "offered", SARI.id: "offered"}
    assert (told(stage, BUDI, "kursi untukmu"), told(stage, SARI, "kursi untukmu")) == (1, 1)


def test_fewer_seats_throw_nobody_out_and_it_is_said(stage: Stage) -> None:
    announced(stage, "Kopdar | besok 19.30 | kapasitas 3")
    for who in (DEWI, BUDI):
        press(stage, who, YES)
    said = changes(stage, "🪑 Kursi", "kapasitas 1")
    assert "2 orang sudah punya kursi, dan mereka tetap ikut" in said
    assert answers(stage) == {DEWI.id: "yes", BUDI.id: "yes"}
    press(stage, SARI, YES)
    press(stage, BUDI, NO)
    assert answers(stage) == {DEWI.id: "yes", BUDI.id: "no", SARI.id: "waiting"}


@pytest.mark.parametrize(
    ("part", "wrong", "said"),
    [("🔗 Tautan", "nanti ya", "Itu belum berupa tautan"), ("🪑 Kursi", "banyak", "Kursi itu angka")],
)
def test_what_cannot_be_used_is_asked_for_again(stage: Stage, part: str, wrong: str, said: str) -> None:
    announced(stage)
    assert said in changes(stage, part, wrong)
    good = {"🔗 Tautan": "https://meet.example/b", "🪑 Kursi": "40 orang"}[part]
    stage.hears(CITRA, good, private(CITRA))
    [row] = stage.rows(Meeting)
    assert (row.link == good) if part == "🔗 Tautan" else (row.capacity == 40)


def test_another_time_is_one_of_the_buttons(stage: Stage) -> None:
    announced(stage)
    press(stage, BUDI, YES)
    for label in (CHANGE, "🕑 Waktu"):
        press(stage, CITRA, label, private(CITRA))
    stage.hears(CITRA, "Jumat ini 20.00", private(CITRA))
    assert stage.rows(Occurrence)[0].starts_at == datetime(2026, 3, 6, 13, 0, tzinfo=UTC)
    assert told(stage, BUDI, "pindah dari") == 1


def test_the_command_shows_the_buttons_too(stage: Stage) -> None:
    announced(stage)
    stage.hears(CITRA, "/eventmove")
    assert stage.screen()[-1] == "Apa yang berubah di Kopdar?"
    announced(stage, "setiap Selasa jam 20.00 Mentoring")
    stage.hears(CITRA, "/eventmove mentoring")
    assert stage.screen()[-1].endswith("yang lain untuk seluruh rangkaian.")
    stage.hears(CITRA, "/pindahacara")
    press(stage, CITRA, "Kopdar, Selasa, 3 Maret 2026 pukul 19.30 WIB")
    press(stage, CITRA, "📝 Judul")
    stage.hears(CITRA, "Kopdar Bandung")
    assert {row.title for row in stage.rows(Meeting)} == {"Kopdar Bandung", "Mentoring"}


def test_a_series_changes_as_a_whole_and_each_person_hears_of_it_once(stage: Stage) -> None:
    announced(stage, "setiap Selasa jam 20.00 Mentoring | https://meet.example/a")
    press(stage, BUDI, YES)
    stage.hears(BUDI, "/events", private(BUDI))
    press(stage, BUDI, "2. Mentoring", private(BUDI))
    press(stage, BUDI, YES, private(BUDI))
    assert len(stage.rows(Rsvp)) == 2
    changes(stage, "🔗 Tautan", "https://meet.example/b")
    assert told(stage, BUDI, "tautan baru") == 1


def test_only_admins_change_a_meeting(stage: Stage) -> None:
    announced(stage)
    stage.hears(BUDI, "/eventmove kopdar")
    assert not any("Apa yang berubah" in text for text in stage.screen())
    stage.hears(CITRA, "/eventmove kopdar")
    press(stage, CITRA, "📝 Judul")
    stage.happens(RoleChanged("role", stage.clock.now(), GROUP, CITRA, role=Role.MEMBER))
    stage.platform.roles[CITRA.address] = Role.MEMBER
    stage.hears(CITRA, "Acara bajakan")
    assert stage.rows(Meeting)[0].title == "Kopdar"
    assert "bagian admin" in stage.screen(private(CITRA))[-1]


def test_a_cancelled_meeting_is_not_changed_any_more(stage: Stage) -> None:
    announced(stage)
    stage.hears(CITRA, "/eventcancel kopdar")
    before = len([each for each in stage.platform.done if isinstance(each, Edit)])
    press(stage, CITRA, CHANGE, private(CITRA))
    assert "Apa yang berubah" not in stage.screen(private(CITRA))[-1]
    assert len([each for each in stage.platform.done if isinstance(each, Edit)]) == before
