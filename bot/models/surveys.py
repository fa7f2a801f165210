"""Surveys: counts of what was answered, and apart from them who did."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, json_column, key, link, moment


class Survey(Table, table=True):
    """A question with a scale (`scale` 1 to 5, `nps` 0 to 10); `counts` says how often each value was chosen."""

    __tablename__ = "survey"
    __table_args__ = (Index("survey_newest", "group_id", "created_at"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    kind: str = "scale"
    question: str = ""
    counts: dict[str, Any] = json_column(dict)
    state: str = "open"
    created_at: datetime = moment()
    closes_at: datetime = moment()


class SurveyVoter(Table, table=True):
    """Who has answered, so that nobody does twice; nothing says what."""

    __tablename__ = "survey_voter"
    __table_args__ = (UniqueConstraint("survey_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = Field(sa_type=BigId, index=True)
    survey_id: int = link("survey.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
