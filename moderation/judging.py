"""One event before the rules: what they find, and what is done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import AnyAction, Delete, Remove
from bot.chat.events import Edited, Event, Message
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.services import decisions, warnings
from moderation import acting
from moderation.finding import Finding
from moderation.policy import History, Moderation, decide
from moderation.rules import RULES
from moderation.rules.held import held


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is to be done, and whether nobody else may answer."""

    actions: Sequence[AnyAction] = ()
    stop: bool = False


LEAVE_ALONE = Ruling()


def look(event: Event, ctx: Context) -> list[Finding]:
    """What the rules find; cheap and without writing, because every message passes here."""
    restricted = held(event, ctx)
    if restricted is not None:
        return [restricted]
    if not isinstance(event, Message):
        return []
    edited = isinstance(event, Edited)
    found = []
    for rule in RULES:
        if edited and not rule.edits:
            continue
        settings = ctx.settings(rule.settings)
        finding = rule.look(event, ctx, settings) if settings.on else None
        if finding is not None:
            found.append(finding)
    return found


def act(event: Event, findings: Sequence[Finding], ctx: Context) -> Ruling:
    """Decides and acts, in the event's SAVEPOINT; those who keep the rules are not subject to them."""
    if findings[0].rule.startswith("held."):
        return Ruling(_hold(event, findings), stop=True)
    assert isinstance(event, Message)
    assert event.who is not None
    member = ctx.member(ctx.group.chat, event.who)
    if ctx.know(RoleOf(ctx.group.chat, event.who)) >= Role.MODERATOR or (member is not None and member.approved):
        return LEAVE_ALONE
    history = History(decisions.broken(event.who, ctx), warnings.running(event.who, ctx))
    verdict = decide(findings, history, ctx.settings(Moderation), ctx.now)
    return Ruling(acting.actions(event, findings, verdict, ctx), stop=verdict.stops)


def _hold(event: Event, findings: Sequence[Finding]) -> list[AnyAction]:
    """A held ban removes the person again, a held mute deletes what they write."""
    assert event.group is not None
    assert event.who is not None
    actions: list[AnyAction] = []
    if isinstance(event, Message):
        actions.append(Delete(event.group, message=event.message))
    if any(finding.rule == "held.ban" for finding in findings):
        actions.append(Remove(event.group, event.who))
    return actions


def tried(message: Message, ctx: Context) -> tuple[list[Finding], str]:
    """What would be found and done, without doing it: for `pamong try message`."""
    findings = look(message, ctx)
    verdict = decide(findings, History({}), ctx.settings(Moderation), ctx.now)
    return findings, verdict.name
