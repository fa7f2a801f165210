"""Reminders come on time, once, and never when they are of no use."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bench.meetings import sends_before_a_delete
from bot.chat.actions import Send
from bot.chat.events import Account, Tick
from bot.chat.facts import Role
from bot.models import DueRow, Occurrence
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, GROUP, private
from tests.stage import Stage

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN}
    yield play
    play.close()


def press(stage: Stage, who: Account, label: str) -> None:
    stage.happens(stage.presses(who, label))
    stage.delivers()


def announced(stage: Stage, line: str) -> Occurrence:
    stage.hears(CITRA, f"/event {line}")
    press(stage, CITRA, "✅ Benar, umumkan")
    return stage.rows(Occurrence)[-1]


def walked(stage: Stage, by: timedelta, step: timedelta = 5 * MINUTE) -> list[tuple[str, str]]:
    """Time passes in steps; (local time, reminder) of the group as they come."""
    told: list[tuple[str, str]] = []
    end = stage.clock.now() + by
    while stage.clock.now() < end:
        before = len(stage.platform.done)
        stage.passes(seconds=step.total_seconds())
        stage.delivers()
        at = f"{stage.clock.now() + timedelta(hours=7):%d %H:%M}"
        told += [(at, str(text)) for text in reminders(stage, before)]
    return told


def reminders(stage: Stage, since: int = 0, to: str = GROUP.address) -> list[str]:
    sent = (each for each in stage.platform.done[since:] if isinstance(each, Send) and each.to.address == to)
    return [str(each.text) for each in sent if each.text[:1] in "⏰▶"]


def test_the_group_is_reminded_a_day_an_hour_and_a_quarter_before_and_at_the_start(stage: Stage) -> None:
    announced(stage, "rabu 19.30 Webinar Iklan https://meet.example/abc")
    told = walked(stage, timedelta(days=3))
    assert [at for at, _ in told] == ["03 19:30", "04 18:30", "04 19:15", "04 19:30"]
    assert told[0][1] == (
        "⏰ Webinar Iklan mulai 1 hari lagi: Rabu, 4 Maret 2026 pukul 19.30 WIB.\nhttps://meet.example/abc"
    )
    assert [text.split(":")[0] for _, text in told[1:3]] == [
        "⏰ Webinar Iklan mulai 1 jam lagi",
        "⏰ Webinar Iklan mulai 15 menit lagi",
    ]
    assert told[3][1] == "▶️ Webinar Iklan dimulai sekarang. Yuk gabung!\nhttps://meet.example/abc"


@pytest.mark.parametrize(("zone", "clock"), [("wib", "19.30 WIB"), ("wita", "19.30 WITA"), ("wit", "19.30 WIT")])
def test_reminders_speak_in_the_clocks_of_the_group(stage: Stage, zone: str, clock: str) -> None:
    stage.hears(CITRA, f"/timezone {zone}")
    announced(stage, "besok 19.30 Webinar Iklan | ingatkan 2 jam")
    told = walked(stage, timedelta(days=2))
    assert len(told) == 2
    assert clock in told[0][1]


def test_each_meeting_may_have_its_own_offsets(stage: Stage) -> None:
    announced(stage, "besok 19.30 Kopdar | ingatkan 2 jam, 30m")
    assert [at for at, _ in walked(stage, timedelta(days=2))] == ["03 17:30", "03 19:00", "03 19:30"]


def test_those_who_come_are_reminded_in_private_and_others_are_not(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan")
    stage.hears(BUDI, "/start", group=private(BUDI))
    press(stage, BUDI, "✅ Ikut")
    walked(stage, timedelta(days=2))
    assert len(reminders(stage, to=BUDI.address)) == len(reminders(stage)) == 4
    assert reminders(stage, to=CITRA.address) == []


def test_whoever_does_not_come_any_more_is_left_in_peace(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan")
    stage.hears(BUDI, "/start", group=private(BUDI))
    press(stage, BUDI, "✅ Ikut")
    press(stage, BUDI, "✖️ Tidak")
    walked(stage, timedelta(days=2))
    assert reminders(stage, to=BUDI.address) == []


def test_nobody_is_written_to_at_night(stage: Stage) -> None:
    announced(stage, "rabu 06.30 Jalan Pagi | ingatkan 8 jam, 1 jam")
    stage.hears(BUDI, "/start", group=private(BUDI))
    press(stage, BUDI, "✅ Ikut")
    group = walked(stage, timedelta(days=1, hours=17, minutes=55))  # Wednesday 05:55
    assert [at for at, _ in group] == ["03 22:30", "04 05:30"]
    assert reminders(stage, to=BUDI.address) == []
    walked(stage, timedelta(hours=1))
    assert [text.split(":")[0] for text in reminders(stage, to=BUDI.address)] == [
        "⏰ Jalan Pagi mulai 30 menit lagi",
        "▶️ Jalan Pagi dimulai sekarang. Yuk gabung!",
    ]


def test_a_day_of_downtime_leaves_out_what_is_of_no_use_and_counts_it(stage: Stage) -> None:
    announced(stage, "rabu 19.30 Webinar Iklan")
    stage.passes(days=2, hours=7, minutes=20)  # Wednesday 19:20, asleep since Monday noon
    stage.delivers()
    assert [text.split(":")[0] for text in reminders(stage)] == ["⏰ Webinar Iklan mulai 10 menit lagi"]
    assert stage.rows(Occurrence)[0].late == 2


def test_reminders_that_wake_up_after_the_meeting_are_not_sent(stage: Stage) -> None:
    announced(stage, "rabu 19.30 Webinar Iklan")
    stage.passes(days=4)
    stage.delivers()
    assert reminders(stage) == []
    assert stage.rows(Occurrence)[0].late == 4


def test_a_reminder_that_cannot_leave_in_time_expires(stage: Stage) -> None:
    announced(stage, "besok 19.30 Webinar Iklan | ingatkan 15m")
    stage.passes(days=1, hours=7, minutes=15)
    [send] = [each.action for each in stage.flying if isinstance(each.action, Send)]
    assert send.until == stage.rows(Occurrence)[0].starts_at


def test_hundreds_that_are_due_at_once_let_a_deletion_pass() -> None:
    assert sends_before_a_delete(due=300) <= 1


def test_clock_jumps_neither_lose_nor_repeat_a_reminder(stage: Stage) -> None:
    announced(stage, "rabu 19.30 Webinar Iklan")
    for hours in (20, -1, 12, 1, -1, 14, -1, 4.5, -1, 2, 6, -1, 3):
        stage.clock.shift(timedelta(hours=hours))
        stage.happens(Tick("tick", stage.clock.now()))
        stage.delivers()
    walked(stage, timedelta(days=1))
    texts = Counter(text.split(" lagi")[0].split("sekarang")[0][:22] for text in reminders(stage))
    assert max(texts.values()) <= 4
    assert len(reminders(stage)) + stage.rows(Occurrence)[0].late == 4


@pytest.mark.parametrize(
    ("zone", "line", "starts"),
    [
        ("Europe/Berlin", "setiap hari 19.30 Kelas mulai 27 maret", ["03-27 18:30", "03-28 18:30", "03-29 17:30"]),
        ("America/New_York", "setiap hari 19.30 Kelas mulai 6 maret", ["03-07 00:30", "03-08 00:30", "03-08 23:30"]),
        ("Europe/Berlin", "setiap hari 19.30 Kelas mulai 23 oktober", ["10-23 17:30", "10-24 17:30", "10-25 18:30"]),
        ("Europe/Berlin", "setiap hari 02.30 Kelas mulai 27 maret", ["03-27 01:30", "03-28 01:30", "03-29 01:30"]),
    ],
)
def test_changing_clocks_neither_double_nor_skip_a_meeting(
    stage: Stage, zone: str, line: str, starts: list[str]
) -> None:
    stage.hears(CITRA, f"/timezone {zone}")
    when, title, begins = line.split(" Kelas ")[0], "Kelas", line.split(" Kelas ")[1]
    announced(stage, f"{title} | {when} {begins} | ingatkan 15m")
    assert [f"{row.starts_at:%m-%d %H:%M}" for row in stage.rows(Occurrence)][:3] == starts


def test_a_stopped_process_goes_on_where_it_was(stage: Stage) -> None:
    announced(stage, "rabu 19.30 Webinar Iklan")
    walked(stage, timedelta(days=1, hours=8), timedelta(minutes=30))
    stage.starts()
    walked(stage, timedelta(days=2), timedelta(minutes=30))
    assert len(reminders(stage)) + stage.rows(Occurrence)[0].late == 4
    assert stage.rows(DueRow, DueRow.kind == "reminders.send") == []
