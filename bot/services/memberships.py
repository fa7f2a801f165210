"""Who is in a group, as what, and whether the bot is: what the platform tells, newest word wins."""

from datetime import datetime

from sqlmodel import Session, col, select, update

from bot.chat.events import Account, Joined, Left, Migrated, Reachable, RoleChanged, Standing
from bot.chat.facts import Role
from bot.models import Group, Identity, Membership
from bot.services import people
from bot.settings import GroupInfo


def joined(session: Session, place: GroupInfo, event: Joined) -> bool:
    """Notes that somebody is a member; False when they already were, or later news is known."""
    return _present(session, place, event.who, event.at, present=True)


def left(session: Session, place: GroupInfo, event: Left) -> bool:
    """Notes that somebody is gone; False when they already were, or later news is known."""
    return _present(session, place, event.who, event.at, present=False)


def _present(session: Session, place: GroupInfo, who: Account | None, at: datetime, *, present: bool) -> bool:
    if who is None:
        return False
    row = people.join(session, place.community, place.chat.id, who.id)
    if present and (row.joined_at is None or row.joined_at < at):
        row.joined_at = at
    if row.present_at is not None and row.present_at > at:
        session.add(row)
        session.flush()
        return False
    news = row.present != present or row.present_at is None
    row.present = present
    row.present_at = at
    if not present:
        row.role, row.role_at, row.appointed = Role.MEMBER, None, False
    session.add(row)
    session.flush()
    return news


def role_changed(session: Session, place: GroupInfo, event: RoleChanged) -> None:
    """Notes what the platform lets somebody do now."""
    if event.who is not None:
        know_role(session, place, event.who, Role(event.role), event.at)


def know_role(session: Session, place: GroupInfo, who: Account, role: Role, at: datetime) -> None:
    """Keeps the platform's word on somebody's role, unless a later one is known, or that they came or went since."""
    row = people.join(session, place.community, place.chat.id, who.id)
    if row.present_at is not None and row.present_at > at:
        return
    if row.role_at is None or row.role_at <= at:
        row.role, row.role_at = role, at
        session.add(row)
        session.flush()


def standing(session: Session, place: GroupInfo, event: Standing) -> bool:
    """Notes the bot's own place in a group; whether it is new there or back."""
    row = session.get_one(Group, place.chat.id)
    if row.present_at is not None and row.present_at > event.at:
        return False
    arrived = event.present and (row.present_at is None or row.gone_at is not None)
    row.present_at = event.at
    row.rights = " ".join(sorted(event.rights))
    row.state = "awake" if event.present else "asleep"
    row.gone_at = None if event.present else (row.gone_at or event.at)
    session.add(row)
    session.flush()
    return arrived


def reachable(session: Session, place: GroupInfo, event: Reachable) -> None:
    """Notes whether a person can be written to in private, on every community's identity of the account."""
    if event.who is not None:
        writable(session, event.who, yes=event.yes)


def writable(session: Session, who: Account, *, yes: bool) -> None:
    """Sets whether an account can be written to, wherever it is known."""
    for group, _ in people.groups_of(session, who):
        _writable(session, people.find(session, group.community_id, who), yes=yes)
    _writable(session, session.get(Identity, who.id), yes=yes)


def heard(session: Session, place: GroupInfo, at: datetime) -> None:
    """Notes when a person last wrote in private: on some platforms they may be answered for a day only."""
    row = session.get_one(Group, place.chat.id)
    if row.heard_at is None or row.heard_at < at:
        row.heard_at = at
        session.add(row)
        session.flush()


def _writable(session: Session, identity: Identity | None, *, yes: bool) -> None:
    if identity is not None and identity.writable != yes:
        identity.writable = yes
        session.add(identity)
        session.flush()


def migrated(session: Session, place: GroupInfo, event: Migrated) -> None:
    """A group's new address: one UPDATE, because nothing else knows the old one.

    A group that the platform already introduced under the new address gives way.
    """
    where = (Group.platform == place.chat.platform, Group.address == event.to, Group.id != place.chat.id)
    for newer in session.exec(select(Group).where(*where)).all():
        newer.address, newer.gone_at, newer.state = f"{event.to}:was", event.at, "asleep"
        session.add(newer)
    session.flush()
    session.execute(update(Group).where(col(Group.id) == place.chat.id).values(address=event.to))


def present(session: Session, place: GroupInfo) -> list[Membership]:
    """The members of a group who are there now."""
    where = (Membership.group_id == place.chat.id, col(Membership.present))
    return list(session.exec(select(Membership).where(*where)).all())
