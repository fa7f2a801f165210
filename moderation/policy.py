"""What follows from findings: pure, so that it can be tried without doing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import Action, Delete, Remove
from bot.chat.events import Event, Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rules import RULES


@dataclass(frozen=True, slots=True)
class Ruling:
    """What moderation says of an event: why, what is to be done, and whether anybody else may answer."""

    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()
    stop: bool = False


QUIET = Ruling()


def judge(event: Event, ctx: Context) -> Ruling:
    """Asks every rule, then decides."""
    findings = tuple(finding for rule in RULES if (finding := rule(event, ctx)) is not None)
    return decide(event, findings) if findings else QUIET


def decide(event: Event, findings: Sequence[Finding]) -> Ruling:
    """A held ban removes the person again, a held mute deletes what they write."""
    assert event.group is not None
    assert event.who is not None
    actions: list[Action] = []
    if isinstance(event, Message):
        actions.append(Delete(event.group, message=event.message))
    if any(finding.rule == "held.ban" for finding in findings):
        actions.append(Remove(event.group, event.who))
    return Ruling(tuple(findings), tuple(actions), stop=True)
