"""Wizards: what somebody's next message in a chat is an answer to."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from bot.context import Context
from bot.models import Conversation
from bot.services import people

LASTS = timedelta(minutes=30)


def begin(step: str, state: dict[str, Any], ctx: Context, lasts: timedelta = LASTS) -> None:
    """The person's next message here goes to `step`; a new wizard takes the place of another one."""
    row = _running(ctx)
    if row is None:
        row = Conversation(
            community_id=ctx.place.community,
            group_id=ctx.place.chat.id,
            identity_id=_identity(ctx),
            thread=ctx.thread,
            step=step,
            expires_at=ctx.now,
        )
    row.step, row.state, row.expires_at = step, state, ctx.now + lasts
    ctx.session.add(row)
    ctx.session.flush()


def finish(ctx: Context) -> dict[str, Any]:
    """Ends the wizard that the message at hand answers; what it knew."""
    row = _running(ctx)
    if row is None:
        return {}
    state = dict(row.state)
    ctx.session.delete(row)
    ctx.session.flush()
    return state


def _running(ctx: Context) -> Conversation | None:
    where = (Conversation.group_id == ctx.place.chat.id, Conversation.identity_id == _identity(ctx))
    return ctx.session.exec(select(Conversation).where(*where, Conversation.thread == ctx.thread)).first()


def _identity(ctx: Context) -> int:
    """The person as the chat itself knows them: the event may be about a group elsewhere."""
    who = ctx.event.who
    assert who is not None
    if ctx.place.identity:
        return ctx.place.identity
    if ctx.place.community == ctx.group.community:
        return who.id
    found = people.find(ctx.session, ctx.place.community, who)
    return found.id or 0 if found is not None else who.id
