"""Moderators remove and pin messages."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select

from bot import errors
from bot.chat.actions import Actions, AnyAction, Delete, DeleteMany, Pin, Send, Unpin
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Activity
from bot.routing import Router
from bot.services import rights

router = Router("messages")

AT_ONCE = 100  # messages in one call
MOST = 500  # messages one purge may remove
DELETABLE = timedelta(hours=48)


@router.command("del", "hapus", role=Role.MODERATOR, destructive=True)
def delete(event: Command, ctx: Context) -> Actions:
    """Removes the message replied to, and the command."""
    rights.check("delete_messages", ctx)
    if not event.reply_to:
        raise errors.Misused
    chat = ctx.place.chat
    failed = [rights.refused("delete_messages", ctx)]
    return [Delete(chat, message=event.reply_to, otherwise=failed), Delete(chat, message=event.message)]


@router.command("purge", "bersihkan", role=Role.MODERATOR, destructive=True)
def purge(event: Command, ctx: Context) -> Actions:
    """Removes everything since the message replied to, or the last N; says what is too old to go."""
    rights.check("delete_messages", ctx)
    found = _since(event, ctx) if event.reply_to else _last(event, ctx)
    young = [message for message, fresh in found if fresh]
    old = len(found) - len(young)
    said = ctx.reply(ctx.say("messages.purged", count=len(young), old=ctx.say("messages.too_old", count=old)))
    if old == 0:
        said = ctx.reply(ctx.say("messages.purged_all", count=len(young)))
    chunks = [tuple(young[at : at + AT_ONCE]) for at in range(0, len(young), AT_ONCE)]
    return [*_deletions(chunks, said, ctx), Delete(ctx.place.chat, message=event.message)]


def _deletions(chunks: Sequence[tuple[str, ...]], said: Send, ctx: Context) -> list[AnyAction]:
    """One call a chunk; the last one reports, whatever could not be removed is said."""
    if not chunks:
        return [said]
    failed = (rights.refused("delete_messages", ctx),)
    *first, last = chunks
    some = [DeleteMany(ctx.place.chat, chunk, otherwise=failed) for chunk in first]
    return [*some, DeleteMany(ctx.place.chat, last, then=(said,), otherwise=failed)]


def _since(event: Command, ctx: Context) -> list[tuple[str, bool]]:
    first = ctx.session.exec(
        select(Activity.id).where(
            Activity.group_id == ctx.place.chat.id, Activity.message_id == event.reply_to, Activity.kind == "messages"
        )
    ).first()
    if first is None:
        raise errors.Refused("messages.unknown")
    return _messages(ctx, MOST, col(Activity.id) >= first)


def _last(event: Command, ctx: Context) -> list[tuple[str, bool]]:
    if not event.args.isdecimal() or not 1 <= int(event.args) <= MOST:
        raise errors.Misused
    return _messages(ctx, int(event.args) + 1, col(Activity.id) > 0)


def _messages(ctx: Context, most: int, where: object) -> list[tuple[str, bool]]:
    """(message, whether it can still be removed), the newest first, the command's own left out."""
    query = (
        select(Activity.message_id, Activity.at)
        .where(Activity.group_id == ctx.place.chat.id, Activity.kind == "messages", where)  # type: ignore[arg-type]
        .order_by(col(Activity.id).desc())
        .limit(most)
    )
    own = getattr(ctx.event, "message", "")
    rows = ctx.session.exec(query).all()
    return [(message, ctx.now - at < DELETABLE) for message, at in rows if message and message != own]


@router.command("pin", "sematkan", role=Role.MODERATOR, destructive=True)
def pin(event: Command, ctx: Context) -> Actions:
    """Pins the message replied to."""
    rights.check("pin_messages", ctx)
    if not event.reply_to:
        raise errors.Misused
    failed = [rights.refused("pin_messages", ctx)]
    return [
        Pin(ctx.place.chat, message=event.reply_to, otherwise=failed),
        Delete(ctx.place.chat, message=event.message),
    ]


@router.command("unpin", "lepassemat", role=Role.MODERATOR, destructive=True)
def unpin(event: Command, ctx: Context) -> Actions:
    """Takes away the pin of the message replied to, or the newest pin."""
    rights.check("pin_messages", ctx)
    failed = [rights.refused("pin_messages", ctx)]
    return [Unpin(ctx.place.chat, message=event.reply_to, otherwise=failed)]
