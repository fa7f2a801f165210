"""Closing and reopening a group: now, and by due rows keyed by the local date on which a night begins."""

from datetime import date, timedelta

from sqlmodel import col, delete

from bot.chat.actions import AnyAction, Close, Delete, Reopen, Send
from bot.chat.text import Text
from bot.context import Context
from bot.domain.hours import Hours
from bot.models import DueRow
from bot.services import rights
from bot.services.schedule import schedule

CLOSE, REOPEN = "quiet.close", "quiet.reopen"
NOTICE = "quiet.notice"


def plan(hours: Hours, ctx: Context, after: date | None = None) -> None:
    """Makes the next night due: the first that begins from now on, and on a later date than `after`."""
    day = hours.next(ctx.now, ctx.group.zone)
    if after is not None and day <= after:
        day = after + timedelta(days=1)
    schedule(ctx.session, ctx.group, CLOSE, _name(day, ctx), hours.on(day, ctx.group.zone)[0], {"day": day.isoformat()})


def plan_end(hours: Hours, day: date, ctx: Context) -> None:
    """Makes the end of a night due."""
    schedule(ctx.session, ctx.group, REOPEN, _name(day, ctx), hours.on(day, ctx.group.zone)[1])


def unplan(ctx: Context) -> None:
    """Takes every planned night of the group back."""
    due = (col(DueRow.group_id) == ctx.group.chat.id, col(DueRow.kind).in_((CLOSE, REOPEN)))
    ctx.session.execute(delete(DueRow).where(*due))


def _name(day: date, ctx: Context) -> str:
    return f"{ctx.group.chat.id}:{day.isoformat()}"


def close(text: Text, ctx: Context) -> list[AnyAction]:
    """Only moderators may write from now on; it is announced once the platform agreed."""
    chat = ctx.group.chat
    announced = [Delete(chat, key=NOTICE), Send(chat, text, key=NOTICE)]
    if not ctx.abilities.closing:
        return [*announced]
    return [Close(chat, then=announced, otherwise=[rights.refused(rights.RESTRICT, ctx)])]


def reopen(ctx: Context) -> list[AnyAction]:
    """Everybody may write again, and the announcement leaves."""
    chat = ctx.group.chat
    gone = Delete(chat, key=NOTICE)
    return [Reopen(chat, then=[gone])] if ctx.abilities.closing else [gone]
