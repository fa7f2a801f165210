"""Meetings, when they take place, who comes, who was there, and what was said about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, maybe_moment, moment


class Meeting(Table, table=True):
    """A webinar, workshop, mentoring hour or kopdar; with `rrule` it takes place again and again.

    A draft waits for its maker's word; `starts_at` is the first time, on the clocks of `timezone`.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_of_community", "community_id", "state"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    created_by: int | None = link("identity.id", forget="null", nullable=True)
    kind: str = "meeting"  # webinar, workshop, mentoring, kopdar, discussion, meeting
    title: str = ""
    place: str = ""
    link: str = ""
    hidden: bool = False
    capacity: int = 0
    timezone: str = ""
    starts_at: datetime | None = maybe_moment()
    minutes: int = 90
    rrule: str = ""
    offsets: list[Any] = json_column(list)
    state: str = "draft"  # draft, open, over, cancelled
    created_at: datetime = moment()


class MeetingHost(Table, table=True):
    """Somebody who takes a turn in leading a meeting."""

    __tablename__ = "meeting_host"
    __table_args__ = (UniqueConstraint("meeting_id", "turn"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    meeting_id: int = link("meeting.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    turn: int


class Occurrence(Table, table=True):
    """One time that a meeting takes place, known by the local date on which its rule puts it."""

    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("meeting_id", "day"),
        Index("occurrence_next", "community_id", "state", "starts_at"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    meeting_id: int = link("meeting.id")
    day: date
    starts_at: datetime = moment()
    minutes: int = 90
    host_id: int | None = link("identity.id", forget="null", nullable=True)
    state: str = "planned"  # planned, over, cancelled
    head_count: int = 0
    recap: str = ""
    late: int = 0  # reminders that came to nothing because they would have come too late


class Rsvp(Table, table=True):
    """Who comes: yes, maybe, no; waiting for a seat, or offered one until a moment."""

    __tablename__ = "rsvp"
    __table_args__ = (UniqueConstraint("occurrence_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    occurrence_id: int = link("occurrence.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    answer: str
    turn: int = Field(default=0, sa_type=BigId)
    at: datetime = moment()
    offered_until: datetime | None = maybe_moment()


class Attendance(Table, table=True):
    """That somebody was there, how often they gave a wrong code before, and how they liked it (1 to 5)."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("occurrence_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    occurrence_id: int = link("occurrence.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    at: datetime | None = maybe_moment()
    wrong: int = 0
    stars: int = 0


class MeetingNote(Table, table=True):
    """A question or a link that somebody left during a meeting; its words go after 30 days."""

    __tablename__ = "meeting_note"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    occurrence_id: int = link("occurrence.id", index=True)
    identity_id: int = link("identity.id", forget="delete", index=True)
    kind: str = "question"  # question, link
    text: str
    at: datetime = moment()
