"""Warnings, flags, decisions, and what moderators taught."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, maybe_moment, moment


class WarningRow(Table, table=True):
    """One warning; it counts until it expires or is taken back."""

    __tablename__ = "warning"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    identity_id: int = link("identity.id", forget="delete", index=True)
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    decision_id: int | None = Field(default=None, sa_type=BigId, index=True)
    rule: str = ""
    reason: str = ""
    at: datetime = moment()
    expires_at: datetime = moment(index=True)


class Flag(Table, table=True):
    """Something that moderators shall look at; its quotation is kept 30 days."""

    __tablename__ = "flag"
    __table_args__ = (Index("flag_open", "group_id", "state"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int | None = link("identity.id", forget="delete", index=True, nullable=True)
    kind: str = "rule"  # rule, report, call, claim, appeal, conflict, drift
    message_id: str = ""
    quote: str | None = None
    findings: list[Any] = json_column(list)
    state: str = "open"
    decision_id: int | None = Field(default=None, sa_type=BigId)
    handled_by: int | None = link("identity.id", forget="null", nullable=True)
    handled_at: datetime | None = maybe_moment()
    created_at: datetime = moment(index=True)


class Report(Table, table=True):
    """A member's report behind a flag."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("flag_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    flag_id: int = link("flag.id", index=True)
    identity_id: int = link("identity.id", forget="delete", index=True)
    reason: str = ""
    at: datetime = moment(index=True)


class Decision(Table, table=True):
    """What was done about somebody, by which rule or moderator, and whether it was taken back."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_of_person", "group_id", "identity_id", "at"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    flag_id: int | None = Field(default=None, sa_type=BigId)
    action: str
    rule: str = ""
    score: float = 0.0
    threshold: float = 0.0
    why: str = ""
    values: dict[str, Any] = json_column(dict)
    reason: str = ""
    until: datetime | None = maybe_moment()
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    at: datetime = moment()
    undone_at: datetime | None = maybe_moment()
    undone_by: int | None = link("identity.id", forget="null", nullable=True)


class Phrase(Table, table=True):
    """A word, phrase or pattern that a group does not want to read."""

    __tablename__ = "phrase"
    __table_args__ = (UniqueConstraint("group_id", "text"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    text: str
    kind: str = "word"  # word, phrase, pattern


class Claim(Table, table=True):
    """A claim that somebody asked a source for, and what moderators found."""

    __tablename__ = "claim"

    id: int | None = key()
    community_id: int = link("community.id", index=True)
    group_id: int = link("chat_group.id")
    identity_id: int | None = link("identity.id", forget="null", nullable=True)
    message_id: str = ""
    signature: str = Field(default="", index=True)
    verdict: str = ""
    source: str = ""
    at: datetime = moment()
    decided_at: datetime | None = maybe_moment()


class Learned(Table, table=True):
    """How often a feature stood in unwanted and in ordinary messages, by a group's own decisions."""

    __tablename__ = "learned"

    group_id: int = link("chat_group.id", primary=True)
    feature: str = Field(primary_key=True)
    community_id: int = link("community.id")
    spam: int = 0
    ham: int = 0


class OrdinaryScores(Table, table=True):
    """How many ordinary messages a group has seen, and the highest likelihoods among them; no texts."""

    __tablename__ = "ordinary_scores"

    group_id: int = link("chat_group.id", primary=True)
    community_id: int = link("community.id")
    seen: int = 0
    highest: list[float] = json_column(list)
