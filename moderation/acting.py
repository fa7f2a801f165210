"""A verdict as actions and rows: the message goes, the person is told why, the decision is written down."""

from collections.abc import Sequence

from bot.chat.actions import Alert, AnyAction, Ban, Delete, DeleteMany, Mute, Remove, Send, Tell
from bot.chat.events import Account, Message
from bot.chat.text import Text
from bot.context import Context
from bot.models import Decision
from bot.services import alerts, appeals, decisions, flags, messages, rights, warnings
from moderation.finding import Finding, Remedy
from moderation.policy import Moderation, Verdict, after_warning

NOTICE = "moderation.notice"
REFUSED = "moderation.refused"
MOST_ALBUMS = 100
PLATFORMS = (Remedy.MUTE, Remedy.KICK, Remedy.BAN)  # what the platform may refuse


def actions(event: Message, findings: Sequence[Finding], verdict: Verdict, ctx: Context) -> list[AnyAction]:
    """What a verdict about a message brings, stored with its reason."""
    assert event.who is not None
    if verdict.remedy is Remedy.NONE or verdict.finding is None:
        return []
    if verdict.remedy is Remedy.FLAG:
        return _flagged(event, findings, verdict, ctx)
    verdict, decision = _decided(event.who, verdict, ctx)
    explained = [] if _explained(event, verdict, ctx) else notice(event.who, decision, ctx)
    return [*_deletions(event, findings), *_acts(event.who, verdict, decision, explained, ctx)]


def _flagged(event: Message, findings: Sequence[Finding], verdict: Verdict, ctx: Context) -> list[AnyAction]:
    """A card about the message, and one about the talk around it."""
    cards: list[AnyAction] = []
    told = [_told(finding, verdict) for finding in findings if finding.about == "message"]
    if told:
        cards += flags.raise_flag(event.who, ctx, message=event.message, quote=str(event.text), findings=told)[1]
    drift = [_told(finding, verdict) for finding in findings if finding.about == "talk"]
    if drift:
        cards += flags.raise_flag(None, ctx, kind="drift", message=event.message, findings=drift)[1]
    return cards


def _explained(event: Message, verdict: Verdict, ctx: Context) -> bool:
    """Whether nobody needs to be told anew: of an album its author hears once."""
    if verdict.remedy is not Remedy.DELETE or verdict.finding is None:
        return False
    albums: dict[str, str] = ctx.memory.setdefault("albums", {})
    if len(albums) >= MOST_ALBUMS:
        albums.clear()
    first = albums.setdefault(event.album, event.message) if event.album else event.message
    return verdict.finding.hushed or first != event.message


def _told(finding: Finding, verdict: Verdict) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "why": finding.why,
        "values": {name: str(value) for name, value in finding.values.items()},
        "score": finding.score,
        "threshold": finding.threshold,
        "would": verdict.would.name.lower() if verdict.would else "",
    }


def _decided(who: Account, verdict: Verdict, ctx: Context) -> tuple[Verdict, Decision]:
    """The decision, written down; a warning may bring the ladder's next step."""
    assert verdict.finding is not None
    settings = ctx.settings(Moderation)
    finding = verdict.finding
    row = decisions.record(
        who,
        verdict.name,
        ctx,
        rule=finding.rule,
        score=finding.score,
        threshold=finding.threshold,
        why=finding.why,
        values={name: str(value) for name, value in finding.values.items()},
    )
    if verdict.remedy is Remedy.WARN:
        count = warnings.add(who, ctx, settings.warn_days, decision=row.id or 0, rule=finding.rule)
        step = after_warning(count, settings)
        if step.remedy is not Remedy.WARN:
            verdict = Verdict(step.remedy, finding, step.lasts)
            row.action = verdict.name
    row.until = ctx.now + verdict.lasts if verdict.lasts else None
    ctx.session.add(row)
    ctx.session.flush()
    return verdict, row


def _deletions(event: Message, findings: Sequence[Finding]) -> list[AnyAction]:
    assert event.group is not None
    others = {message for finding in findings for message in finding.messages} - {event.message}
    gone: list[AnyAction] = [Delete(event.group, message=event.message)]
    return [*gone, DeleteMany(event.group, tuple(sorted(others)))] if others else gone


def _acts(who: Account, verdict: Verdict, decision: Decision, told: list[AnyAction], ctx: Context) -> list[AnyAction]:
    """What the platform must agree to is told once it did; the rest at once."""
    if verdict.remedy not in PLATFORMS:
        return told
    chat, until, number = ctx.group.chat, decision.until, decision.id or 0
    lacking = _lacking(who, decision, ctx)
    match verdict.remedy:
        case Remedy.MUTE:
            return [Mute(chat, who, until, decision=number, then=told, otherwise=lacking)]
        case Remedy.KICK:
            return [Remove(chat, who, decision=number, then=told, otherwise=lacking)]
    ban = Ban(chat, who, until, decision=number, then=told, otherwise=lacking)
    return [*messages.sweep(who, ctx), ban]


def _lacking(who: Account, decision: Decision, ctx: Context) -> list[AnyAction]:
    """Moderators hear what the platform refused; only the latest of these stays on their screen."""
    said = ctx.say(
        f"decisions.refused.{decision.action}",
        name=who.name,
        group=ctx.group.chat.title,
        right=ctx.say(f"groups.right.{rights.RESTRICT}"),
    )
    place = alerts.place(ctx)
    if place is not None:
        return [Delete(place, key=REFUSED), Alert(place, said, key=REFUSED)]
    return [Tell(moderator, said, key=REFUSED) for moderator in alerts.moderators(ctx)]


def notice(who: Account, decision: Decision, ctx: Context) -> list[AnyAction]:
    """What happened and why, to the person; in the group, briefly and one at a time, if they cannot be written to."""
    reason = decisions.why(decision, ctx)
    public = Send(ctx.group.chat, _said("public", who, decision, reason, ctx), key=NOTICE, vanish=60)
    return [
        Tell(
            who,
            _said("private", who, decision, reason, ctx),
            choices=(appeals.choice(decision, ctx),),
            otherwise=[Delete(ctx.group.chat, key=NOTICE), public],
        )
    ]


def _said(to: str, who: Account, decision: Decision, reason: Text, ctx: Context) -> Text:
    return ctx.say(
        f"decisions.{to}.{decision.action}",
        name=who.name,
        group=ctx.group.chat.title,
        why=reason,
        until=decisions.end(decision, ctx),
    )
