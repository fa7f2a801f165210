"""Whoever a decision was about says once how they see it, and moderators answer."""

from bot import errors, settings
from bot.chat.actions import Actions, Tell
from bot.chat.events import Chose, Message
from bot.chat.text import plain
from bot.context import Context
from bot.models import Decision, Flag
from bot.routing import Router
from bot.services import appeals, cards, conversations, decisions, flags, people, places
from moderation import ordinary

router = Router("appeals")


@router.chose("appeals.begin")
def begin(event: Chose, ctx: Context) -> Actions:
    """Asks for a few sentences."""
    assert event.who is not None
    decision = decisions.find(int(event.args[0]), ctx)
    if decision is None or decision.undone_at is not None:
        raise errors.Refused("decisions.gone")
    if not appeals.is_about(decision, event.who, ctx):
        raise errors.Refused("prompts.not_yours")
    if appeals.made(decision, ctx):
        raise errors.Refused("appeals.once")
    conversations.begin("appeals.text", {"decision": decision.id, "group": ctx.group.chat.id}, ctx)
    return [ctx.reply(ctx.say("appeals.ask"))]


@router.step("appeals.text")
def written(event: Message, ctx: Context) -> Actions:
    """Their words become a card."""
    state = conversations.finish(ctx)
    ctx.group = settings.load(ctx.session, int(state.get("group", 0)), ctx.installation.defaults)
    decision = decisions.find(int(state["decision"]), ctx)
    if decision is None or decision.undone_at is not None:
        raise errors.Refused("decisions.gone")
    if appeals.made(decision, ctx):
        raise errors.Refused("appeals.once")
    who = people.account(ctx.session, decision.identity_id)
    _, card = flags.raise_flag(who, ctx, kind="appeal", quote=plain(event.text), decision=decision.id)
    return [*card, ctx.reply(ctx.say("appeals.received"))]


@router.chose("appeals.judge")
def judge(event: Chose, ctx: Context) -> Actions:
    """The decision is taken back, or stays; the person is told."""
    assert event.who is not None
    flag, verb = flags.find(int(event.args[0]), ctx), str(event.args[1])
    if flag is None or flag.decision_id is None:
        raise errors.Refused("flags.gone")
    if flag.state != "open":
        raise flags.dealt_with(flag, ctx)
    ctx = places.in_group(ctx)
    decision = decisions.find(flag.decision_id, ctx)
    if decision is None:
        raise errors.Refused("decisions.gone")
    acts = []
    if verb == "undo" and decision.undone_at is None:
        acts = decisions.undo(decision, event.who, ctx)
        ordinary.mistaken(decision, ctx)
    flags.close(flag, event.who, ctx)
    who = people.account(ctx.session, decision.identity_id)
    told = Tell(who, ctx.say(f"appeals.{verb}", group=ctx.group.chat.title))
    return [*acts, *cards.update(flag, ctx), *_origin(decision, ctx), told]


def _origin(decision: Decision, ctx: Context) -> Actions:
    """The card on which it was decided shows what became of it."""
    flag: Flag | None = flags.find(decision.flag_id, ctx) if decision.flag_id else None
    return cards.update(flag, ctx) if flag is not None else []
