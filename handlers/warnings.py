"""Warnings: given, counted, taken back; the last one brings the ladder's next step."""

from bot import errors
from bot.chat.actions import Actions, AnyAction, Ban, Mute, Remove, Tell
from bot.chat.events import Account, Command
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.domain.durations import BadDuration, parse_duration
from bot.models import Decision
from bot.routing import Router
from bot.services import decisions, rights, warnings
from handlers.decisions import around, confirmed
from handlers.people import target
from handlers.restrictions import subject
from moderation.finding import Remedy
from moderation.policy import Moderation, Verdict, after_warning

router = Router("warnings", sections=(Moderation,))


@router.command("warn", "peringatkan", role=Role.MODERATOR, destructive=True, forms=True)
def warn(event: Command, ctx: Context) -> Actions:
    """Warns somebody; told to them in private where possible, with the count."""
    who, reason = subject(event, ctx)
    settings = ctx.settings(Moderation)
    by = event.who.id if event.who else None
    decision = decisions.record(who, "warn", ctx, reason=reason[:300], by_identity=by)
    count = warnings.add(who, ctx, settings.warn_days, decision=decision.id or 0, reason=reason[:300])
    verdict = after_warning(count, settings)
    said = confirmed(event, decision, "warnings.given", ctx, count=count, limit=settings.warn_limit)
    if verdict.remedy is Remedy.WARN:
        return [*around(event, ctx), *said]
    return [*around(event, ctx), *_next_step(who, decision, verdict, event, ctx)]


def _next_step(who: Account, decision: Decision, verdict: Verdict, event: Command, ctx: Context) -> list[AnyAction]:
    """The last warning: what the group set for it, as a fact told when it is one."""
    decision.action = verdict.name
    decision.until = ctx.now + verdict.lasts if verdict.lasts else None
    ctx.session.add(decision)
    ctx.session.flush()
    then = confirmed(event, decision, f"warnings.last_{verdict.name}", ctx)
    otherwise = [rights.refused(rights.RESTRICT, ctx)]
    chat, until, number = ctx.group.chat, decision.until, decision.id or 0
    match verdict.remedy:
        case Remedy.MUTE:
            return [Mute(chat, who, until, decision=number, then=then, otherwise=otherwise)]
        case Remedy.BAN:
            return [Ban(chat, who, until, decision=number, then=then, otherwise=otherwise)]
    return [Remove(chat, who, decision=number, then=then, otherwise=otherwise)]


@router.command("unwarn", "cabutperingatan", role=Role.MODERATOR)
def unwarn(event: Command, ctx: Context) -> Actions:
    """Takes the newest warning back."""
    who, _ = target(event, ctx)
    running = warnings.listed(who, ctx)
    if not running:
        raise errors.Refused("warnings.none", name=who.name)
    ctx.session.delete(running[-1])
    ctx.session.flush()
    return [ctx.reply(ctx.say("warnings.taken_back", name=who.name, count=len(running) - 1))]


@router.command("resetwarns", role=Role.MODERATOR)
def reset(event: Command, ctx: Context) -> Actions:
    """Takes every warning back."""
    who, _ = target(event, ctx)
    warnings.reset(who, ctx)
    return [ctx.reply(ctx.say("warnings.reset", name=who.name))]


@router.command("warns", "listwarn")
def show(event: Command, ctx: Context) -> Actions:
    """One's own warnings to anybody, somebody else's to moderators; in private where possible."""
    assert event.who is not None
    about = event.who
    if event.args or event.reply_who is not None:
        _only_moderators(event, ctx)
        about, _ = target(event, ctx)
    lines = [
        ctx.say(
            "warnings.line", date=f"{row.at.astimezone(ctx.group.zone):%d/%m}", reason=row.reason or row.rule or "–"
        )
        for row in warnings.listed(about, ctx)
    ]
    limit = ctx.settings(Moderation).warn_limit
    text = ctx.say("warnings.list", name=about.name, count=len(lines), limit=limit)
    text = text + "".join(f"\n{line}" for line in lines)
    here = ctx.reply(text)
    return [here] if ctx.place.is_private else [Tell(event.who, text, otherwise=[here])]


def _only_moderators(event: Command, ctx: Context) -> None:
    assert event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.MODERATOR:
        raise errors.Refused("roles.only_moderator")


@router.command("setwarnlimit", role=Role.ADMIN)
def set_limit(event: Command, ctx: Context) -> Actions:
    """How many warnings it takes."""
    settings = ctx.settings(Moderation)
    if event.args:
        if not event.args.isdecimal() or not 1 <= int(event.args) <= 20:
            raise errors.Misused
        settings = settings.model_copy(update={"warn_limit": int(event.args)})
        ctx.change(settings)
    return [ctx.reply(ctx.say("warnings.limit", limit=settings.warn_limit))]


@router.command("setwarnmode", role=Role.ADMIN)
def set_mode(event: Command, ctx: Context) -> Actions:
    """What the last warning brings, and for how long."""
    settings = ctx.settings(Moderation)
    if event.args:
        mode, _, lasts = event.args.partition(" ")
        if mode not in ("mute", "kick", "ban"):
            raise errors.Misused
        settings = settings.model_copy(update={"warn_mode": mode, "warn_hours": _hours(lasts)})
        ctx.change(settings)
    return [ctx.reply(ctx.say(f"warnings.mode_{settings.warn_mode}", hours=f"{settings.warn_hours:g}"))]


def _hours(words: str) -> float:
    if not words:
        return 24.0
    try:
        return parse_duration(words).total_seconds() / 3600
    except BadDuration:
        raise errors.Refused("restrictions.bad_duration") from None
