"""Holding a restriction that the platform cannot: what a muted person writes goes, a banned person goes again."""

from collections.abc import Sequence
from typing import Any

from bot.chat.actions import AnyAction, Delete, Remove, Tell
from bot.chat.events import Account, Event, Message
from bot.context import Context
from bot.domain.moments import say_moment
from bot.services import restrictions
from moderation.finding import Finding

PATIENCE = 5  # messages of a muted person that go before the person does
MOST = 1000  # people who are remembered


def hold(event: Event, findings: Sequence[Finding], ctx: Context) -> list[AnyAction]:
    """Deletes what was written; whoever goes on all the same is removed, and may come back muted."""
    assert event.group is not None
    assert event.who is not None
    gone: list[AnyAction] = [Delete(event.group, message=event.message)] if isinstance(event, Message) else []
    if any(finding.rule == "held.ban" for finding in findings):
        return [*gone, Remove(event.group, event.who)]
    times = _times(event.who, ctx)
    if times == 1:
        return [*gone, Tell(event.who, _note(event.who, ctx))]
    return [*gone, Remove(event.group, event.who)] if times % PATIENCE == 0 else gone


def _times(who: Account, ctx: Context) -> int:
    """How often the muted person wrote by now; a restart begins anew, which only means more patience."""
    counts: dict[int, Any] = ctx.memory.setdefault("muted", {})
    if len(counts) >= MOST:
        counts.clear()
    row = restrictions.find(ctx.session, ctx.group.chat, who.id, "mute")
    until = row.until if row is not None else None
    before, times = counts.get(who.id, (until, 0))
    times = times + 1 if before == until else 1
    counts[who.id] = (until, times)
    return times


def _note(who: Account, ctx: Context) -> Any:
    row = restrictions.find(ctx.session, ctx.group.chat, who.id, "mute")
    if row is None or row.until is None:
        return ctx.say_to(who, "moderation.muted_note", group=ctx.group.chat.title)
    moment = say_moment(row.until, ctx.now, ctx.group.zone, who.language or ctx.group.language)
    return ctx.say_to(who, "moderation.muted_until_note", group=ctx.group.chat.title, moment=moment)
