"""Events that wait, and what is due at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, maybe_moment, moment


class InboxRow(Table, table=True):
    """An event that could not be handled to its end: waiting for a fact, parked, or quarantined."""

    __tablename__ = "inbox"

    id: int | None = key()
    community_id: int = link("community.id")
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    state: str = Field(index=True)
    platform: str = ""
    address: str = ""
    event: str
    step: str = ""
    answers: str = ""
    reason: str = ""
    outbox_id: int | None = Field(default=None, sa_type=BigId, index=True)
    arrived_at: datetime = moment()
    expires_at: datetime = moment(index=True)


class DueRow(Table, table=True):
    """Something dated: `kind` routes it, `name` is unique within its kind."""

    __tablename__ = "due"
    __table_args__ = (UniqueConstraint("kind", "name"), Index("due_next", "state", "at"))

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int | None = Field(default=None, sa_type=BigId, index=True)
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    kind: str
    name: str
    at: datetime = moment()
    args: dict[str, Any] = json_column(dict)
    state: str = "pending"
    tries: int = 0
    reason: str = ""
    failed_at: datetime | None = maybe_moment()


class WorkRow(Table, table=True):
    """Slow work for a child process; repeated after a crash."""

    __tablename__ = "work"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int | None = Field(default=None, sa_type=BigId)
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    kind: str
    args: dict[str, Any] = json_column(dict)
    state: str = "pending"
    tries: int = 0
    created_at: datetime = moment()
