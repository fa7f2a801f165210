"""How long things are kept: what is older goes, a bounded number of rows at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, update
from sqlalchemy import select as pick
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.models import (
    LOBBY,
    Activity,
    Blob,
    Community,
    Conversation,
    FaqMiss,
    Group,
    InboxRow,
    Membership,
    OutboxRow,
    Prompt,
    Seen,
    SentMessage,
)
from bot.models import Table as Root
from bot.services import privacy

AT_ONCE = 2000  # rows of one kind
SEEN = timedelta(days=7)
THROUGH = timedelta(days=7)
MESSAGES = timedelta(days=30)
ACTIVITY_IDS = timedelta(days=30)
ACTIVITY = timedelta(days=400)
GONE_GROUPS = timedelta(days=30)
FILES = timedelta(days=1)
PROMPTS = timedelta(days=1)
QUESTIONS = timedelta(days=30)

ENDED = ("done", "cancelled", "expired", "refused", "unknown")

Where = ColumnElement[bool]


def prune(session: Session, now: datetime) -> bool:
    """Removes a portion of what is too old; whether there may be more of it."""
    full = [_delete(session, table, where) for table, where in _aged(now)]
    full += [_delete(session, Activity, where) for where in _in_each_group(session, now - ACTIVITY)]
    full += [_forget_ids(session, where) for where in _in_each_group(session, now - ACTIVITY_IDS)]
    full += [_leave(session, group) for group in _gone(session, now)]
    session.expire_all()
    return any(full)


def _aged(now: datetime) -> list[tuple[type[Root], Where]]:
    quarantined = and_(col(InboxRow.state) == "quarantined", col(InboxRow.expires_at) <= now)
    return [
        (Seen, col(Seen.at) < now - SEEN),
        (OutboxRow, and_(col(OutboxRow.state).in_(ENDED), col(OutboxRow.done_at) < now - THROUGH)),
        (Prompt, col(Prompt.expires_at) < now - PROMPTS),
        (SentMessage, _forgotten_message(now)),
        (Blob, col(Blob.created_at) < now - FILES),
        (Conversation, col(Conversation.expires_at) <= now),
        (FaqMiss, col(FaqMiss.asked_at) < now - QUESTIONS),
        (InboxRow, quarantined),
    ]


def _forgotten_message(now: datetime) -> Where:
    """Nobody can edit or delete it any more: it has no name, or a newer one took the name."""
    newer = aliased(SentMessage)
    same_name = and_(col(newer.group_id) == SentMessage.group_id, col(newer.key) == SentMessage.key)
    replaced = pick(col(newer.id)).where(same_name, col(newer.generation) > SentMessage.generation).exists()
    nameless = col(SentMessage.key).is_(None)
    old = col(SentMessage.sent_at) < now - MESSAGES
    return or_(and_(nameless, or_(old, col(SentMessage.gone))), and_(old, or_(replaced, col(SentMessage.gone))))


def _in_each_group(session: Session, before: datetime) -> list[Where]:
    """Activity before a moment, a group at a time, as its index is."""
    groups = session.exec(select(Group.id).where(Group.kind == "group")).all()
    return [and_(col(Activity.group_id) == group, col(Activity.at) < before) for group in groups]


def _delete(session: Session, model: type[Root], where: Where) -> bool:
    """Deletes at most a portion; whether it was a full one."""
    some = _some(model, where)
    return _rows(session, delete(model).where(_key(model).in_(some))) >= AT_ONCE


def _forget_ids(session: Session, where: Where) -> bool:
    some = _some(Activity, and_(where, col(Activity.message_id) > ""))
    emptied = update(Activity).where(_key(Activity).in_(some)).values(message_id=None, reply_to=None)
    return _rows(session, emptied) >= AT_ONCE


def _some(model: type[Root], where: Where) -> Any:
    return pick(_key(model)).where(where).limit(AT_ONCE).scalar_subquery()


def _key(model: type[Root]) -> ColumnElement[Any]:
    [key] = _table(model).primary_key.columns
    return key


def _table(model: type[Root]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _rows(session: Session, statement: Any) -> int:
    return int(session.connection().execute(statement).rowcount)


# Groups that the bot has left ----------------------------------------------------------------------------------


def _gone(session: Session, now: datetime) -> Sequence[Group]:
    where = (Group.kind == "group", Group.state == "asleep", col(Group.gone_at) < now - GONE_GROUPS)
    return session.exec(select(Group).where(*where).limit(10)).all()


def _leave(session: Session, group: Group) -> bool:
    """Everything of a group goes with it: the many rows in portions, and then the rest at once."""
    number, community = group.id or 0, group.community_id
    if _delete(session, Activity, col(Activity.group_id) == number):
        return True
    only_here = _members_only_here(session, number)
    privacy.empty_chats(session, [number])
    session.execute(update(Group).where(col(Group.focus_id) == number).values(focus_id=None, focused_at=None))
    session.execute(delete(Group).where(col(Group.id) == number))
    for start in range(0, len(only_here), 500):
        privacy.erase(session, only_here[start : start + 500])
    if community != LOBBY and not _groups_of(session, community):
        _dissolve(session, community)
    return False


def _members_only_here(session: Session, group: int) -> list[int]:
    elsewhere = pick(col(Membership.identity_id)).where(col(Membership.group_id) != group)
    query = select(Membership.identity_id).where(
        Membership.group_id == group, col(Membership.identity_id).not_in(elsewhere)
    )
    return list(session.exec(query).all())


def _groups_of(session: Session, community: int) -> int:
    query = select(func.count()).where(Group.community_id == community, Group.kind == "group")
    return session.exec(query).one()


def _dissolve(session: Session, community: int) -> None:
    """A community without groups has nothing left to be remembered for."""
    chats = session.exec(select(Group.id).where(Group.community_id == community)).all()
    privacy.empty_chats(session, [number for number in chats if number is not None])
    for table in _of_communities():
        session.execute(delete(table).where(table.c.community_id == community))
    session.execute(delete(Community).where(col(Community.id) == community))


def _of_communities() -> Iterator[Table]:
    """Every table whose rows belong to a community, those first that point to others."""
    return (table for table in reversed(Root.metadata.sorted_tables) if "community_id" in table.columns)
