"""What was done about people: written down with its reason, explained, and taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, delete, func, select

from bot.chat.actions import AnyAction, Unban, Unmute
from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.domain.moments import say_moment
from bot.models import Decision, Identity, WarningRow
from bot.services import people

REMEMBERED = timedelta(days=1)  # how far back a rule broken before matters


def record(who: Account, action: str, ctx: Context, **values: Any) -> Decision:
    """Writes down what is done about somebody; `values` are further columns of `decision`."""
    row = Decision(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who.id,
        action=action,
        at=ctx.now,
        **values,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def broken(who: Account, ctx: Context) -> Mapping[str, datetime]:
    """When somebody last broke each rule, within a day; what was taken back does not count."""
    query = (
        select(Decision.rule, func.max(Decision.at))
        .where(Decision.group_id == ctx.group.chat.id, Decision.identity_id == who.id)
        .where(Decision.at > ctx.now - REMEMBERED, Decision.rule != "", col(Decision.undone_at).is_(None))
        .group_by(Decision.rule)
    )
    return dict(ctx.session.exec(query).all())


def find(number: int, ctx: Context) -> Decision | None:
    """A decision of this group."""
    row = ctx.session.get(Decision, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def latest(who: Account, action: str, ctx: Context) -> Decision | None:
    """The newest decision of a kind about somebody that still stands."""
    query = (
        select(Decision)
        .where(Decision.group_id == ctx.group.chat.id, Decision.identity_id == who.id, Decision.action == action)
        .where(col(Decision.undone_at).is_(None))
        .order_by(col(Decision.id).desc())
    )
    return ctx.session.exec(query).first()


def undo(decision: Decision, by: Account, ctx: Context) -> list[AnyAction]:
    """Takes a decision back: what the platform must do for it; a deleted message stays deleted."""
    decision.undone_at, decision.undone_by = ctx.now, by.id
    ctx.session.add(decision)
    ctx.session.execute(delete(WarningRow).where(col(WarningRow.decision_id) == decision.id))
    ctx.session.flush()
    who = people.account(ctx.session, decision.identity_id)
    match decision.action:
        case "mute":
            return [Unmute(ctx.group.chat, who)]
        case "ban":
            return [Unban(ctx.group.chat, who)]
    return []


def strike(decision: Decision, ctx: Context) -> None:
    """What the platform refused has never been decided."""
    ctx.session.execute(delete(WarningRow).where(col(WarningRow.decision_id) == decision.id))
    ctx.session.delete(decision)
    ctx.session.flush()


def explain(decision: Decision, ctx: Context) -> Text:
    """Why something was decided: the rule with its score, or the moderator with their reason."""
    who = ctx.session.get(Identity, decision.identity_id)
    by = ctx.session.get(Identity, decision.by_identity) if decision.by_identity else None
    return ctx.say(
        "decisions.explained",
        action=ctx.say(f"decisions.did.{decision.action}"),
        name=who.name if who else "?",
        when=say_moment(decision.at, ctx.now, ctx.group.zone, ctx.language),
        by=by.name if by else "Pamong",
        why=_scored(decision, ctx),
    )


def why(decision: Decision, ctx: Context) -> Text:
    """The reason alone, for those whom it concerns."""
    if not decision.why:
        return Text(decision.reason) if decision.reason else ctx.say("decisions.no_reason")
    return ctx.say(decision.why, **decision.values)


def _scored(decision: Decision, ctx: Context) -> Text:
    """The reason with its score, unless a rule just found what it looks for."""
    said = why(decision, ctx)
    if not decision.why or (decision.score >= decision.threshold and decision.threshold in (0.0, 1.0)):
        return said
    return ctx.say("decisions.scored", why=said, score=f"{decision.score:.2f}", threshold=f"{decision.threshold:.2f}")


def end(decision: Decision, ctx: Context) -> Text:
    """Until when it lasts, in words."""
    if decision.until is None:
        return ctx.say("decisions.until_lifted")
    return ctx.say("decisions.until", moment=say_moment(decision.until, ctx.now, ctx.group.zone, ctx.language))
