"""An outbox row made ready for its platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from bot.chat import codec
from bot.chat.actions import Action, ClosePoll, Delete, Edit, Pin, Send, Unpin
from bot.chat.events import Account, Chat
from bot.chat.text import Style, Text
from bot.engine.roster import Roster
from bot.models import Blob, Group, Identity, OutboxRow, Prompt, SentMessage
from bot.services import people

log = structlog.get_logger()

KEYED = (Edit, Delete, Pin, Unpin, ClosePoll)


@dataclass(frozen=True, slots=True)
class Button:
    """One choice as a platform shows it: `data` is the prompt's opaque id, `row` the line it stands in."""

    label: str
    data: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What delivery hands to an adapter: the action with addresses filled in.

    `message` is the platform's id of the message that an edit, a deletion or a pin names; `mentions` gives the
    platform's id for every identity that the text mentions. `heard_at` is when the person of a private chat last
    wrote there.
    """

    row: int
    action: Action
    message: str = ""
    mentions: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    document: bytes = b""
    filename: str = ""
    heard_at: datetime | None = None


def order(session: Session, roster: Roster, row: OutboxRow) -> Order | None:
    """A row with everything its platform needs; None when what it names was never sent or is forgotten."""
    action = load(session, roster, row)
    if action is None:
        return None
    message = session.get(SentMessage, row.message_row) if row.message_row else None
    if isinstance(action, KEYED) and action.key and (message is None or message.platform_id is None):
        return None
    blob = session.get(Blob, action.document) if isinstance(action, Send) and action.document else None
    return Order(
        row=row.id or 0,
        action=action,
        message=_named(action, message),
        mentions=_mentions(session, getattr(action, "text", "")),
        buttons=_buttons(session, message) if isinstance(action, Send | Edit) else (),
        document=blob.data if blob else b"",
        filename=blob.name if blob else "",
        heard_at=_heard_at(session, roster, row),
    )


def _heard_at(session: Session, roster: Roster, row: OutboxRow) -> datetime | None:
    """Each community has its own row of a private chat; the person wrote in one of them."""
    place = roster.info(session, row.group_id)
    if not place.is_private:
        return None
    where = (Group.platform == place.chat.platform, Group.address == place.chat.address, Group.kind == "private")
    return session.exec(select(Group.heard_at).where(*where).order_by(col(Group.heard_at).desc().nulls_last())).first()


def load(session: Session, roster: Roster, row: OutboxRow) -> Action | None:
    """An action as it was stored, with today's addresses.

    None when it cannot be made out any more, as when somebody in it was forgotten: that may stop nobody else.
    """

    def resolve(kind: type, number: int) -> Chat | Account:
        return roster.info(session, number).chat if kind is Chat else people.account(session, number)

    try:
        action: Action | None = codec.load(row.payload or "null", resolve)
    except (LookupError, TypeError, ValueError, NoResultFound) as failure:
        log.warning("outbox.unreadable", row=row.id, action=row.kind, why=type(failure).__name__)
        return None
    return action


def _named(action: Action, message: SentMessage | None) -> str:
    if not isinstance(action, KEYED):
        return ""
    return (message.platform_id or "") if message else getattr(action, "message", "")


def _mentions(session: Session, text: object) -> dict[str, str]:
    spans = text.spans if isinstance(text, Text) else ()
    named = {span.target for span in spans if span.style is Style.MENTION and span.target.isdecimal()}
    return {name: people.account(session, int(name)).address for name in named if session.get(Identity, int(name))}


def _buttons(session: Session, message: SentMessage | None) -> tuple[Button, ...]:
    if message is None:
        return ()
    where = (Prompt.message_row == message.id, col(Prompt.used_at).is_(None))
    rows = session.exec(select(Prompt).where(*where).order_by(col(Prompt.number))).all()
    return tuple(Button(row.label, row.id, row.line) for row in rows)
