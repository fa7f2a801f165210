"""What moderators do about a card: one tap, explained, taken back in one tap."""

from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Ban, Choice, Delete, Mute, Remove, Tell
from bot.chat.events import Account, Chose, Command
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.domain.durations import say_duration
from bot.models import Decision, Flag, Identity
from bot.routing import Router
from bot.services import cards, decisions, flags, messages, people, places, reports, rights, warnings
from moderation import acting, ordinary
from moderation.finding import Remedy
from moderation.policy import Moderation, Verdict, after_warning
from moderation.teaching import teach

router = Router("flags")

NEEDED = {"delete": "delete_messages", "warn": "delete_messages", "mute": "restrict_members", "ban": "restrict_members"}
ON_A_PAGE = 8


@router.command("flags", "kartu", role=Role.MODERATOR)
def listed(event: Command, ctx: Context) -> Actions:
    """The open cards, to the moderator in private, each a button."""
    assert event.who is not None
    found = flags.listed(ctx)
    if not found:
        return [ctx.reply(ctx.say("flags.none"))]
    lines = [ctx.say("flags.open", count=len(found), group=ctx.group.chat.title), *(_line(flag, ctx) for flag in found)]
    choices = tuple(
        Choice(f"#{flag.id}", "flags.show", (flag.id,), role=Role.MODERATOR, once=False, row=at // 4)
        for at, flag in enumerate(found[:ON_A_PAGE])
    )
    here = ctx.reply(Text("\n").join(lines), choices=choices, vanish=120)
    return [here] if ctx.place.is_private else [Tell(event.who, here.text, choices=choices, otherwise=[here])]


def _line(flag: Flag, ctx: Context) -> Text:
    who = ctx.session.get(Identity, flag.identity_id) if flag.identity_id else None
    name = who.name if who else ctx.say("cards.somebody")
    age = say_duration(ctx.now - flag.created_at, ctx.language)
    return ctx.say(f"flags.line.{flag.kind}", number=flag.id, name=name, age=age)


@router.chose("flags.show")
def show(event: Chose, ctx: Context) -> Actions:
    """One card, to whoever asked for it."""
    assert event.who is not None
    return cards.hand(_found(event, ctx), event.who, ctx)


def _found(event: Chose, ctx: Context) -> Flag:
    flag = flags.find(int(event.args[0]), ctx)
    if flag is None:
        raise errors.Refused("flags.gone")
    return flag


@router.chose("flags.act")
def act(event: Chose, ctx: Context) -> Actions:
    """The first who decides wins; what the group and the person read of it is true when they read it."""
    assert event.who is not None
    flag, verb, ctx = _open(event, ctx), str(event.args[1]), places.in_group(ctx)
    if verb in ("fine", "seen"):
        flags.close(flag, event.who, ctx)
        _learned(flag, ctx, unwanted=verb == "seen")
        return cards.update(flag, ctx)
    if flag.identity_id is None:
        raise errors.Refused("flags.gone")
    who = people.account(ctx.session, flag.identity_id)
    _allowed(verb, who, ctx)
    _without_failed(event, flag, ctx)
    decision = _decided(flag, who, verb, event.who, ctx)
    flags.close(flag, event.who, ctx, decision)
    _learned(flag, ctx, unwanted=True)
    return _acts(flag, who, decision, ctx)


def _open(event: Chose, ctx: Context) -> Flag:
    """The flag, unless it is dealt with; a decision that the platform refused leaves it open."""
    flag = _found(event, ctx)
    failed = len(event.args) > 2 and event.args[2] == flag.decision_id
    if flag.state == "open" or failed:
        return flag
    raise flags.dealt_with(flag, ctx)


def _allowed(verb: str, who: Account, ctx: Context) -> None:
    rights.check(NEEDED[verb], ctx)
    if verb != "delete" and ctx.know(RoleOf(ctx.group.chat, who), max_age=0) >= Role.MODERATOR:
        raise errors.Refused("restrictions.staff", name=who.name)


def _without_failed(event: Chose, flag: Flag, ctx: Context) -> None:
    """What the platform refused has never been decided."""
    failed = ctx.session.get(Decision, flag.decision_id) if len(event.args) > 2 and flag.decision_id else None
    if failed is None:
        return
    _learned(flag, ctx, unwanted=True, times=-1)
    decisions.strike(failed, ctx)


def _decided(flag: Flag, who: Account, verb: str, by: Account, ctx: Context) -> Decision:
    """The decision, written down with what was found; a warning may bring the ladder's next step."""
    settings = ctx.settings(Moderation)
    row = decisions.record(who, verb, ctx, flag_id=flag.id, by_identity=by.id, **_because(flag))
    verdict = Verdict(Remedy[verb.upper()], lasts=_lasts(settings) if verb == "mute" else None)
    if verb == "warn":
        verdict = after_warning(warnings.add(who, ctx, settings.warn_days, decision=row.id or 0), settings)
    row.action = verdict.name
    row.until = ctx.now + verdict.lasts if verdict.lasts else None
    ctx.session.add(row)
    ctx.session.flush()
    return row


def _learned(flag: Flag, ctx: Context, *, unwanted: bool, times: int = 1) -> None:
    """Those who reported, and what is learned of messages, follow the moderators' word."""
    reports.judged(flag, ctx, right=unwanted, times=times)
    if flag.kind in flags.ABOUT_MESSAGES and flag.quote:
        teach(flag.quote, ctx, spam=unwanted, times=times)
    for found in flag.findings if unwanted else ():
        if found["rule"] == ordinary.RULE:
            ordinary.take_back(found["score"], ctx, times)


def _lasts(settings: Moderation) -> timedelta | None:
    return timedelta(hours=settings.warn_hours) if settings.warn_hours else None


def _because(flag: Flag) -> dict[str, object]:
    """The gravest finding; for a report that members reported it, not who."""
    if not flag.findings:
        return {"why": "flags.reported"}
    found = max(flag.findings, key=lambda each: float(each["score"]) - float(each["threshold"]))
    return {name: found[name] for name in ("rule", "why", "values", "score", "threshold")}


def _acts(flag: Flag, who: Account, decision: Decision, ctx: Context) -> list[AnyAction]:
    """What happens, and what is said once the platform agreed, or refused."""
    chat, until = ctx.group.chat, decision.until
    after = [*cards.update(flag, ctx), *acting.notice(who, decision, ctx)]
    failed = cards.failed(flag, ctx)
    gone = [Delete(chat, message=flag.message_id)] if flag.message_id else []
    match decision.action:
        case "delete":
            return [Delete(chat, message=flag.message_id, then=after, otherwise=failed)]
        case "mute":
            return [*gone, Mute(chat, who, until, then=after, otherwise=failed)]
        case "kick":
            return [*gone, Remove(chat, who, then=after, otherwise=failed)]
        case "ban":
            return [*messages.sweep(who, ctx, flag.message_id), Ban(chat, who, until, then=after, otherwise=failed)]
    return [*gone, *after]


@router.chose("flags.undo")
def undo(event: Chose, ctx: Context) -> Actions:
    """What was decided is taken back, the person is told, and the card is open again."""
    assert event.who is not None
    flag = _found(event, ctx)
    if flag.state == "open":
        raise errors.Refused("prompts.used")
    ctx = places.in_group(ctx)
    decision = decisions.find(flag.decision_id, ctx) if flag.decision_id else None
    _learned(flag, ctx, unwanted=decision is not None, times=-1)
    flags.reopen(flag, event.who, ctx)
    if decision is None or decision.undone_at is not None:
        return cards.update(flag, ctx)
    acts = decisions.undo(decision, event.who, ctx)
    who = people.account(ctx.session, decision.identity_id)
    told = Tell(who, ctx.say("flags.taken_back", group=ctx.group.chat.title))
    return [*acts, *cards.update(flag, ctx), told]


@router.chose("flags.why")
def why(event: Chose, ctx: Context) -> Actions:
    """What was found, with scores, to whoever asked."""
    flag = _found(event, ctx)
    said = Text("\n").join(cards.reasons(flag, places.in_group(ctx)) or [ctx.say("flags.reported")])
    return [Answer(ctx.place.chat, event.press, str(said)[:200], loud=True)] if event.press else [ctx.reply(said)]
