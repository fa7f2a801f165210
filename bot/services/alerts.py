"""Where a group's moderators are alerted: the chat they connected, else each of them in private."""

from base64 import b32encode
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import and_, col, or_, select

from bot import settings
from bot.chat.actions import Alert, AnyAction, Choice, Tell
from bot.chat.events import Account, Chat, ChatKind
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.hashing import keyed_hash
from bot.models import DueRow, Group, Identity, Membership, SentMessage
from bot.services import people
from bot.services.schedule import cancel, schedule
from bot.settings import GroupInfo, Section

CODE = "alerts.code"
VALID = timedelta(hours=1)
LETTERS = 8


class Alerts(Section):
    """The moderators' chat by our own id, and since when we know it: ids of chats that are gone may come back."""

    section: ClassVar[str] = "alerts"

    chat: int = Field(0, description="The chat where moderators are alerted")
    known_since: str = Field("", description="Since when Pamong knows that chat")


def new_code(ctx: Context) -> str:
    """A code that connects the moderators' chat once within the hour; a newer one replaces it."""
    digest = keyed_hash(ctx.installation.key, f"{CODE}:{ctx.event.key}:{ctx.group.chat.id}")
    code = b32encode(digest).decode()[:LETTERS]
    for row in ctx.session.exec(select(DueRow).where(DueRow.kind == CODE, DueRow.group_id == ctx.group.chat.id)).all():
        ctx.session.delete(row)
    schedule(ctx.session, ctx.group, CODE, _hash(code, ctx), ctx.now + VALID)
    return code


def group_of(code: str, ctx: Context) -> GroupInfo | None:
    """The group that showed a code, while it is valid."""
    query = select(DueRow).where(DueRow.kind == CODE, DueRow.name == _hash(code, ctx), DueRow.at > ctx.now)
    row = ctx.session.exec(query).first()
    if row is None or not row.group_id:
        return None
    return settings.load(ctx.session, row.group_id, ctx.installation.defaults)


def connect(group: GroupInfo, code: str, ctx: Context) -> None:
    """Makes the chat at hand the place where this group's moderators are alerted; the code is spent."""
    row = ctx.session.get_one(Group, ctx.place.chat.id)
    settings.change(ctx.session, group, Alerts(chat=row.id or 0, known_since=row.created_at.isoformat()))
    cancel(ctx.session, CODE, _hash(code, ctx))


def _hash(code: str, ctx: Context) -> str:
    return keyed_hash(ctx.installation.key, f"{CODE}:{code.strip().upper()}").hex()


def place(ctx: Context) -> Chat | None:
    """The moderators' chat; None where there is none or the bot is no longer in it."""
    connected = ctx.settings(Alerts)
    row = ctx.session.get(Group, connected.chat) if connected.chat else None
    if row is None or row.state != "awake" or row.created_at.isoformat() != connected.known_since:
        return None
    return chat_of(row)


def chat_of(row: Group) -> Chat:
    """A chat's row as the value that actions name."""
    return Chat(row.platform, row.address, ChatKind(row.kind), row.title, row.id or 0)


def moderators(ctx: Context) -> list[Account]:
    """Those who run the group and can be written to in private, each person once."""
    query = (
        select(Identity)
        .join(Membership, col(Membership.identity_id) == col(Identity.id))
        .where(Membership.group_id == ctx.group.chat.id, col(Membership.present))
        .where(or_(Membership.role >= Role.MODERATOR, col(Membership.appointed)), Identity.kind == "person")
        .order_by(col(Identity.id))
    )
    by_person = {row.person_id: row.id or 0 for row in reversed(ctx.session.exec(query).all())}
    return [people.account(ctx.session, identity) for identity in sorted(by_person.values())]


def post(text: Text, key: str, choices: Sequence[Choice], ctx: Context) -> list[AnyAction]:
    """A card to the moderators' chat, else to everybody who runs the group and can be written to."""
    chat = place(ctx)
    if chat is not None:
        return [Alert(chat, text, key=key, choices=choices)]
    return [Tell(who, text, key=key, choices=choices) for who in moderators(ctx)]


def copies(key: str, ctx: Context) -> list[Chat]:
    """The chats of moderators in which the card of this key hangs."""
    private = and_(col(Group.community_id) == ctx.community, col(Group.kind) == "private")
    query = select(Group).join(SentMessage, col(SentMessage.group_id) == col(Group.id))
    query = query.where(or_(col(Group.id) == ctx.settings(Alerts).chat, private), col(Group.state) == "awake")
    query = query.where(SentMessage.key == key, col(SentMessage.gone).is_(False)).distinct()
    return [chat_of(row) for row in ctx.session.exec(query.order_by(col(Group.id))).all()]
