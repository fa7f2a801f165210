"""Choices put to people: offered with opaque ids, made by button, number or quotation, checked when made."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select, update

from bot import errors
from bot.chat.actions import Choice
from bot.chat.events import Account, Chose, Message, Pressed
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.models import Group, Identity, Prompt, SentMessage
from bot.settings import GroupInfo

NUMBERED = timedelta(minutes=10)  # how long a bare number is understood as an answer
LATER = timedelta(days=1)  # how long choices may be made at least when their message had to wait


def menu(asking: str) -> Callable[[Sequence[str]], str]:
    """Writes labels as numbered lines with the sentence that asks for a number."""

    def write(labels: Sequence[str]) -> str:
        lines = [f"{number}. {label}" for number, label in enumerate(labels, 1)]
        return "\n".join([*lines, asking])

    return write


def offer(choices: Sequence[Choice], message: SentMessage, place: GroupInfo, ctx: Context) -> None:
    """Stores choices under a message of ours."""
    for number, choice in enumerate(choices, 1):
        ctx.session.add(
            Prompt(
                id=secrets.token_urlsafe(12),
                community_id=place.community,
                group_id=place.chat.id,
                about_id=ctx.group.chat.id or place.chat.id,
                message_row=message.id or 0,
                identity_id=choice.who.id if choice.who else None,
                role=choice.role,
                number=number,
                line=choice.row,
                label=choice.label,
                route=choice.route,
                args=list(choice.args),
                once=choice.once,
                expires_at=ctx.now + timedelta(hours=choice.hours),
            )
        )
    ctx.session.flush()


def moved(message_row: int, who: Account, ctx: Context) -> tuple[tuple[Choice, ...], int]:
    """Takes what may be answered to a message away, to be offered to another account; and the group it is about."""
    where = (Prompt.message_row == message_row, col(Prompt.used_at).is_(None))
    rows = ctx.session.exec(select(Prompt).where(*where).order_by(col(Prompt.number))).all()
    choices = tuple(
        Choice(
            row.label,
            row.route,
            tuple(row.args),
            who if row.identity_id else None,
            Role(row.role),
            row.once,
            max((row.expires_at - ctx.now).total_seconds() / 3600, 0.0),
            row.line,
        )
        for row in rows
    )
    withdraw(message_row, ctx)
    return choices, rows[0].about_id if rows else 0


def outlive(message_row: int, moment: datetime, ctx: Context) -> None:
    """What may be answered to a message that comes later can still be answered then."""
    end = moment + LATER
    where = (col(Prompt.message_row) == message_row, col(Prompt.used_at).is_(None), col(Prompt.expires_at) < end)
    ctx.session.execute(update(Prompt).where(*where).values(expires_at=end))


def withdraw(message_row: int, ctx: Context) -> None:
    """Ends everything that may be answered to a message."""
    where = (col(Prompt.message_row) == message_row, col(Prompt.used_at).is_(None))
    ctx.session.execute(update(Prompt).where(*where).values(used_at=ctx.now))


def pressed(event: Pressed, ctx: Context) -> Prompt | None:
    """The prompt behind a button of this chat; None when it is not one of ours here."""
    prompt = ctx.session.get(Prompt, event.data)
    if prompt is None:
        return None
    shown = ctx.session.get_one(Group, prompt.group_id)
    here = (ctx.place.chat.platform, ctx.place.chat.address)
    return prompt if (shown.platform, shown.address) == here else None


def numbered(event: Message, ctx: Context) -> Prompt | None:
    """The prompt that a number answers: of the quoted message, else the newest that this person may answer."""
    number = int(event.text)
    query = select(Prompt).join(SentMessage, col(SentMessage.id) == col(Prompt.message_row))
    query = query.where(Prompt.group_id == ctx.place.chat.id, col(Prompt.used_at).is_(None))
    if event.reply_to:
        query = query.where(SentMessage.platform_id == event.reply_to)
    else:
        query = query.where(col(SentMessage.sent_at) > ctx.now - NUMBERED)
    open_ = ctx.session.exec(query.order_by(col(Prompt.message_row).desc())).all()
    me = (None, ctx.place.identity, event.who.id if event.who else 0)
    mine = [prompt for prompt in open_ if prompt.identity_id in me]
    newest = [prompt for prompt in mine if prompt.message_row == mine[0].message_row]
    return next((prompt for prompt in newest if prompt.number == number), None)


def choose(prompt: Prompt, event: Pressed | Message, ctx: Context) -> Chose:
    """Checks person, role, expiry and single use, marks it used, and says what was chosen.

    `event.who` is the person in the community where the prompt was shown, `ctx.event.who` in that of the group
    which it is about.

    Raises `errors.Refused`; `Need` when the role must be asked first.
    """
    who = ctx.event.who
    assert event.who is not None
    assert who is not None
    if prompt.identity_id not in (None, event.who.id, who.id, ctx.place.identity):
        raise errors.Refused("prompts.not_yours")
    if prompt.used_at is not None:
        raise _used(prompt, who, ctx)
    if prompt.expires_at <= ctx.now:
        raise errors.Refused("prompts.expired")
    if prompt.role > Role.STRANGER and ctx.know(RoleOf(ctx.group.chat, who), max_age=0) < prompt.role:
        raise errors.Refused("prompts.not_allowed")
    if prompt.once:
        withdraw(prompt.message_row, ctx)
        prompt.used_by = who.id
        ctx.session.add(prompt)
        ctx.session.flush()
    press = event.press if isinstance(event, Pressed) else ""
    return Chose(
        key=event.key,
        at=event.at,
        group=event.group,
        who=who,
        route=prompt.route,
        args=tuple(prompt.args),
        prompt=prompt.id,
        press=press,
        message=event.message,
        thread=event.thread,
        text=Text(prompt.label),
    )


def _used(prompt: Prompt, who: Account, ctx: Context) -> errors.Refused:
    """Moderators learn which of them was faster."""
    query = select(Identity.name).join(Prompt, col(Prompt.used_by) == col(Identity.id))
    query = query.where(Prompt.message_row == prompt.message_row, Identity.id != who.id)
    name = ctx.session.exec(query.order_by(col(Prompt.used_at).desc())).first()
    if prompt.role < Role.MODERATOR or name is None:
        return errors.Refused("prompts.used")
    return errors.Refused("prompts.used_by", name=name)
