"""What people say of themselves, who looks after whom, and who meets whom."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from bot.models.base import Table, json_column, key, link, maybe_moment, moment


class Profile(Table, table=True):
    """How somebody introduced themselves, by choices; sentences are posted, not kept.

    `proven` is the level that their answers in quizzes spoke for, so that whoever then says otherwise is believed.
    """

    __tablename__ = "profile"
    __table_args__ = (UniqueConstraint("identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    identity_id: int = link("identity.id", forget="delete")
    level: str = ""
    proven: str = ""
    sells: str = ""
    learns: str = ""
    interests: list[str] = json_column(list)


class RulesAccepted(Table, table=True):
    """Who agreed to a group's rules, and when."""

    __tablename__ = "rules_accepted"
    __table_args__ = (UniqueConstraint("group_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    at: datetime = moment()


class Volunteer(Table, table=True):
    """Who is willing to be a buddy in a group, for how many at a time; `mentor`: appointed by an admin."""

    __tablename__ = "volunteer"
    __table_args__ = (UniqueConstraint("group_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)
    capacity: int = 5
    mentor: bool = False
    active: bool = True
    since: datetime = moment()


class Companion(Table, table=True):
    """A newcomer and their buddy; it lives until `until`, `ended` says why it no longer does."""

    __tablename__ = "companion"
    __table_args__ = (Index("companion_living", "group_id", "until"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    newcomer_id: int = link("identity.id", forget="delete", index=True)
    buddy_id: int = link("identity.id", forget="delete", index=True)
    since: datetime = moment()
    until: datetime | None = maybe_moment()
    ended: str = ""
    met_at: datetime | None = maybe_moment()


class PairMember(Table, table=True):
    """Who takes part in a group's pairing rounds."""

    __tablename__ = "pair_member"
    __table_args__ = (UniqueConstraint("group_id", "identity_id"),)

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id")
    identity_id: int = link("identity.id", forget="delete", index=True)


class Pair(Table, table=True):
    """Two or three people of one round, which is named by its local date."""

    __tablename__ = "pair"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    day: date
    met_at: datetime | None = maybe_moment()


class PairSeat(Table, table=True):
    """One of them."""

    __tablename__ = "pair_seat"

    id: int | None = key()
    community_id: int = link("community.id")
    group_id: int = link("chat_group.id", index=True)
    pair_id: int = link("pair.id", index=True)
    identity_id: int = link("identity.id", forget="delete", index=True)
