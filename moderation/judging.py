"""One event before the rules: what they find, and what is done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.chat.actions import AnyAction
from bot.chat.events import Edited, Event, Message
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.services import decisions, warnings
from bot.store import is_broken
from moderation import acting
from moderation.finding import Finding
from moderation.holding import hold
from moderation.policy import History, Moderation, decide
from moderation.rule import Rule, RuleSettings
from moderation.rules.held import held

log = structlog.get_logger()


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
    looks = (_look(rule, event, ctx, settings) for rule, settings in _active(ctx) if rule.edits or not edited)
    return [finding for finding in looks if finding is not None]


def _look(rule: Rule, event: Message, ctx: Context, settings: RuleSettings) -> Finding | None:
    """A rule that breaks finds nothing: the others, and whoever would answer, go on."""
    try:
        return rule.look(event, ctx, settings)
    except Exception as failure:
        if is_broken(failure):
            raise
        log.exception("rule.failed", rule=rule.name)
        return None


def _active(ctx: Context) -> Sequence[tuple[Rule, RuleSettings]]:
    """The rules that are on in a group, with their settings; found anew when the group's settings change."""
    known = ctx.memory.get("rules")
    if known is None or known[0] is not ctx.group:
        rules = [(rule, ctx.settings(rule.settings)) for rule in ctx.routes.rules]
        known = ctx.memory["rules"] = (ctx.group, [(rule, settings) for rule, settings in rules if settings.on])
    active: Sequence[tuple[Rule, RuleSettings]] = known[1]
    return active


def act(event: Event, findings: Sequence[Finding], ctx: Context) -> Ruling:
    """Decides and acts, in the event's SAVEPOINT; those who keep the rules are not subject to them."""
    if findings[0].rule.startswith("held."):
        return Ruling(hold(event, findings, ctx), stop=True)
    assert isinstance(event, Message)
    assert event.who is not None
    member = ctx.member(ctx.group.chat, event.who)
    if ctx.know(RoleOf(ctx.group.chat, event.who)) >= Role.MODERATOR or (member is not None and member.approved):
        findings = [finding for finding in findings if finding.about == "talk"]
    if not findings:
        return LEAVE_ALONE
    history = History(decisions.broken(event.who, ctx), warnings.running(event.who, ctx))
    verdict = decide(findings, history, ctx.settings(Moderation), ctx.now)
    return Ruling(acting.actions(event, findings, verdict, ctx), stop=verdict.stops)


def tried(message: Message, ctx: Context) -> tuple[list[Finding], str]:
    """What would be found and done, without doing it: for `pamong try message`."""
    findings = look(message, ctx)
    verdict = decide(findings, History({}), ctx.settings(Moderation), ctx.now)
    return findings, verdict.name
