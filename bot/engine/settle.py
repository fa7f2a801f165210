"""What becomes of an outbox row when its delivery is over."""

from datetime import timedelta

import structlog
from sqlmodel import Session, col, select

from bot.chat.actions import Action, AskPoll, Ban, Delete, Leave, Mute, Remove, Send, Unban, Unmute
from bot.chat.events import Delayed, Delivered, Outcome, Refused
from bot.context import Context
from bot.engine import orders, unheard
from bot.engine.outbox import Outbox, abandon
from bot.models import Blob, Decision, Group, OutboxRow, Restriction, SentMessage
from bot.services import memberships, people, restrictions
from bot.services.schedule import schedule

log = structlog.get_logger()


def opened(session: Session, event: Outcome) -> OutboxRow | None:
    """The row that an outcome is about, if it still waits for one."""
    row = session.get(OutboxRow, event.row)
    return row if row is not None and row.state in ("sending", "pending") else None


def is_open(row: OutboxRow) -> bool:
    """Whether a row has not come to its end: it will be tried again, or waits."""
    return row.state in ("pending", "waiting")


def settle(event: Outcome, row: OutboxRow, ctx: Context, outbox: Outbox) -> Action | None:
    """Makes an outcome a fact; gives the action that it was about, None when it is forgotten."""
    action = orders.load(ctx.session, outbox.roster, row)
    match event:
        case Delayed():
            _delay(event, row, ctx, outbox)
            return action
        case Delivered():
            _close(row, "done", ctx, outbox)
            _agreed(action, event, row, ctx)
            outbox.store(action.then if action else (), ctx)
            _release(row, ctx, outbox)
        case Refused() if unheard.waits(event, action, ctx):
            assert isinstance(action, Send)
            unheard.keep(row, action, ctx, outbox.staging)
        case Refused():
            _close(row, "unknown" if event.unknown else "refused", ctx, outbox, event.reason)
            _undo(action, event, row, ctx)
            if not (_closed(event) and isinstance(action, Send) and outbox.elsewhere(action, row.message_row, ctx)):
                outbox.store(action.otherwise if action else (), ctx)
            abandon(ctx.session, [row.id or 0], ctx.now)
    return action


def _closed(event: Refused) -> bool:
    """Whether a person cannot be written to on this account now."""
    return event.reason in ("unreachable", unheard.REASON)


def _delay(event: Delayed, row: OutboxRow, ctx: Context, outbox: Outbox) -> None:
    row.state = "pending"
    row.tries += 1
    row.not_before = ctx.now + timedelta(seconds=event.seconds)
    ctx.session.add(row)
    ctx.session.flush()
    outbox.staging.add(row, ctx.place)


def _close(row: OutboxRow, state: str, ctx: Context, outbox: Outbox, reason: str = "") -> None:
    """The payload goes: what was said is no longer needed."""
    outbox.staging.remove([row.id or 0])  # it may have gone back to its lane before this outcome came
    row.state, row.payload, row.done_at, row.reason = state, None, ctx.now, reason
    ctx.session.add(row)
    ctx.session.flush()


def _agreed(action: Action | None, event: Delivered, row: OutboxRow, ctx: Context) -> None:
    match action:
        case Send() | AskPoll():
            _arrived(event, row, ctx)
            if isinstance(action, Send) and action.document:
                blob = ctx.session.get(Blob, action.document)
                if blob is not None:
                    ctx.session.delete(blob)
        case Delete():
            message = ctx.session.get(SentMessage, row.message_row) if row.message_row else None
            if message is not None:
                message.gone = True
                ctx.session.add(message)
        case Mute() | Ban():
            kind = "mute" if isinstance(action, Mute) else "ban"
            restrictions.agree(ctx.session, row.community_id, action.to, action.who, kind, action.until)
        case Unmute() | Unban():
            kind = "mute" if isinstance(action, Unmute) else "ban"
            restrictions.lift(ctx.session, action.to, action.who.id, kind)
        case Leave():
            group = ctx.session.get_one(Group, action.to.id)
            group.state, group.gone_at = "asleep", ctx.now
            ctx.session.add(group)
    ctx.session.flush()


def _arrived(event: Delivered, row: OutboxRow, ctx: Context) -> None:
    message = ctx.session.get(SentMessage, row.message_row) if row.message_row else None
    if message is None:
        return
    message.platform_id = event.sent[0] if event.sent else None
    message.poll_id = event.poll or None
    message.sent_at = ctx.now
    ctx.session.add(message)
    if message.vanish:
        at = ctx.now + timedelta(seconds=message.vanish)
        schedule(ctx.session, ctx.place, "vanish", str(message.id), at, {"message": message.id})


def _undo(action: Action | None, event: Refused, row: OutboxRow, ctx: Context) -> None:
    """What was only asked for is taken back; a chat that cannot be reached is left alone."""
    match action:
        case Mute() | Ban():
            kind = "mute" if isinstance(action, Mute) else "ban"
            asked = restrictions.find(ctx.session, action.to, action.who.id, kind)
            if isinstance(asked, Restriction) and asked.state == "asked":
                ctx.session.delete(asked)
            _strike(action.decision, ctx)
        case Remove():
            _strike(action.decision, ctx)
        case Send() | AskPoll() if row.message_row:
            message = ctx.session.get(SentMessage, row.message_row)
            if message is not None:
                message.gone = True
                ctx.session.add(message)
    if event.reason == "unreachable" and ctx.place.identity:
        memberships.writable(ctx.session, people.account(ctx.session, ctx.place.identity), yes=False)
    if event.reason == "gone":
        group = ctx.session.get_one(Group, row.group_id)
        group.state, group.gone_at = "asleep", group.gone_at or ctx.now
        ctx.session.add(group)
    ctx.session.flush()
    log.info("outbox.refused", action=row.kind, reason=event.reason, missing=event.missing or None)


def _strike(number: int, ctx: Context) -> None:
    """A decision that the platform refused does not stand."""
    decision = ctx.session.get(Decision, number) if number else None
    if decision is not None:
        decision.undone_at = ctx.now
        ctx.session.add(decision)


def _release(row: OutboxRow, ctx: Context, outbox: Outbox) -> None:
    """Rows that waited for this one may go now."""
    waiting = select(OutboxRow).where(OutboxRow.waits_for == row.id, col(OutboxRow.state) == "waiting")
    for follower in ctx.session.exec(waiting).all():
        follower.state = "pending"
        ctx.session.add(follower)
        ctx.session.flush()
        outbox.staging.add(follower, ctx.place)
