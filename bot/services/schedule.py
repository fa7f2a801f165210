"""What is due when: one row a (kind, name), found by the tick through an index."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from bot.chat.events import Account
from bot.models import DueRow
from bot.settings import GroupInfo


def schedule(
    session: Session,
    group: GroupInfo,
    kind: str,
    name: str,
    at: datetime,
    args: dict[str, Any] | None = None,
    who: Account | None = None,
) -> None:
    """Makes something due at a moment; the same (kind, name) moves instead of doubling."""
    row = _find(session, kind, name) or DueRow(community_id=group.community, kind=kind, name=name, at=at)
    row.at = at
    row.args = args or {}
    row.state = "pending"
    row.tries = 0
    row.group_id = group.chat.id or None
    row.identity_id = who.id if who else None
    session.add(row)
    session.flush()


def cancel(session: Session, kind: str, name: str) -> bool:
    """Takes something off the schedule; whether it was there."""
    row = _find(session, kind, name)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def _find(session: Session, kind: str, name: str) -> DueRow | None:
    return session.exec(select(DueRow).where(DueRow.kind == kind, DueRow.name == name)).first()
