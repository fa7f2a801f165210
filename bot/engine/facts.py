"""Events that wait for a fact: know first, write after."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from bot.chat import codec
from bot.chat.actions import LookUp
from bot.chat.events import Chose, Event, Pressed, Voted
from bot.chat.facts import Fact, File
from bot.context import Context
from bot.engine.outbox import Outbox
from bot.models import Blob, InboxRow
from bot.settings import GroupInfo

PATIENCE = timedelta(seconds=10)
OF_A_PRESS = timedelta(seconds=8)  # what is said when nobody knows must still reach whoever pressed
OF_A_VOTE = timedelta(seconds=60)  # nobody looks at a screen for what follows, and a vote comes only once


def wait(event: Event, step: str, fact: Fact, ctx: Context, outbox: Outbox) -> None:
    """Stores an event until the platform has answered; what it learned before is kept with it."""
    asked = outbox.lookup(LookUp(place_of(fact, ctx).chat, fact), place_of(fact, ctx), ctx)
    ctx.session.add(
        InboxRow(
            community_id=ctx.community,
            identity_id=event.who.id if event.who and event.who.id else None,
            state="waiting",
            event=codec.dump(event),
            step=step,
            answers=pack(dict(ctx.answers)),
            outbox_id=asked,
            arrived_at=ctx.now,
            expires_at=ctx.now + patience(event),
        )
    )
    ctx.session.flush()


def patience(event: Event) -> timedelta:
    """How long an event waits for the platform's answer."""
    match event:
        case Chose() | Pressed():
            return OF_A_PRESS
        case Voted():
            return OF_A_VOTE
    return PATIENCE


def place_of(fact: Fact, ctx: Context) -> GroupInfo:
    """The chat whose platform must be asked."""
    chat = getattr(fact, "group", None) or getattr(fact, "chat", None)
    return ctx.group if chat is not None and chat.id == ctx.group.chat.id else ctx.place


def answer(fact: Fact, value: Any, ctx: Context) -> Any:
    """An answer as it is kept: a file's bytes become a blob's id."""
    if isinstance(fact, File) and isinstance(value, bytes):
        who = ctx.event.who
        blob = Blob(
            community_id=ctx.community,
            identity_id=who.id if who and who.id else None,
            data=value,
            created_at=ctx.now,
        )
        ctx.session.add(blob)
        ctx.session.flush()
        return blob.id
    return value


def waiting(row: int, ctx: Context) -> list[InboxRow]:
    """The events that wait for the answer to an outbox row."""
    where = (InboxRow.state == "waiting", InboxRow.outbox_id == row)
    return list(ctx.session.exec(select(InboxRow).where(*where)).all())


def pack(answers: dict[Fact, Any]) -> str:
    """Answers as JSON, each beside its fact."""
    return json.dumps([[codec.dump(fact), value] for fact, value in answers.items()])


def unpack(text: str) -> dict[Fact, Any]:
    """The answers that `pack` was given."""
    return {codec.load(fact): value for fact, value in json.loads(text or "[]")}


def age(now: datetime, event: Event) -> float:
    """Seconds between what happened and its arrival."""
    return (now - event.at).total_seconds()
