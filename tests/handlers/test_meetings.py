"""Organisers make meetings in one line, confirm them, move them, cancel them."""

from datetime import UTC, datetime

import pytest

from bot.chat.actions import Send
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import DueRow, Meeting, Occurrence
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private
from tests.stage import Stage

LINE = "/event besok 19.30 Webinar Iklan Shopee bareng Bu Rina https://meet.example/abc"
START = datetime(2026, 3, 3, 12, 30, tzinfo=UTC)
CONFIRM = "✅ Benar, umumkan"


@pytest.fixture
def stage() -> Stage:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    return play


def press(stage: Stage, who: Account, label: str) -> None:
    stage.happens(stage.presses(who, label))
    stage.delivers()


def announced(stage: Stage, line: str = LINE) -> Occurrence:
    """A meeting that Citra made and confirmed."""
    stage.hears(CITRA, line)
    press(stage, CITRA, CONFIRM)
    return stage.rows(Occurrence)[-1]


def test_one_line_is_echoed_confirmed_and_announced(stage: Stage) -> None:
    stage.hears(CITRA, LINE)
    [draft] = stage.screen()
    assert draft.startswith("Benar begini?\n\n💻 Webinar Iklan Shopee bareng Bu Rina")
    assert "Selasa, 3 Maret 2026 pukul 19.30 WIB\n(19.30 WIB · 20.30 WITA · 21.30 WIT)" in draft
    press(stage, CITRA, CONFIRM)
    [card] = stage.screen()
    assert card.startswith("💻 Webinar Iklan Shopee bareng Bu Rina\nSelasa, 3 Maret 2026 pukul 19.30 WIB")
    assert "✅ 0 ikut" in card
    [row] = stage.rows(Occurrence)
    assert row.starts_at == START
    due = {row.name: row.at for row in stage.rows(DueRow, DueRow.kind == "reminders.send")}
    assert sorted((START - at).total_seconds() / 60 for at in due.values()) == [0, 15, 60, 1440]


def test_two_possible_moments_are_two_buttons(stage: Stage) -> None:
    stage.hears(CITRA, "/event besok jam 8 Kopdar")
    press(stage, CITRA, "Selasa, 3 Maret 2026 pukul 20.00 WIB")
    press(stage, CITRA, CONFIRM)
    [row] = stage.rows(Occurrence)
    assert row.starts_at == datetime(2026, 3, 3, 13, 0, tzinfo=UTC)


def test_what_is_not_understood_is_asked_and_the_next_message_answers(stage: Stage) -> None:
    stage.hears(CITRA, "/event Kopdar Bandung | kapan-kapan | Kopi Tuku | kapasitas 30")
    assert 'belum paham "kapan-kapan"' in stage.screen()[-1]
    stage.hears(CITRA, "Sabtu 10.00")
    press(stage, CITRA, CONFIRM)
    card = stage.screen()[-1]
    assert "☕ Kopdar Bandung\nSabtu, 7 Maret 2026 pukul 10.00 WIB" in card
    assert "0 dari 30 kursi" in card
    assert "📍 Kopi Tuku" in card


def test_a_line_is_asked_for_when_there_is_none(stage: Stage) -> None:
    stage.hears(CITRA, "/acara")
    assert "Acara apa dan kapan?" in stage.screen()[0]
    stage.hears(CITRA, "besok 19.30 Diskusi Modal")
    assert "💬 Diskusi Modal" in stage.screen()[-1]


def test_a_title_without_a_moment_is_asked_when(stage: Stage) -> None:
    stage.hears(CITRA, "/event Webinar Iklan Shopee")
    assert stage.screen()[-1].startswith("Kapan?")
    stage.hears(CITRA, "besok jam 8")
    press(stage, CITRA, "Selasa, 3 Maret 2026 pukul 20.00 WIB")
    assert "💻 Webinar Iklan Shopee" in stage.screen()[-1]


def test_another_time_may_be_said_before_it_is_announced(stage: Stage) -> None:
    stage.hears(CITRA, LINE)
    press(stage, CITRA, "✏️ Ubah waktunya")
    stage.hears(CITRA, "lusa 20.00")
    press(stage, CITRA, CONFIRM)
    assert stage.rows(Occurrence)[0].starts_at == datetime(2026, 3, 4, 13, 0, tzinfo=UTC)


def test_a_draft_may_be_dropped(stage: Stage) -> None:
    stage.hears(CITRA, LINE)
    press(stage, CITRA, "🗑 Batal")
    assert stage.rows(Meeting) == []


def test_a_draft_that_nobody_confirms_goes_after_a_day(stage: Stage) -> None:
    stage.hears(CITRA, LINE)
    stage.passes(hours=25)
    stage.delivers()
    assert stage.rows(Meeting) == []


def test_only_admins_make_and_confirm_meetings(stage: Stage) -> None:
    stage.hears(BUDI, LINE)
    assert stage.rows(Meeting) == []
    stage.hears(CITRA, LINE)
    press(stage, BUDI, CONFIRM)
    assert stage.rows(Occurrence) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/event kemarin 19.30 Webinar", "sudah lewat"),
        ("/event besok 19.30", "/event besok 19.30"),
        ("/event besok 19.30 Kopdar | a | b | kapasitas 99999", "Kapasitas itu angka"),
        ("/event besok 19.30 Kopdar | a | b", "Ada bagian"),
        ("/event besok 19.30 Kopdar | ingatkan kapan saja", "Pengingat ditulis"),
        ("/event besok 19.30 Kopdar | host @siapa", "belum mengenal @siapa"),
    ],
)
def test_bad_input_gets_a_sentence_with_an_example(stage: Stage, line: str, said: str) -> None:
    stage.hears(CITRA, line)
    assert said in stage.screen()[-1]
    assert stage.rows(Occurrence) == []


