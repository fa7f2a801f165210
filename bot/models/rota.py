"""Rotas: who takes turns at a duty, and whose turn it was when."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.models.base import BigId, Table, key, link, maybe_moment, moment


class Rota(Table, table=True):
    """A duty that goes round, such as looking after the group; `name` is empty for the moderators' own."""

    __tablename__ = "rota"
    __table_args__ = (UniqueConstraint("group_id", "name"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    name: str = ""
    days: int = 7
    at: str = "09:00"
    running: bool = False
    created_at: datetime = moment()


class RotaMember(Table, table=True):
    """Somebody who takes turns. `turns` are those taken, and those that a late joiner need not make up for."""

    __tablename__ = "rota_member"
    __table_args__ = (UniqueConstraint("rota_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = Field(sa_type=BigId, index=True)
    rota_id: int = link("rota.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    turns: int = 0
    last_at: datetime | None = maybe_moment()


class RotaTurn(Table, table=True):
    """One turn; `note` is what the next one should know."""

    __tablename__ = "rota_turn"
    __table_args__ = (Index("rota_turn_newest", "rota_id", "starts_at"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = Field(sa_type=BigId, index=True)
    rota_id: int = link("rota.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    note: str = ""
