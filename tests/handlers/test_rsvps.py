"""Who comes: seats, those who wait, the seat that is kept for the next, files for calendars."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.chat.abilities import Abilities
from bot.chat.actions import Answer, Send
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.context import Installation
from bot.models import Blob, DueRow, Membership, Occurrence, Rsvp
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, KEY, SARI, joins, private
from tests.stage import Stage

YES, NO, CLAIM = "✅ Ikut", "✖️ Tidak", "🎟 Ambil kursi"
PLAIN = Abilities(buttons=False, polls=False, reactions=False, prefixes="./!")


@pytest.fixture
def stage() -> Stage:
    return staged()


def staged(abilities: Abilities | None = None, public_url: str = "") -> Stage:
    own = Installation(key=KEY, bot_names={"telegram": "pamong_bot"}, public_url=public_url)
    play = Stage(*ROUTERS, *JOBS, installation=own, abilities={"telegram": abilities or Abilities()})
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    return play


def press(stage: Stage, who: Account, label: str, chat: object = GROUP) -> str:
    """What the person is told."""
    before = len(stage.platform.done)
    stage.happens(stage.presses(who, label, chat))  # type: ignore[arg-type]
    stage.delivers()
    return "".join(each.text for each in stage.platform.done[before:] if isinstance(each, Answer))


def announced(stage: Stage, line: str) -> None:
    stage.hears(CITRA, f"/event {line}")
    press(stage, CITRA, "✅ Benar, umumkan")


def answers(stage: Stage) -> dict[int, str]:
    return {row.identity_id: row.answer for row in stage.rows(Rsvp)}


def test_an_answer_is_confirmed_to_the_person_and_shown_on_the_card(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan")
    assert press(stage, BUDI, YES) == "Kamu ikut Webinar Iklan. Sampai jumpa!"
    assert press(stage, SARI, "🤔 Mungkin") == "Kucatat: mungkin ikut Webinar Iklan."
    assert "✅ 0 ikut" in stage.screen()[0]
    stage.passes(seconds=4)
    stage.delivers()
    assert "✅ 1 ikut · 🤔 1 mungkin" in stage.screen()[0]
    press(stage, BUDI, NO)
    stage.passes(seconds=4)
    stage.delivers()
    assert "✅ 0 ikut · 🤔 1 mungkin" in stage.screen()[0]


def test_beyond_the_seats_people_wait_and_a_free_one_is_kept_for_the_first(stage: Stage) -> None:
    announced(stage, "Kopdar | besok 19.30 | Kopi Tuku | kapasitas 1")
    stage.hears(SARI, "/start", group=private(SARI))
    press(stage, BUDI, YES)
    assert "nomor 1 di daftar tunggu" in press(stage, SARI, YES)
    assert "nomor 2 di daftar tunggu" in press(stage, DEWI, YES)
    press(stage, BUDI, NO)
    assert answers(stage) == {BUDI.id: "no", SARI.id: "offered", DEWI.id: "waiting"}
    assert "ada kursi untukmu di Kopdar" in "".join(stage.screen(private(SARI))).lower().replace("kopdar", "Kopdar")
    assert "Sampai jumpa" in press(stage, SARI, CLAIM, private(SARI))
    assert answers(stage)[SARI.id] == "yes"


def test_a_seat_that_is_not_taken_in_time_goes_to_the_next(stage: Stage) -> None:
    announced(stage, "Kopdar | besok 19.30 | Kopi Tuku | kapasitas 1")
    press(stage, BUDI, YES)
    press(stage, SARI, YES)
    press(stage, DEWI, YES)
    press(stage, BUDI, NO)
    assert "Sari, ada kursi untukmu" in stage.screen()[-1]  # cannot be written to
    stage.passes(minutes=31)
    stage.delivers()
    assert answers(stage) == {BUDI.id: "no", SARI.id: "maybe", DEWI.id: "offered"}
    assert "Dewi, ada kursi untukmu" in stage.screen()[-1]


def test_a_seat_is_only_for_whom_it_is_kept(stage: Stage) -> None:
    announced(stage, "Kopdar | besok 19.30 | Kopi Tuku | kapasitas 1")
    for who in (BUDI, SARI):
        press(stage, who, YES)
    press(stage, BUDI, NO)
    assert "bukan untukmu" in press(stage, DEWI, CLAIM) or answers(stage).get(DEWI.id) is None
    assert answers(stage)[SARI.id] == "offered"
    assert "nomor 1 di daftar tunggu" in press(stage, BUDI, YES)  # nobody jumps the queue


def test_two_hundred_presses_on_thirty_seats(stage: Stage) -> None:
    announced(stage, "Webinar | besok 19.30 | kapasitas 30")
    crowd = [Account("telegram", str(5000 + number), f"Orang {number}") for number in range(200)]
    stage.happens(*(joins(who) for who in crowd))
    stage.happens(*(stage.presses(who, YES) for who in crowd))
    stage.delivers()
    rows = sorted(stage.rows(Rsvp), key=lambda row: row.turn)
    assert Counter(row.answer for row in rows) == {"yes": 30, "waiting": 170}
    order = [row.identity_id for row in rows]
    assert [row.answer for row in rows] == ["yes"] * 30 + ["waiting"] * 170
    leaving, waiting = crowd[:30:3], order[30:40]
    stage.happens(*(stage.presses(who, NO) for who in leaving))
    stage.delivers()
    offered = [row.identity_id for row in stage.rows(Rsvp, Rsvp.answer == "offered")]
    assert sorted(offered) == sorted(waiting)  # the first ten who waited
    told = [each.text for each in stage.platform.done if isinstance(each, Send) and "ada kursi untukmu" in each.text]
    assert len(told) == len(set(told)) == 10
    counts = Counter(row.answer for row in stage.rows(Rsvp))
    assert counts["yes"] + counts["offered"] == 30


def test_a_hidden_link_goes_only_to_those_who_come(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan https://meet.example/abc | tautan khusus")
    assert "https" not in stage.screen()[0]
    stage.hears(SARI, "/start", group=private(SARI))
    press(stage, SARI, YES)
    assert "🔗 Tautan Webinar Iklan: https://meet.example/abc" in stage.screen(private(SARI))
    assert "https://meet.example/abc" in press(stage, BUDI, YES)  # to the person alone, who has not opened a chat


def test_the_calendar_file_says_what_the_meeting_says(stage: Stage) -> None:
    announced(stage, "Kopdar | besok 19.30 | Kopi Tuku")
    stage.hears(SARI, "/start", group=private(SARI))
    stage.happens(stage.presses(SARI, "🗓 Kalender"))
    [file] = stage.rows(Blob)
    [row] = stage.rows(Occurrence)
    calendar: Any = Calendar.from_ical(file.data)
    [event] = calendar.walk("VEVENT")
    assert event["SUMMARY"] == "Kopdar"
    assert event["LOCATION"] == "Kopi Tuku"
    assert event["DTSTART"].dt == row.starts_at
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Jakarta"]


def test_what_comes_next_is_listed_with_a_button_each(stage: Stage) -> None:
    stage.hears(BUDI, "/jadwal")
    assert "Belum ada acara" in stage.screen()[-1]
    announced(stage, "besok 19.30 Webinar Iklan")
    stage.hears(BUDI, "/events", group=private(BUDI))
    assert "💻 Webinar Iklan" in stage.screen(private(BUDI))[-1]
    announced(stage, "lusa 19.30 Kopdar")
    stage.hears(BUDI, "/events", group=private(BUDI))
    assert "1. Webinar Iklan, Selasa, 3 Maret 2026" in stage.screen(private(BUDI))[-1]
    press(stage, BUDI, "2. Kopdar", private(BUDI))
    press(stage, BUDI, YES, private(BUDI))
    assert answers(stage) == {BUDI.id: "yes"}


def test_without_buttons_numbers_answer() -> None:
    stage = staged(PLAIN)
    stage.hears(CITRA, ".event besok 19.30 Kopdar | kapasitas 1")
    stage.hears(CITRA, "1")
    assert "1. ✅ Ikut\n2. 🤔 Mungkin\n3. ✖️ Tidak" in stage.screen()[0]
    card = stage.shown()[0].id
    stage.hears(BUDI, "1", reply_to=card)
    stage.hears(SARI, "1", reply_to=card)
    assert answers(stage) == {BUDI.id: "yes", SARI.id: "waiting"}
    assert "Kopdar sudah penuh" in stage.screen()[-1]


def test_a_meeting_that_is_over_takes_no_answers(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan")
    button = stage.presses(BUDI, YES)
    stage.passes(days=2)
    stage.delivers()
    stage.happens(button)
    assert stage.rows(Rsvp) == []


def test_the_address_to_subscribe_to_is_given_where_there_is_one() -> None:
    stage = staged(public_url="https://pamong.example")
    stage.hears(BUDI, "/events kalender")
    assert "https://pamong.example/calendar/1-" in stage.screen()[-1]
    bare = staged()
    bare.hears(BUDI, "/events kalender")
    assert "belum disiapkan" in bare.screen()[-1]


def test_nobody_is_a_member_twice_for_answering_often(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan")
    for _ in range(3):
        press(stage, BUDI, YES)
    assert len(stage.rows(Rsvp)) == 1
    assert len(stage.rows(Membership, Membership.identity_id == BUDI.id)) == 1
    assert len(stage.rows(DueRow, DueRow.kind == "reminders.send", DueRow.identity_id == BUDI.id)) == 4
