"""People, their platform accounts, and their place in groups."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.models.base import Table, key, link, maybe_moment, moment


class Person(Table, table=True):
    """A human within a community."""

    __tablename__ = "person"

    id: int | None = key()
    community_id: int = link("community.id", index=True)


class Identity(Table, table=True):
    """One platform account of a person."""

    __tablename__ = "identity"

    id: int | None = key()
    community_id: int = link("community.id", index=True)
    person_id: int = link("person.id", forget="delete", index=True)
    platform: str
    kind: str = "person"
    name: str = ""
    username: str = Field(default="", index=True)
    language: str = ""
    writable: bool = False
    listed: bool = True
    first_seen: datetime = moment()


class IdentityAlias(Table, table=True):
    """A platform's id of an identity; one account may have several (phone, opaque id)."""

    __tablename__ = "identity_alias"
    __table_args__ = (UniqueConstraint("community_id", "platform", "kind", "value"),)

    id: int | None = key()
    community_id: int = link("community.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    platform: str
    kind: str = "id"
    value: str = Field(index=True)


class Membership(Table, table=True):
    """An identity in a group: role, dates, counters."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("group_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    present: bool = True
    present_at: datetime | None = maybe_moment()
    role: int = 2
    role_at: datetime | None = maybe_moment()
    appointed: bool = False
    approved: bool = False
    reports_right: int = 0
    reports_wrong: int = 0
    joined_at: datetime | None = maybe_moment()
    last_seen: datetime | None = maybe_moment()
    last_day: date | None = None
    streak: int = 0
    messages: int = 0
    replies: int = 0
    reactions: int = 0
    votes: int = 0
    joins: int = 0
    answers: int = 0
    attended: int = 0
    helped: int = 0
    nudged_at: datetime | None = maybe_moment()
    nudges: bool = True


class Restriction(Table, table=True):
    """A mute or a ban: asked of the platform, a fact once it agreed."""

    __tablename__ = "restriction"
    __table_args__ = (UniqueConstraint("group_id", "identity_id", "kind"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    kind: str
    state: str = "asked"
    enforced: bool = False
    until: datetime | None = maybe_moment()
    reason: str = ""
    by_identity: int | None = link("identity.id", forget="null", nullable=True)


class Remembered(Table, table=True):
    """What outlives a person's wish to be forgotten: a keyed hash, and until when."""

    __tablename__ = "remembered"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    hash: str = Field(index=True)
    kind: str
    enforced: bool = False
    until: datetime | None = maybe_moment()


class CarriedBan(Table, table=True):
    """A ban that came over from another account of the person; `own` is whether there was one before, `own_until` its
    end: that one is left when the accounts part.
    """

    __tablename__ = "carried_ban"
    __table_args__ = (UniqueConstraint("group_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    from_identity: int = link("identity.id", forget="delete", index=True)
    from_group: int = link("chat_group.id")
    own: bool = False
    own_until: datetime | None = maybe_moment()
    at: datetime = moment()
