"""Frequent questions: answers, their wordings, what people thought of them, and what has no answer yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, moment


class Faq(Table, table=True):
    """An answer, under the question that people are shown."""

    __tablename__ = "faq"

    id: int | None = key()
    community_id: int = link("community.id", index=True)
    question: str
    answer: str
    spans: list[Any] = json_column(list)
    category: str = ""
    asked: int = 0
    by_identity: int | None = link("identity.id", forget="null", nullable=True)
    changed_at: datetime = moment()


class FaqWording(Table, table=True):
    """One way to ask for an answer; the question itself is the first."""

    __tablename__ = "faq_wording"

    id: int | None = key()
    community_id: int = link("community.id", index=True)
    faq_id: int = link("faq.id", index=True)
    text: str


class FaqEdition(Table, table=True):
    """Changes with every change of a community's questions: whoever read another edition reads anew."""

    __tablename__ = "faq_edition"

    community_id: int = link("community.id", primary=True)
    number: int = 0
    stamp: str = ""


class FaqRating(Table, table=True):
    """Whether an answer helped somebody."""

    __tablename__ = "faq_rating"
    __table_args__ = (UniqueConstraint("faq_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    faq_id: int = link("faq.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    good: bool


class FaqMiss(Table, table=True):
    """A question that has no answer yet: open, answered or left; it goes after 30 days, its words with it."""

    __tablename__ = "faq_miss"
    __table_args__ = (
        Index("faq_miss_open", "group_id", "state"),
        UniqueConstraint("group_id", "message_id"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    message_id: str | None = Field(default=None)
    thread: str = ""
    question: str = ""
    state: str = "open"
    told: bool = False
    faq_id: int | None = Field(default=None, sa_type=BigId)
    handled_by: int | None = link("identity.id", forget="null", nullable=True)
    asked_at: datetime = moment(index=True)


class Note(Table, table=True):
    """A text of a group that `#name` shows."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("group_id", "name"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    name: str
    text: str
    spans: list[Any] = json_column(list)
    by_identity: int | None = link("identity.id", forget="null", nullable=True)


class Thanks(Table, table=True):
    """That somebody thanked somebody for help, once a day each."""

    __tablename__ = "thanks"
    __table_args__ = (Index("thanks_of_group", "group_id", "at"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    helper_id: int = link("identity.id", forget="delete", index=True)
    by_identity: int = link("identity.id", forget="delete", index=True)
    at: datetime = moment()
