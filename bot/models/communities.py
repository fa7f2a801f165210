"""Communities: the tenants to whom every row belongs."""

from datetime import datetime

from sqlmodel import Field

from bot.models.base import Table, key, moment

LOBBY = 1
"""The community of people who write to the bot without sharing a group with it."""


class Community(Table, table=True):
    """One or more groups that share people, FAQ, quizzes and meetings."""

    __tablename__ = "community"

    id: int | None = key()
    name: str = ""
    created_at: datetime = moment()


class WriterLease(Table, table=True):
    """Which process owns the database: one row, counted up by every batch on PostgreSQL."""

    __tablename__ = "writer"

    id: int = Field(default=1, primary_key=True)
    owner: str = ""
    batch: int = 0
