"""What shall leave, what has left under which name, and what people may answer to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, maybe_moment, moment


class OutboxRow(Table, table=True):
    """One action on its way: pending (or waiting, for another row or for a word of the person), sending, then one of
    done, refused, expired, cancelled, unknown (a kill left open whether it arrived).

    The payload is nulled when the row is through.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_open", "state", "group_id", "lane"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    cause: str = ""
    kind: str
    lane: int
    weight: int = 0
    state: str = "pending"
    payload: str | None = None
    message_row: int | None = Field(default=None, sa_type=BigId, index=True)
    waits_for: int | None = Field(default=None, sa_type=BigId, index=True)
    tries: int = 0
    created_at: datetime = moment()
    not_before: datetime | None = maybe_moment()
    until: datetime | None = maybe_moment()
    done_at: datetime | None = maybe_moment()
    reason: str = ""


class SentMessage(Table, table=True):
    """A message of ours: its key and generation, and the platform's id once it is known."""

    __tablename__ = "sent_message"
    __table_args__ = (
        UniqueConstraint("group_id", "key", "generation", "part"),
        Index("sent_by_platform_id", "group_id", "platform_id"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    key: str | None = Field(default=None)
    generation: int = 1
    part: int = 0
    platform_id: str | None = Field(default=None)
    poll_id: str | None = Field(default=None, index=True)
    vanish: int = 0
    sent_at: datetime | None = maybe_moment()
    gone: bool = False


class Prompt(Table, table=True):
    """One choice that somebody may make: an opaque id, who may, until when, and whether it was used."""

    __tablename__ = "prompt"

    id: str = Field(primary_key=True)
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    about_id: int = link("chat_group.id")
    message_row: int = Field(sa_type=BigId, index=True)
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    role: int = 0
    number: int = 1
    line: int = 0
    label: str = ""
    route: str
    args: list[Any] = json_column(list)
    once: bool = True
    expires_at: datetime = moment(index=True)
    used_at: datetime | None = maybe_moment()
    used_by: int | None = link("identity.id", forget="null", nullable=True)


class Conversation(Table, table=True):
    """Where somebody is in a wizard."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("group_id", "identity_id", "thread"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    thread: str = ""
    step: str
    state: dict[str, Any] = json_column(dict)
    expires_at: datetime = moment(index=True)


class Blob(Table, table=True):
    """A file on its way in or out; gone when delivered or after 24 hours."""

    __tablename__ = "blob"

    id: int | None = key()
    community_id: int = link("community.id")
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    name: str = ""
    data: bytes
    created_at: datetime = moment(index=True)
