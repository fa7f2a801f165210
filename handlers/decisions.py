"""Every decision can be explained, and taken back by a moderator in one tap."""

from bot import errors
from bot.chat.actions import Actions, Answer, Choice, Delete, Tell
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Decision
from bot.routing import Router
from bot.services import appeals, decisions, people
from moderation import ordinary

router = Router("decisions")

WEEK = 24.0 * 7


def undo_button(decision: Decision, ctx: Context) -> Choice:
    """Takes a decision back; for moderators, once."""
    return Choice(str(ctx.say("decisions.undo")), "decisions.undo", (decision.id,), role=Role.MODERATOR, hours=WEEK)


def why_button(decision: Decision, ctx: Context) -> Choice:
    """Explains a decision to a moderator, as often as they like."""
    label = str(ctx.say("decisions.why"))
    return Choice(label, "decisions.explain", (decision.id,), role=Role.MODERATOR, once=False, hours=WEEK)


def around(event: Command, ctx: Context) -> Actions:
    """What the forms of a command add: `d` removes the message replied to, `s` the command itself."""
    if event.form == "d" and event.reply_to:
        return [Delete(ctx.place.chat, message=event.reply_to)]
    if event.form == "s":
        return [Delete(ctx.place.chat, message=event.message)]
    return []


def confirmed(event: Command, decision: Decision, key: str, ctx: Context, **values: object) -> Actions:
    """What is said once an act is a fact, with a button that takes it back; nothing in silent form.

    The person is told in private as well, and may say how they see it.
    """
    if event.form == "s":
        return []
    who = people.account(ctx.session, decision.identity_id)
    reason = ctx.say("decisions.because", reason=decision.reason) if decision.reason else ""
    until = decisions.end(decision, ctx)
    text = ctx.say(key, name=who.name, until=until, reason=reason, **values)
    said = ctx.say(f"decisions.told.{decision.action}", group=ctx.group.chat.title, until=until, reason=reason)
    return [
        ctx.reply(text, vanish=300, choices=(undo_button(decision, ctx),), key=f"decision.{decision.id}"),
        Tell(who, said, choices=(appeals.choice(decision, ctx),)),
    ]


def _found(event: Chose, ctx: Context) -> Decision:
    decision = decisions.find(int(event.args[0]), ctx)
    if decision is None:
        raise errors.Refused("decisions.gone")
    return decision


@router.chose("decisions.undo")
def undo(event: Chose, ctx: Context) -> Actions:
    """The decision is taken back and its notice leaves the screen."""
    decision = _found(event, ctx)
    if decision.undone_at is not None:
        raise errors.Refused("prompts.used")
    assert event.who is not None
    acts = decisions.undo(decision, event.who, ctx)
    ordinary.mistaken(decision, ctx)
    name = people.account(ctx.session, decision.identity_id).name
    said = ctx.reply(ctx.say("decisions.undone", name=name))
    return [*acts, Delete(ctx.place.chat, key=f"decision.{decision.id}"), said]


@router.chose("decisions.explain")
def explain(event: Chose, ctx: Context) -> Actions:
    """The reason, to whoever asked."""
    text = decisions.explain(_found(event, ctx), ctx)
    return [Answer(ctx.place.chat, event.press, str(text)[:200], loud=True)] if event.press else [ctx.reply(text)]
