"""Mutes and bans: asked of the platform, facts once it agreed, remembered past a person's erasure."""

from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from bot.chat.events import Account, Chat
from bot.domain.hashing import keyed_hash
from bot.models import IdentityAlias, Remembered, Restriction


def ask(session: Session, community: int, group: Chat, who: Account, kind: str, until: datetime | None) -> Restriction:
    """Stores that a restriction was asked for; one that holds already holds until the platform agreed to more."""
    row = find(session, group, who.id, kind) or Restriction(
        community_id=community, group_id=group.id, identity_id=who.id, kind=kind
    )
    if row.state == "asked":
        row.until = until
    session.add(row)
    session.flush()
    return row


def agree(
    session: Session, community: int, group: Chat, who: Account, kind: str, until: datetime | None
) -> Restriction:
    """Makes a restriction a fact, also when the outcome of another order has removed it in between."""
    row = ask(session, community, group, who, kind, until)
    row.state, row.until = "fact", until
    session.add(row)
    session.flush()
    return row


def find(session: Session, group: Chat, identity: int, kind: str) -> Restriction | None:
    """Somebody's restriction of one kind."""
    where = (Restriction.group_id == group.id, Restriction.identity_id == identity, Restriction.kind == kind)
    return session.exec(select(Restriction).where(*where)).first()


def lift(session: Session, group: Chat, identity: int, kind: str) -> None:
    """Removes a restriction."""
    row = find(session, group, identity, kind)
    if row is not None:
        session.delete(row)
        session.flush()


def hand_over(session: Session, gone: int, kept: int) -> None:
    """Two identities turn out to be one account: what holds for one holds for it, and the longer of two."""
    for row in session.exec(select(Restriction).where(Restriction.identity_id == gone)).all():
        where = (Restriction.group_id == row.group_id, Restriction.identity_id == kept, Restriction.kind == row.kind)
        mine = session.exec(select(Restriction).where(*where)).first()
        if mine is None:
            row.identity_id = kept
            session.add(row)
        else:
            ends = (mine.until, row.until)
            mine.until = None if None in ends else max(end for end in ends if end is not None)
            mine.state = "fact" if "fact" in (mine.state, row.state) else mine.state
            mine.enforced = mine.enforced or row.enforced
            session.add(mine)
            session.delete(row)
        session.flush()


def expire(session: Session, now: datetime) -> None:
    """Removes what has run out."""
    for table in (Restriction, Remembered):
        session.execute(delete(table).where(col(table.until).is_not(None), col(table.until) <= now))


def remember(session: Session, identity: int, key: bytes, now: datetime) -> None:
    """Keeps the running restrictions of an identity as keyed hashes, before it is forgotten."""
    running = select(Restriction).where(
        Restriction.identity_id == identity, or_(col(Restriction.until).is_(None), col(Restriction.until) > now)
    )
    names = session.exec(select(IdentityAlias).where(IdentityAlias.identity_id == identity)).all()
    for row in session.exec(running).all():
        for name in names:
            session.add(
                Remembered(
                    community_id=row.community_id,
                    group_id=row.group_id,
                    hash=_hash(key, name.platform, name.kind, name.value),
                    kind=row.kind,
                    enforced=row.enforced,
                    until=row.until,
                )
            )


def recall(session: Session, community: int, who: Account, key: bytes, now: datetime) -> bool:
    """Gives a newly met account back what its community remembers of it; whether that was anything."""
    found = False
    for kind, value in [("id", who.address), *who.aliases]:
        where = (Remembered.community_id == community, Remembered.hash == _hash(key, who.platform, kind, value))
        for row in session.exec(select(Remembered).where(*where)).all():
            if row.until is None or row.until > now:
                _restore(session, row, who)
            session.delete(row)
            found = True
    session.flush()
    return found


def _restore(session: Session, row: Remembered, who: Account) -> None:
    where = (Restriction.group_id == row.group_id, Restriction.identity_id == who.id, Restriction.kind == row.kind)
    found = session.exec(select(Restriction).where(*where)).first() or Restriction(
        community_id=row.community_id, group_id=row.group_id, identity_id=who.id, kind=row.kind
    )
    found.state = "fact"
    found.enforced = row.enforced
    found.until = row.until
    session.add(found)
    session.flush()


def _hash(key: bytes, platform: str, kind: str, value: str) -> str:
    return keyed_hash(key, f"{platform}:{kind}:{value}").hex()
