"""Suggestions of members, what became of them, and who is for them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, key, link, maybe_moment, moment


class Suggestion(Table, table=True):
    """One suggestion: *new*, *planned*, *done* or *no*; `anonymous` hides the author's name from everybody."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("suggestion_open", "group_id", "state"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    anonymous: bool = False
    text: str
    state: str = "new"
    note: str = ""
    created_at: datetime = moment()
    changed_at: datetime | None = maybe_moment()
    changed_by: int | None = link("identity.id", forget="null", nullable=True)


class SuggestionVote(Table, table=True):
    """Somebody is for a suggestion (1), or against it (-1)."""

    __tablename__ = "suggestion_vote"
    __table_args__ = (UniqueConstraint("suggestion_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = Field(sa_type=BigId, index=True)
    suggestion_id: int = link("suggestion.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    value: int = 1
