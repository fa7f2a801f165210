"""Events that came too early, and those that cannot be handled at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.chat import codec
from bot.chat.events import Account, AccountKind, Event, Message, PollClosed, Reacted, Voted
from bot.engine.lanes import Lanes
from bot.models import LOBBY, Activity, Identity, IdentityAlias, InboxRow, SentMessage
from bot.settings import GroupInfo

PARKED = timedelta(minutes=10)
QUARANTINED = timedelta(days=7)


def too_early(session: Session, event: Event, place: GroupInfo | None, platform: str, lanes: Lanes) -> bool:
    """Whether an event names a message or poll that may still be on its way out."""
    match event:
        case Voted() | PollClosed():
            known = select(SentMessage.id).where(SentMessage.poll_id == event.poll)
            return lanes.is_flying(platform) and session.exec(known).first() is None
        case Reacted() if place is not None and lanes.is_flying(platform, place.chat.address):
            theirs = (Activity.group_id == place.chat.id, Activity.message_id == event.message)
            return not _is_sent(session, place, event.message) and (
                session.exec(select(Activity.id).where(*theirs)).first() is None
            )
        case Message() if place is not None and _answers_bot(event) and lanes.is_flying(platform, place.chat.address):
            return not _is_sent(session, place, event.reply_to)
    return False


def _answers_bot(event: Message) -> bool:
    return bool(event.reply_to) and event.reply_who is not None and event.reply_who.kind is AccountKind.BOT


def _is_sent(session: Session, place: GroupInfo, message: str) -> bool:
    where = (SentMessage.group_id == place.chat.id, SentMessage.platform_id == message)
    return session.exec(select(SentMessage.id).where(*where)).first() is not None


def park(session: Session, event: Event, place: GroupInfo | None, platform: str, now: datetime) -> None:
    """Keeps an event until a row of its chat is settled, at most 10 minutes."""
    session.add(
        InboxRow(
            community_id=place.community if place else LOBBY,
            identity_id=event.who.id if event.who and event.who.id else None,
            state="parked",
            platform=platform,
            address=place.chat.address if place else "",
            event=codec.dump(event),
            arrived_at=now,
            expires_at=now + PARKED,
        )
    )
    session.flush()


def unpark(session: Session, platform: str, address: str) -> list[InboxRow]:
    """The parked events that a settled row of this chat may have been about."""
    anywhere = (col(InboxRow.platform).in_(("", platform)), col(InboxRow.address).in_(("", address)))
    where = (InboxRow.state == "parked", *anywhere)
    return list(session.exec(select(InboxRow).where(*where).order_by(col(InboxRow.id))).all())


def overdue(session: Session, now: datetime) -> Sequence[InboxRow]:
    """What has waited or been parked for too long."""
    where = (col(InboxRow.state).in_(("waiting", "parked")), InboxRow.expires_at <= now)
    return session.exec(select(InboxRow).where(*where).limit(100)).all()


def give_up(session: Session, row: InboxRow, why: str, now: datetime) -> None:
    """Sets an event aside that waited for what will not come."""
    row.state, row.reason, row.expires_at = "quarantined", why, now + QUARANTINED
    session.add(row)
    session.flush()


def quarantine(session: Session, event: Event, why: str, now: datetime, community: int = LOBBY) -> None:
    """Sets an event aside with its reason; it can be looked at and replayed for 7 days."""
    who = _identity(session, event.who)
    session.add(
        InboxRow(
            community_id=who.community_id if who else community,
            identity_id=who.id if who else None,
            state="quarantined",
            platform=getattr(event, "platform", "") or (event.group.platform if event.group else ""),
            event=codec.dump(event),
            reason=why[:500],
            arrived_at=now,
            expires_at=now + QUARANTINED,
        )
    )
    session.flush()


def _identity(session: Session, who: Account | None) -> Identity | None:
    """Whose event it is, also when its batch failed before it met them: who is forgotten takes it along."""
    if who is None or who.id:
        return session.get(Identity, who.id) if who else None
    named = (IdentityAlias.platform == who.platform, IdentityAlias.kind == "id", IdentityAlias.value == who.address)
    query = select(Identity).join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id)).where(*named)
    return session.exec(query.order_by(col(Identity.id))).first()


def any_waiting(session: Session) -> bool:
    """Whether an event waits for a fact or is parked."""
    where = col(InboxRow.state).in_(("waiting", "parked"))
    return session.exec(select(InboxRow.id).where(where).limit(1)).first() is not None
