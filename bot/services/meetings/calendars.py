"""Meetings as calendar files (RFC 5545), one at a time or all of a group to subscribe to."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.domain.hashing import keyed_hash
from bot.models import Group, Meeting, Occurrence

if TYPE_CHECKING:  # only who wants a calendar pays for the library
    from icalendar import Event

TOKEN = 16  # letters
KEPT = timedelta(days=60)
ZONES_UNTIL = timedelta(days=366 * 3)


def token(group: int, key: bytes) -> str:
    """What an address must hold to show a group's calendar: nobody can guess it."""
    return f"{group}-{_proof(group, key)}"


def _proof(group: int, key: bytes) -> str:
    return urlsafe_b64encode(keyed_hash(key, f"calendar:{group}")).decode()[:TOKEN]


def group_of(word: str, key: bytes) -> int | None:
    """The group whose calendar an address shows."""
    number, _, proof = word.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    return int(number) if compare_digest(proof.encode(), _proof(int(number), key).encode()) else None


def single(found: Occurrence, meeting: Meeting, now: datetime, *, full: bool = True) -> bytes:
    """One time of a meeting."""
    return _file([_event(found, meeting, now, full=full)], meeting.title, now)


def feed(session: Session, group: int, now: datetime) -> bytes | None:
    """Everything of a group that lies ahead or was lately; a series as one rule with its exceptions."""
    row = session.get(Group, group)
    if row is None or row.kind != "group":
        return None
    query = select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
    query = query.where(Occurrence.group_id == group, Meeting.state != "draft")
    rows = session.exec(query.order_by(col(Occurrence.starts_at))).all()
    by_meeting: dict[int, tuple[Meeting, list[Occurrence]]] = {}
    for found, meeting in rows:
        by_meeting.setdefault(meeting.id or 0, (meeting, []))[1].append(found)
    events = [event for meeting, times in by_meeting.values() for event in _events(meeting, times, now)]
    return _file(events, row.title, now)


def _events(meeting: Meeting, times: list[Occurrence], now: datetime) -> "Iterable[Event]":
    if not meeting.rrule or meeting.state != "open":
        recent = [found for found in times if found.starts_at > now - KEPT]
        return [_event(found, meeting, now, full=not meeting.hidden) for found in recent]
    series = _series(meeting, now)
    moved = [found for found in times if found.state == "planned" and not _is_regular(found, meeting)]
    cancelled = [_regular_start(found, meeting) for found in times if found.state == "cancelled"]
    if cancelled:
        series.add("exdate", cancelled)
    return [series, *(_exception(found, meeting, now) for found in moved)]


def _series(meeting: Meeting, now: datetime) -> "Event":
    from icalendar import vRecur

    assert meeting.starts_at is not None
    start = meeting.starts_at.astimezone(_zone(meeting))
    event = _described(meeting, start, meeting.minutes, f"meeting-{meeting.id}@pamong", now, full=not meeting.hidden)
    event.add("rrule", vRecur.from_ical(meeting.rrule))
    return event


def _is_regular(found: Occurrence, meeting: Meeting) -> bool:
    return found.starts_at == _regular_start(found, meeting).astimezone(UTC)


def _regular_start(found: Occurrence, meeting: Meeting) -> datetime:
    """When the rule puts it."""
    assert meeting.starts_at is not None
    zone = _zone(meeting)
    return datetime.combine(found.day, meeting.starts_at.astimezone(zone).time(), zone)


def _exception(found: Occurrence, meeting: Meeting, now: datetime) -> "Event":
    event = _event(found, meeting, now, full=not meeting.hidden)
    event["uid"] = f"meeting-{meeting.id}@pamong"
    event.add("recurrence-id", _regular_start(found, meeting))
    return event


def _event(found: Occurrence, meeting: Meeting, now: datetime, *, full: bool) -> "Event":
    start = found.starts_at.astimezone(_zone(meeting))
    event = _described(meeting, start, found.minutes, f"occurrence-{found.id}@pamong", now, full=full)
    if found.state == "cancelled":
        event.add("status", "CANCELLED")
    return event


def _described(meeting: Meeting, start: datetime, minutes: int, uid: str, now: datetime, *, full: bool) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.link and full:
        event.add("url", meeting.link)
        event.add("description", meeting.link)
    return event


def _zone(meeting: Meeting) -> ZoneInfo:
    return ZoneInfo(meeting.timezone)


def _file(events: "Iterable[Event]", name: str, now: datetime) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Pamong//meetings//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones(last_date=(now + ZONES_UNTIL).date())
    return bytes(calendar.to_ical())
