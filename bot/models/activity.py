"""Who wrote when, where and in answer to what: one row without text."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from bot.models.base import Table, key, link, moment


class Activity(Table, table=True):
    """One thing that somebody did; the platform's message ids go after 30 days, the row after 400."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("activity_covering", "group_id", "at", "identity_id"),
        Index("activity_message", "group_id", "message_id"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    at: datetime = moment()
    identity_id: int = link("identity.id", forget="delete")
    kind: str
    message_id: str | None = Field(default=None)
    reply_to: str | None = Field(default=None)
    thread: str | None = Field(default=None)
    asks: bool = False


class Seen(Table, table=True):
    """The keyed hash of an event that was handled; kept 7 days.

    One tree and no further index: every message pays for what is written here.
    """

    __tablename__ = "seen"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    hash: bytes = Field(primary_key=True)
    at: datetime = moment()
