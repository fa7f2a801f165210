"""Chats under care, with their settings, their own words and their daily counts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, maybe_moment, moment


class Group(Table, table=True):
    """One chat: a group, or the private chat with one identity (`kind`)."""

    __tablename__ = "chat_group"
    __table_args__ = (UniqueConstraint("community_id", "platform", "address"),)

    id: int | None = key()
    community_id: int = link("community.id", index=True)
    platform: str
    address: str = Field(index=True)
    kind: str = "group"
    title: str = ""
    language: str = ""
    timezone: str = ""
    state: str = "awake"
    rights: str = ""
    present_at: datetime | None = maybe_moment()
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    focus_id: int | None = Field(default=None, sa_type=BigId)
    focused_at: datetime | None = maybe_moment()
    heard_at: datetime | None = maybe_moment()  # when the person of a private chat last wrote there
    created_at: datetime = moment()
    gone_at: datetime | None = maybe_moment()


class GroupSetting(Table, table=True):
    """One section of a group's settings, as its pydantic model dumps it."""

    __tablename__ = "group_setting"
    __table_args__ = (UniqueConstraint("group_id", "section"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    section: str
    values: dict[str, Any] = json_column(dict)


class GroupText(Table, table=True):
    """A sentence that a group says in its own words."""

    __tablename__ = "group_text"
    __table_args__ = (UniqueConstraint("group_id", "key"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    key: str
    text: str


class GroupDay(Table, table=True):
    """What happened in a group on one local day."""

    __tablename__ = "group_day"

    group_id: int = link("chat_group.id", primary=True)
    day: date = Field(primary_key=True)
    community_id: int = link("community.id")
    messages: int = 0
    replies: int = 0
    reactions: int = 0
    votes: int = 0
    joins: int = 0
    leaves: int = 0
    answers: int = 0
    attended: int = 0
    helped: int = 0