def test_a_holiday_and_a_clash_are_pointed_out(stage: Stage) -> None:
    announced(stage, "/event 17 agustus 2026 19.30 Workshop Foto")
    stage.hears(CITRA, "/event 17 agustus 2026 20.00 Kopdar")
    draft = stage.screen()[-1]
    assert "Hari itu libur: Hari Kemerdekaan" in draft
    assert "Bersamaan dengan acara lain: Workshop Foto" in draft


def test_a_holiday_that_is_an_estimate_says_so(stage: Stage) -> None:
    stage.hears(CITRA, "/event 10 maret 2027 19.30 Kopdar")
    assert "perkiraan" in stage.screen()[-1].lower()


def test_a_moved_meeting_moves_its_reminders_and_everybody_is_told_once(stage: Stage) -> None:
    announced(stage)
    for who in (BUDI, SARI):
        stage.hears(who, "/start", group=private(who))
        press(stage, who, "✅ Ikut")
    stage.passes(seconds=4)
    stage.delivers()
    stage.hears(CITRA, "/eventmove webinar | Jumat ini 20.00")
    assert any("pindah dari Selasa, 3 Maret 2026 pukul 19.30 WIB ke:" in text for text in stage.screen())
    for who in (BUDI, SARI):
        assert sum("pindah dari" in text for text in stage.screen(private(who))) == 1
    friday = datetime(2026, 3, 6, 13, 0, tzinfo=UTC)
    due = {(friday - row.at).total_seconds() / 60 for row in stage.rows(DueRow, DueRow.kind == "reminders.send")}
    assert due == {0, 15, 60, 1440}


def test_a_cancelled_meeting_is_told_once_to_everybody_who_comes(stage: Stage) -> None:
    announced(stage)
    stage.hears(BUDI, "/start", group=private(BUDI))
    press(stage, BUDI, "✅ Ikut")
    stage.hears(CITRA, "/eventcancel Webinar Iklan")
    assert sum("dibatalkan" in text for text in stage.screen(private(BUDI))) == 1
    assert stage.rows(DueRow, DueRow.kind == "reminders.send") == []
    stage.passes(days=2)
    assert not [each for each in stage.delivers() if isinstance(each, Send)]


def test_a_title_must_be_clear(stage: Stage) -> None:
    announced(stage)
    announced(stage, "/event lusa 19.30 Webinar Foto Produk")
    stage.hears(CITRA, "/eventcancel webinar")
    assert "Ada beberapa acara yang cocok" in stage.screen()[-1]
    stage.hears(CITRA, "/eventcancel kopdar")
    assert 'tidak menemukan acara "kopdar"' in stage.screen()[-1]


def test_a_series_stands_in_the_calendar_three_times_ahead(stage: Stage) -> None:
    announced(stage, "/event setiap Selasa jam 20:00 Mentoring | host @budi @sari")
    rows = stage.rows(Occurrence)
    assert [f"{row.day}" for row in rows] == ["2026-03-03", "2026-03-10", "2026-03-17"]
    assert [row.host_id for row in rows] == [BUDI.id, SARI.id, BUDI.id]
    stage.passes(days=1, hours=10)
    stage.delivers()
    assert [f"{row.day}" for row in stage.rows(Occurrence)][-1] == "2026-03-24"
    assert "Selasa, 10 Maret 2026" in "".join(stage.screen())


def test_one_time_of_a_series_is_cancelled_and_the_others_stay(stage: Stage) -> None:
    announced(stage, "/event setiap Selasa jam 20:00 Mentoring")
    stage.hears(CITRA, "/eventcancel mentoring")
    press(stage, CITRA, "Hanya Selasa, 3 Maret 2026 pukul 20.00 WIB")
    states = {f"{row.day}": row.state for row in stage.rows(Occurrence)}
    assert states == {
        "2026-03-03": "cancelled",
        "2026-03-10": "planned",
        "2026-03-17": "planned",
        "2026-03-24": "planned",
    }


def test_a_series_ends_as_a_whole(stage: Stage) -> None:
    announced(stage, "/event setiap Selasa jam 20:00 Mentoring")
    stage.hears(CITRA, "/eventcancel mentoring")
    press(stage, CITRA, "Semuanya, hentikan rangkaian")
    assert {row.state for row in stage.rows(Occurrence)} == {"cancelled"}
    assert stage.rows(DueRow, DueRow.kind == "reminders.send") == []


def test_one_time_of_a_series_is_moved_and_a_new_rhythm_moves_them_all(stage: Stage) -> None:
    announced(stage, "/event setiap Selasa jam 20:00 Mentoring")
    stage.hears(CITRA, "/eventmove mentoring | Rabu 19.00")
    assert [f"{row.starts_at:%d %H:%M}" for row in stage.rows(Occurrence)] == ["04 12:00", "10 13:00", "17 13:00"]
    stage.hears(CITRA, "/eventmove mentoring | setiap Kamis 19.00")
    assert [f"{row.starts_at:%d %H:%M}" for row in stage.rows(Occurrence)] == ["05 12:00", "12 12:00", "19 12:00"]


def test_meetings_are_made_in_private_after_choosing_the_group(stage: Stage) -> None:
    stage.hears(CITRA, LINE, group=private(CITRA))
    stage.happens(stage.presses(CITRA, CONFIRM, private(CITRA)))
    stage.delivers()
    assert any("💻 Webinar Iklan" in text for text in stage.screen(GROUP))
