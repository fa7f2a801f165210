"""Which account of a person a private message goes to, and in which chat."""

from sqlmodel import col, select

from bot.chat.actions import Send
from bot.chat.events import Account, Chat, ChatKind
from bot.context import Context
from bot.engine.roster import Roster
from bot.models import Identity
from bot.services import people


def account_of(who: Account, ctx: Context) -> Account | None:
    """The account itself where it can be written to, else another one of the same person."""
    identity = ctx.session.get(Identity, who.id)
    if identity is None:
        return None
    same_person = select(Identity).where(Identity.person_id == identity.person_id, col(Identity.writable))
    rows = ctx.session.exec(same_person.order_by(col(Identity.id))).all()
    best = next((row for row in rows if row.id == who.id), rows[0] if rows else None)
    return people.account(ctx.session, best.id or 0) if best else None


def another(send: Send, ctx: Context) -> Account | None:
    """Another account of the person of this chat, to which the message has not been brought yet."""
    here = ctx.session.get(Identity, ctx.place.identity) if ctx.place.identity is not None else None
    if here is None:
        return None
    same_person = (Identity.person_id == here.person_id, col(Identity.writable))
    others = select(Identity).where(*same_person, col(Identity.id).not_in((here.id, *send.tried)))
    row = ctx.session.exec(others.order_by(col(Identity.id))).first()
    return people.account(ctx.session, row.id or 0) if row else None


def chat_with(who: Account, roster: Roster, ctx: Context) -> Chat:
    """The private chat with an account; a row like a group's."""
    address = Chat(who.platform, who.address, ChatKind.PRIVATE)
    row = roster.private(ctx.session, ctx.community, address, who, ctx.now)
    return roster.info(ctx.session, row.id or 0).chat
