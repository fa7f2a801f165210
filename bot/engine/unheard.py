"""What a platform takes only once the person has written again: it waits for that, as long as it is of use."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.chat.actions import Action, Send
from bot.chat.events import Refused
from bot.context import Context
from bot.engine import prompts, reach
from bot.engine.staging import Staging
from bot.models import Group, OutboxRow
from bot.settings import GroupInfo

REASON = "unheard"
LONGEST = timedelta(days=7)
FILE = timedelta(days=1)  # as long as files are kept
MOST = 20  # messages that wait in one chat: more than that nobody wants to read at once
AT_ONCE = 100

HELD = (OutboxRow.state == "waiting", col(OutboxRow.waits_for).is_(None))


def waits(event: Refused, action: Action | None, ctx: Context) -> bool:
    """Whether a refused message waits: nothing happens instead, and the person has no other account to go to."""
    if event.reason != REASON or not isinstance(action, Send):
        return False
    return action.waits and reach.another(action, ctx) is None


def keep(row: OutboxRow, send: Send, ctx: Context, staging: Staging) -> None:
    """Until its deadline, else for a week: a deadline by class is for answers, which come where somebody just wrote."""
    ends = [send.until or row.created_at + LONGEST]
    if send.document:
        ends.append(row.created_at + FILE)
    row.state, row.until = "waiting", min(ends)
    ctx.session.add(row)
    ctx.session.flush()
    prompts.outlive(row.message_row or 0, row.until, ctx)
    for crowded in _held(ctx.session, [row.group_id])[:-MOST]:
        crowded.until = ctx.now
        _go_back(crowded, ctx.session, staging)


def release(session: Session, place: GroupInfo, staging: Staging) -> None:
    """The person of a private chat wrote: what waits there may go, for whichever community."""
    chat = place.chat
    where = (Group.platform == chat.platform, Group.address == chat.address, Group.kind == "private")
    for row in _held(session, session.exec(select(Group.id).where(*where)).all()):
        _go_back(row, session, staging)


def expire(session: Session, now: datetime, staging: Staging) -> None:
    """What is of no use any more goes back to its lane, which lets it expire like everything else."""
    late = select(OutboxRow).where(*HELD, col(OutboxRow.until) <= now)
    for row in session.exec(late.limit(AT_ONCE)).all():
        _go_back(row, session, staging)


def _held(session: Session, chats: Sequence[int | None]) -> Sequence[OutboxRow]:
    """What waits in these chats, the oldest first."""
    where = (*HELD, col(OutboxRow.group_id).in_(chats))
    return session.exec(select(OutboxRow).where(*where).order_by(col(OutboxRow.id))).all()


def _go_back(row: OutboxRow, session: Session, staging: Staging) -> None:
    row.state = "pending"
    session.add(row)
    session.flush()
    staging.add(row, staging.roster.info(session, row.group_id))
