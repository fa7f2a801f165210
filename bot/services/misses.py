"""Questions without an answer: heard, waited with, and kept for a month where nobody replied."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, func, select

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.domain.wording import words
from bot.models import Activity, FaqMiss, Identity
from bot.services import faq
from bot.services.schedule import cancel, schedule

WAIT = "misses.wait"
TELL = "misses.tell"
DAY = timedelta(days=1)
DAILY = 5  # questions of one person that are passed on
HEARD = 200  # questions that a group's memory holds


# What was asked lately ----------------------------------------------------------------------------------------


def hear(message: str, text: str, ctx: Context) -> None:
    """Remembers a question until somebody answers; in memory alone."""
    heard: dict[str, str] = ctx.memory.setdefault("misses.heard", {})
    heard[message] = text[: faq.LONGEST]
    while len(heard) > HEARD:
        del heard[next(iter(heard))]


def heard(message: str, ctx: Context) -> str:
    """The words of a question of a moment ago; empty after a restart."""
    found: dict[str, str] = ctx.memory.get("misses.heard", {})
    return found.get(message, "")


def wait(message: str, text: str, who: Account, ctx: Context) -> None:
    """Plans a look at whether somebody has replied."""
    hear(message, text, ctx)
    minutes = ctx.settings(faq.FaqSettings).wait
    args = {"message": message, "thread": ctx.thread}
    name = f"{ctx.group.chat.id}:{message}"
    schedule(ctx.session, ctx.group, WAIT, name, ctx.now + timedelta(minutes=minutes), args, who)


def settled(message: str, ctx: Context) -> None:
    """A question has its answer: nobody needs to look any more."""
    cancel(ctx.session, WAIT, f"{ctx.group.chat.id}:{message}")
    ctx.memory.get("misses.heard", {}).pop(message, None)


def is_replied(message: str | None, since: datetime, asker: int, ctx: Context) -> bool:
    """Whether anybody else has replied to a message."""
    where = (Activity.group_id == ctx.group.chat.id, Activity.at >= since, Activity.reply_to == message)
    others = select(Activity.id).where(*where, Activity.identity_id != asker)
    return message is not None and ctx.session.exec(others).first() is not None


def tell_later(ctx: Context) -> None:
    """Unanswered questions that were put to nobody are told of together, at the end of the hour."""
    hour = ctx.now.replace(minute=0, second=0, microsecond=0)
    name = f"{ctx.group.chat.id}:{hour:%Y-%m-%dT%H}"
    schedule(ctx.session, ctx.group, TELL, name, hour + timedelta(hours=1))


# What has no answer -------------------------------------------------------------------------------------------


def add(question: str, who: Account, ctx: Context, message: str | None, thread: str) -> tuple[FaqMiss, bool]:
    """Keeps a question, and says whether it is new; raises `errors.Refused` when somebody asked too many today."""
    same = _open_one(question, message, ctx)
    if same is not None:
        return same, False
    if lately(ctx, FaqMiss.identity_id == who.id) >= DAILY:
        raise errors.Refused("misses.too_many", most=DAILY)
    return _keep(question, who, ctx, message, thread), True


def keep(message: str, thread: str, who: Account, ctx: Context) -> None:
    """Keeps a question that nobody replied to, unless it is known; its words are gone after a restart."""
    where = (FaqMiss.group_id == ctx.group.chat.id, FaqMiss.message_id == message)
    question = heard(message, ctx)
    known = ctx.session.exec(select(FaqMiss.id).where(*where)).first() or _open_one(question, message, ctx)
    if known is None and lately(ctx, FaqMiss.identity_id == who.id) < DAILY:
        _keep(question, who, ctx, message, thread)


def _keep(question: str, who: Account, ctx: Context, message: str | None, thread: str) -> FaqMiss:
    row = FaqMiss(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who.id,
        message_id=message,
        thread=thread,
        question=question[: faq.LONGEST],
        asked_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def lately(ctx: Context, *where: Any) -> int:
    """How many questions without an answer this group had within a day."""
    of_day = (FaqMiss.group_id == ctx.group.chat.id, FaqMiss.asked_at > ctx.now - DAY)
    return ctx.session.exec(select(func.count()).select_from(FaqMiss).where(*of_day, *where)).one()


def _open_one(question: str, message: str | None, ctx: Context) -> FaqMiss | None:
    """The same question, or the same message, that waits already."""
    asked = words(question)
    for row in listed(ctx, most=100):
        if (message and row.message_id == message) or (asked and words(row.question) == asked):
            return row
    return None


def listed(ctx: Context, most: int = 20) -> list[FaqMiss]:
    """The open questions of this group, the oldest first."""
    query = select(FaqMiss).where(FaqMiss.group_id == ctx.group.chat.id, FaqMiss.state == "open")
    return list(ctx.session.exec(query.order_by(col(FaqMiss.id)).limit(most)).all())


def find(number: int, ctx: Context) -> FaqMiss:
    """A question of this group that waits; raises `errors.Refused` when it no longer does."""
    row = ctx.session.get(FaqMiss, number)
    if row is None or row.group_id != ctx.group.chat.id:
        raise errors.Refused("misses.gone")
    if row.state != "open":
        by = ctx.session.get(Identity, row.handled_by) if row.handled_by else None
        raise errors.Refused("prompts.used_by", name=by.name if by else "?")
    return row


def asked_in(message: str, ctx: Context) -> FaqMiss | None:
    """The open question that a message asked."""
    where = (FaqMiss.group_id == ctx.group.chat.id, FaqMiss.message_id == message, FaqMiss.state == "open")
    return ctx.session.exec(select(FaqMiss).where(*where)).first() if message else None


def replied_by(message: str, ctx: Context) -> FaqMiss | None:
    """The open question to which a message was the reply."""
    where = (Activity.group_id == ctx.group.chat.id, Activity.message_id == message)
    asked = ctx.session.exec(select(Activity.reply_to).where(*where)).first()
    return asked_in(asked, ctx) if asked else None


def unanswered(ctx: Context, most: int = 20) -> list[FaqMiss]:
    """The open questions that nobody has replied to, either."""
    return [
        row for row in listed(ctx, most) if not is_replied(row.message_id, row.asked_at - DAY, row.identity_id, ctx)
    ]


def close(row: FaqMiss, state: str, ctx: Context) -> None:
    """Somebody dealt with it."""
    row.state = state
    row.handled_by = ctx.event.who.id if ctx.event.who else None
    ctx.session.add(row)
    ctx.session.flush()
