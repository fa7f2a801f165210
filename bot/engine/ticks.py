"""What time brings: due rows, each an event of its own; what waited too long; what a private chat is about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from sqlmodel import Session, col, func, select

from bot.chat.events import Account, Chat, ChatKind, Due, Event, Refused, Tick, Worked
from bot.context import Context
from bot.engine import inbox, unheard
from bot.engine.roster import Roster
from bot.models import Blob, DueRow, Group, Identity, InboxRow, WorkRow
from bot.services import people, restrictions
from bot.settings import GroupInfo
from bot.store import is_broken

if TYPE_CHECKING:
    from bot.engine.dispatch import Dispatch

log = structlog.get_logger()

AT_ONCE = 100
TRIES = 3
FOCUS = timedelta(hours=1)


def tick(session: Session, event: Tick, now: datetime, dispatch: "Dispatch") -> None:
    """Runs at most 100 due rows, and ends what has waited too long."""
    dispatch.steps.touch(session)
    restrictions.expire(session, now)
    unheard.expire(session, now, dispatch.outbox.staging)
    for late in inbox.overdue(session, now):
        _apart(session, late, now, dispatch)
    for row in due(session, now):
        _apart(session, row, now, dispatch)


def _apart(session: Session, row: InboxRow | DueRow, now: datetime, dispatch: "Dispatch") -> None:
    """One row in a SAVEPOINT of its own: what breaks outside of a handler is set aside alone, too."""
    if row not in session:  # an earlier one has taken it along
        return
    mark = dispatch.outbox.staging.mark()
    try:
        with session.begin_nested():
            run(session, row, now, dispatch) if isinstance(row, DueRow) else _end(session, row, now, dispatch)
    except Exception as failure:
        if is_broken(failure):
            raise
        log.exception("tick.failed", what=type(row).__name__, id=row.id)
        dispatch.outbox.staging.rewind(mark)
        dispatch.roster.drop_all()
        row.state = "failed" if isinstance(row, DueRow) else "quarantined"
        row.reason = type(failure).__name__
        session.add(row)
        session.flush()


def _end(session: Session, late: InboxRow, now: datetime, dispatch: "Dispatch") -> None:
    """What waited too long goes on without an answer."""
    if late.state == "parked":
        dispatch.replay(session, late, now, {})
    elif late.outbox_id is not None:
        unanswered = Refused(f"late:{late.id}", now, row=late.outbox_id, action="LookUp", reason="late")
        dispatch.handle(session, unanswered, now)
        if late in session:  # its look-up ended without it, as when the group fell asleep
            inbox.give_up(session, late, "never answered", now)


def due(session: Session, now: datetime) -> list[DueRow]:
    """The next due rows, by the index on their time."""
    query = select(DueRow).where(DueRow.state == "pending", DueRow.at <= now).order_by(col(DueRow.at)).limit(AT_ONCE)
    return list(session.exec(query).all())


def next_due(session: Session) -> datetime | None:
    """When something is due next."""
    return session.exec(select(func.min(DueRow.at)).where(DueRow.state == "pending")).one()


def run(session: Session, row: DueRow, now: datetime, dispatch: "Dispatch") -> None:
    """One due row as an event; what fails 3 times is set aside alone."""
    place = dispatch.roster.info(session, row.group_id) if row.group_id else None
    event = Due(
        f"due:{row.kind}:{row.name}:{row.at.isoformat()}",
        row.at,
        place.chat if place else None,
        account(session, row.identity_id),
        row.kind,
        row.name,
        dict(row.args),
    )
    session.delete(row)
    session.flush()
    dispatch.handle(session, event, now)


def worked(session: Session, event: Worked, now: datetime) -> Worked | None:
    """Slow work is over: its row goes, its file becomes a blob, its people and place are known again.

    None when it was over before.
    """
    row = session.get(WorkRow, event.row)
    if row is None:
        return None
    place = session.get(Group, row.group_id) if row.group_id else None
    chat = Chat(place.platform, place.address, ChatKind(place.kind), place.title) if place else None
    blob = Blob(
        community_id=row.community_id,
        identity_id=row.identity_id,
        name=event.filename,
        data=event.data,
        created_at=now,
    )
    if event.data:
        session.add(blob)
    who = account(session, row.identity_id)
    session.delete(row)
    session.flush()
    return replace(event, group=chat, who=who, data=b"", blob=blob.id or 0)


def account(session: Session, identity: int | None) -> Account | None:
    """An identity as a value; None for nobody, or somebody who was forgotten."""
    if identity is None or session.get(Identity, identity) is None:
        return None
    return people.account(session, identity)


def subject(session: Session, event: Event, place: GroupInfo, now: datetime, roster: Roster) -> GroupInfo:
    """The group that a private chat is about: the one chosen within the hour, else the only one there is."""
    row = session.get_one(Group, place.chat.id)
    groups = people.groups_of(session, event.who) if event.who is not None else []
    ids = [group.id or 0 for group, _ in groups if group.community_id == place.community]
    if len(groups) == 1 and ids:
        return roster.info(session, ids[0])
    if row.focus_id in ids and row.focused_at is not None and now - row.focused_at < FOCUS:
        return roster.info(session, row.focus_id or 0)
    return place


def at_home(session: Session, event: Event, place: GroupInfo, group: GroupInfo) -> Event:
    """Who speaks in private about a group of another platform is meant as the account that belongs there."""
    if event.who is None or group.is_private or group.chat.platform == place.chat.platform:
        return event
    return replace(event, who=people.at_home(session, event.who, group.chat))


def focus(ctx: Context, group_id: int) -> None:
    """Makes a private chat be about a group for the next hour; each community has its own row of the chat."""
    assert ctx.event.who is not None
    chat = ctx.place.chat
    where = (Group.platform == chat.platform, Group.address == chat.address, Group.community_id == ctx.group.community)
    row = ctx.session.exec(select(Group).where(*where)).first()
    if row is None:
        row = Group(
            community_id=ctx.group.community,
            platform=chat.platform,
            address=chat.address,
            kind=chat.kind,
            identity_id=ctx.event.who.id,
            created_at=ctx.now,
        )
    row.focus_id, row.focused_at = group_id, ctx.now
    ctx.session.add(row)
    ctx.session.flush()
