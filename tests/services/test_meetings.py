"""Calendar files say what the meetings say; titles, feeds and tokens are exact."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from bot.chat.events import Chat
from bot.chat.facts import Role
from bot.models import DueRow, Group, Meeting, MeetingHost, Occurrence, Rsvp
from bot.services import privacy
from bot.services.meetings import calendars
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, CLASS, GROUP, KEY, NOW, says
from tests.stage import Stage

BERLIN = ZoneInfo("Europe/Berlin")
MARCH = datetime(2026, 3, 24, 19, 30, tzinfo=BERLIN)


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage()
    yield play
    play.close()


def meeting(stage: Stage, start: datetime, rrule: str = "", hidden: bool = False, number: int = 4) -> None:
    """A meeting with its first times, weekly where it repeats."""
    with stage.session() as session, session.begin():
        row = Meeting(
            community_id=CLASS,
            group_id=GROUP.id,
            title="Kelas, Iklan; & Foto",
            link="https://meet.example/a",
            hidden=hidden,
            timezone="Europe/Berlin",
            starts_at=start.astimezone(UTC),
            rrule=rrule,
            state="open",
            created_at=NOW,
        )
        session.add(row)
        session.flush()
        for week in range(number if rrule else 1):
            at = start + timedelta(weeks=week)
            when: dict[str, Any] = {"day": at.date(), "starts_at": at.astimezone(UTC)}
            session.add(Occurrence(community_id=CLASS, group_id=GROUP.id, meeting_id=row.id or 0, **when))


def feed(stage: Stage) -> Any:
    with stage.session() as session:
        found = calendars.feed(session, GROUP.id, NOW)
    assert found is not None
    return Calendar.from_ical(found)


def expanded(calendar: Any, most: int = 6) -> list[datetime]:
    """What a calendar program would show: the rule, without its exceptions, with what moved."""
    series = next(event for event in calendar.walk("VEVENT") if "RRULE" in event)
    dates: Any = rruleset()
    start = series["DTSTART"].dt
    dates.rrule(rrulestr(series["RRULE"].to_ical().decode(), dtstart=start))
    without = series.get("EXDATE", [])
    for each in without if isinstance(without, list) else [without]:
        for day in each.dts:
            dates.exdate(day.dt)
    moved = [event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" in event]
    for event in moved:
        dates.exdate(event["RECURRENCE-ID"].dt)
    shown = [*islice(dates, most), *(event["DTSTART"].dt for event in moved)]
    return sorted(each.astimezone(UTC) for each in shown)[:most]


def test_one_meeting_comes_back_as_it_was_made(stage: Stage) -> None:
    meeting(stage, MARCH)
    [event] = feed(stage).walk("VEVENT")
    assert (event["SUMMARY"], event["DTSTART"].dt) == ("Kelas, Iklan; & Foto", MARCH)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    assert str(event["URL"]) == "https://meet.example/a"


def test_a_series_keeps_its_time_over_the_change_of_clocks(stage: Stage) -> None:
    meeting(stage, MARCH, "FREQ=WEEKLY;BYDAY=TU")
    calendar = feed(stage)
    assert [f"{each:%m-%d %H:%M}" for each in expanded(calendar, 3)] == ["03-24 18:30", "03-31 17:30", "04-07 17:30"]
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_one_time_cancelled_and_one_moved_are_exceptions_of_the_series(stage: Stage) -> None:
    meeting(stage, MARCH, "FREQ=WEEKLY;BYDAY=TU")
    with stage.session() as session, session.begin():
        rows = [session.get_one(Occurrence, number) for number in (2, 3)]
        rows[0].state = "cancelled"
        rows[1].starts_at += timedelta(days=1)
        session.add_all(rows)
    assert [f"{each:%m-%d}" for each in expanded(feed(stage), 4)] == ["03-24", "04-08", "04-14", "04-21"]


def test_a_hidden_link_is_not_in_the_feed(stage: Stage) -> None:
    meeting(stage, MARCH, hidden=True)
    assert "URL" not in feed(stage).walk("VEVENT")[0]


def test_only_the_right_token_opens_a_calendar() -> None:
    word = calendars.token(7, KEY)
    assert calendars.group_of(word, KEY) == 7
    assert calendars.group_of(word, b"another") is None
    for wrong in ("", "7", "7-", "8-" + word.split("-")[1], "x-y", "7-é", "9" * 30 + "-a"):
        assert calendars.group_of(wrong, KEY) is None


def test_whoever_is_forgotten_leaves_no_answer_no_seat_and_no_reminder() -> None:
    stage = Stage(*ROUTERS, *JOBS)
    stage.platform.roles |= {CITRA.address: Role.ADMIN}
    for words in ("/event besok 19.30 Webinar | host @budi", "/events"):
        stage.happens(says(CITRA, words))
        stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Benar, umumkan"))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "✅ Ikut"))
    with stage.session() as session, session.begin():
        privacy.forget(session, BUDI.id, KEY, NOW)
    assert not stage.rows(Rsvp)
    assert not stage.rows(MeetingHost)
    assert [row.identity_id for row in stage.rows(DueRow, DueRow.kind == "reminders.send")] == [None] * 4
    assert len(stage.rows(Occurrence)) == 1
    stage.close()


def test_another_group_of_the_community_may_answer_and_the_card_changes_where_it_hangs() -> None:
    stage = Stage(*ROUTERS, *JOBS)
    stage.platform.roles |= {CITRA.address: Role.ADMIN}
    stage.happens(says(CITRA, "/event besok 19.30 Webinar"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Benar, umumkan"))
    stage.delivers()
    other = Chat("telegram", "-1002", title="Kelas Malam")
    with stage.session() as session, session.begin():
        session.add(
            Group(community_id=CLASS, platform="telegram", address="-1002", title="Kelas Malam", created_at=NOW)
        )
    stage.happens(says(BUDI, "/events", other))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "✅ Ikut", other))
    stage.passes(seconds=4)
    stage.delivers()
    assert "✅ 1 ikut" in stage.screen()[0]
    stage.happens(says(CITRA, "/eventcancel webinar", other))
    stage.delivers()
    assert "tidak menemukan" in stage.screen(other)[-1]
    stage.close()
