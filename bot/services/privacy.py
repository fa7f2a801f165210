"""What is held about a person, and how it is given out and erased: every table says so by its links."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, or_, update
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from bot.models import Group, Identity, IdentityAlias, Person
from bot.models import Table as Root
from bot.services import restrictions

TO_PEOPLE = ("identity.id", "person.id")
HUBS = ("identity", "chat_group")  # nothing hangs on them any more when their turn comes


def links() -> Iterator[tuple[Table, Column[Any], str, str]]:
    """Every column that leads to a person: (table, column, "identity.id" or "person.id", what to do)."""
    for table in Root.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                if key.target_fullname in TO_PEOPLE:
                    yield table, column, key.target_fullname, str(column.info.get("forget", ""))


def held_about(session: Session, identity: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that is held about the person behind an identity, by table, as plain JSON values."""
    ids = _identities(session, identity)
    found: dict[str, list[dict[str, Any]]] = {}
    for table, column, target, _ in links():
        wanted = ids if target == "identity.id" else _persons(session, ids)
        for row in session.execute(pick(table).where(column.in_(wanted))).mappings():
            found.setdefault(table.name, []).append({name: _plain(value) for name, value in row.items()})
    return found


def forget(session: Session, identity: int, key: bytes, now: datetime) -> None:
    """Erases the person behind an identity: no row names them any more.

    Running restrictions stay as keyed hashes with their end.
    """
    ids = _identities(session, identity)
    for each in ids:
        restrictions.remember(session, each, key, now)
    erase(session, ids)


def erase(session: Session, ids: list[int]) -> None:
    """Removes accounts from every table, their private chats, and the persons who have no other account."""
    persons = _without_others(session, ids)
    empty_chats(session, _private_chats(session, ids))
    for table, column, target, forget_ in reversed(list(links())):
        wanted = ids if target == "identity.id" else persons
        if forget_ == "null":
            session.execute(update(table).where(column.in_(wanted)).values({column.name: None}))
        else:
            _delete(session, table, column, wanted)
    session.execute(delete(Identity).where(col(Identity.id).in_(ids)))
    session.execute(delete(Person).where(col(Person.id).in_(persons)))
    session.expire_all()


def _delete(session: Session, table: Table, column: Column[Any], wanted: list[int]) -> None:
    """Rows that name somebody, and before them what hangs on those rows, as others' reports on a flag."""
    for other, link, key in _hanging_on(table):
        session.execute(delete(other).where(link.in_(pick(key).where(column.in_(wanted)))))
    session.execute(delete(table).where(column.in_(wanted)))


def _hanging_on(table: Table) -> Iterator[tuple[Table, Column[Any], Column[Any]]]:
    """The links to a table: (table, its column, the column it leads to)."""
    for other in reversed(Root.metadata.sorted_tables):
        for link in other.columns:
            for key in link.foreign_keys:
                if key.column.table is table and table.name not in HUBS:
                    yield other, link, key.column


def _without_others(session: Session, ids: list[int]) -> list[int]:
    """The persons behind accounts who have none but these."""
    persons = _persons(session, ids)
    others = select(Identity.person_id).where(col(Identity.person_id).in_(persons), col(Identity.id).not_in(ids))
    return sorted(set(persons) - set(session.exec(others).all()))


def _identities(session: Session, identity: int) -> list[int]:
    """The identities of the person, and those of the same accounts in other communities."""
    mine = select(Identity.person_id).where(Identity.id == identity).scalar_subquery()
    found = {number for number in session.exec(select(Identity.id).where(Identity.person_id == mine)).all() if number}
    for name in session.exec(select(IdentityAlias).where(col(IdentityAlias.identity_id).in_(found))).all():
        found |= set(session.exec(select(IdentityAlias.identity_id).where(*_same_name(name))).all())
    return sorted(found)


def _same_name(name: IdentityAlias) -> tuple[bool, bool, bool]:
    return (
        IdentityAlias.platform == name.platform,
        IdentityAlias.kind == name.kind,
        IdentityAlias.value == name.value,
    )


def _persons(session: Session, ids: list[int]) -> list[int]:
    return sorted(set(session.exec(select(Identity.person_id).where(col(Identity.id).in_(ids))).all()))


def _private_chats(session: Session, ids: list[int]) -> list[int]:
    found = session.exec(select(Group.id).where(col(Group.identity_id).in_(ids))).all()
    return [number for number in found if number is not None]


def empty_chats(session: Session, groups: list[int]) -> None:
    """Removes chats with whatever hangs on them."""
    for table in reversed(Root.metadata.sorted_tables):
        columns = [
            column
            for column in table.columns
            if column.name == "group_id" or any(key.target_fullname == "chat_group.id" for key in column.foreign_keys)
        ]
        if columns:
            session.execute(delete(table).where(or_(*(column.in_(groups) for column in columns))))


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return f"<{len(value)} bytes>"
    return value
