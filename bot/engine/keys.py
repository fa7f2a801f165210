"""Keys name messages of ours: resolved to rows in the transaction that stores a change of them."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from bot.chat.events import Chat, ChatKind
from bot.context import Context
from bot.models import Group, OutboxRow, SentMessage
from bot.settings import GroupInfo

SAYING = ("Send", "Alert", "AskPoll")


def next_generation(key: str, place: GroupInfo, ctx: Context) -> int:
    """A new message under a key is a new generation of it."""
    where = (SentMessage.group_id == place.chat.id, SentMessage.key == key)
    return (ctx.session.exec(select(func.max(SentMessage.generation)).where(*where)).one() or 0) + 1


def newest(key: str, place: GroupInfo, ctx: Context) -> Sequence[SentMessage]:
    """The messages (parts of one text) of a key's newest generation that are not gone."""
    where = (SentMessage.group_id == place.chat.id, SentMessage.key == key)
    generation = select(func.max(SentMessage.generation)).where(*where).scalar_subquery()
    query = select(SentMessage).where(*where, SentMessage.generation == generation, col(SentMessage.gone).is_(False))
    return ctx.session.exec(query.order_by(col(SentMessage.part))).all()


def chat_of_poll(session: Session, poll: str, platform: str) -> Chat | None:
    """Where a poll of ours was asked; platforms do not say it with a vote."""
    query = select(Group).join(SentMessage, col(SentMessage.group_id) == col(Group.id))
    query = query.where(SentMessage.poll_id == poll)
    found = session.exec(query.where(Group.platform == platform) if platform else query).first()
    return Chat(found.platform, found.address, ChatKind(found.kind), id=found.id or 0) if found else None


def row_of(message: SentMessage, ctx: Context) -> OutboxRow | None:
    """The outbox row that sends, or sent, a message."""
    where = (OutboxRow.message_row == message.id, col(OutboxRow.kind).in_(SAYING))
    return ctx.session.exec(select(OutboxRow).where(*where)).first()
