"""Two people who quarrel are asked to pause, and each may tell the moderators their side."""

from datetime import timedelta

from bot import errors, settings
from bot.chat.actions import Actions, AnyAction, Choice, Delete, Send, Tell
from bot.chat.events import Account, Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Mention, plain
from bot.context import Context
from bot.models import Decision
from bot.routing import Router
from bot.services import appeals, calm, conversations, decisions, flags, people, rights
from moderation.rules.calm import Calm

router = Router("calm", sections=(Calm,))

NOTICE = "calm"


@router.command("calm", "tenang", role=Role.MODERATOR, destructive=True)
def ask(event: Command, ctx: Context) -> Actions:
    """Both write one message a minute for half an hour; the command leaves no trace."""
    assert event.who is not None
    pair = _pair(event, ctx)
    rights.check("delete_messages", ctx)
    for who in pair:
        if ctx.know(RoleOf(ctx.group.chat, who), max_age=0) >= Role.MODERATOR:
            raise errors.Refused("restrictions.staff", name=who.name)
    until = ctx.now + timedelta(minutes=ctx.settings(Calm).minutes)
    begun = [calm.begin(who, until, event.who, ctx) for who in pair]
    invited = [_invitation(who, decision, ctx) for who, decision in zip(pair, begun, strict=True)]
    return [Delete(ctx.place.chat, message=event.message), *_asked(pair, begun, ctx), *invited]


def _pair(event: Command, ctx: Context) -> list[Account]:
    """Two different people: both named, or one named in reply to the other."""
    found: list[Account] = []
    for word in event.args.split():
        who = people.by_name(word, ctx)
        if who is None:
            raise errors.Refused("people.nobody", name=word[:40])
        found.append(who)
    if len(found) == 1 and event.reply_who is not None:
        row = people.meet(ctx.session, ctx.community, event.reply_who, ctx.now)
        found.append(people.account(ctx.session, row.id or 0))
    if len(found) != 2 or found[0].id == found[1].id:
        raise errors.Misused
    return found


def _asked(pair: list[Account], begun: list[Decision], ctx: Context) -> list[AnyAction]:
    """Said to both at once and to nobody's blame; a moderator may end it."""
    one, other = (Mention(who.name, who.id) for who in pair)
    pace = ctx.settings(Calm)
    text = ctx.say("calm.asked", one=one, other=other, seconds=pace.seconds, minutes=pace.minutes)
    numbers = tuple(decision.id for decision in begun)
    over = Choice(str(ctx.say("calm.over")), "calm.end", numbers, role=Role.MODERATOR, hours=pace.minutes / 60)
    old = Delete(ctx.group.chat, key=NOTICE)
    return [old, Send(ctx.group.chat, text, key=NOTICE, choices=(over,), vanish=pace.minutes * 60)]


def _invitation(who: Account, decision: Decision, ctx: Context) -> Tell:
    tell = Choice(str(ctx.say("calm.tell")), "calm.tell", (decision.id,), once=False)
    return Tell(who, ctx.say("calm.private", name=who.name, group=ctx.group.chat.title), choices=(tell,))


@router.chose("calm.end")
def end(event: Chose, ctx: Context) -> Actions:
    """Both may write as before."""
    assert event.who is not None
    for number in event.args:
        decision = decisions.find(int(number), ctx)
        if decision is not None and decision.undone_at is None:
            calm.end(decision, event.who, ctx)
    return [Delete(ctx.group.chat, key=NOTICE), ctx.reply(ctx.say("calm.ended"))]


@router.chose("calm.tell")
def listen(event: Chose, ctx: Context) -> Actions:
    """Asks for their side, once."""
    assert event.who is not None
    decision = decisions.find(int(event.args[0]), ctx)
    if decision is None or not appeals.is_about(decision, event.who, ctx):
        raise errors.Refused("prompts.not_yours")
    if calm.told(decision, ctx):
        raise errors.Refused("calm.told")
    conversations.begin("calm.statement", {"decision": decision.id, "group": ctx.group.chat.id}, ctx)
    return [ctx.reply(ctx.say("calm.listening"))]


@router.step("calm.statement")
def statement(event: Message, ctx: Context) -> Actions:
    """Their words go to the moderators alone."""
    state = conversations.finish(ctx)
    ctx.group = settings.load(ctx.session, int(state["group"]), ctx.installation.defaults)
    decision = decisions.find(int(state["decision"]), ctx)
    if decision is None or calm.told(decision, ctx):
        raise errors.Refused("calm.told")
    who = people.account(ctx.session, decision.identity_id)
    _, card = flags.raise_flag(who, ctx, kind="conflict", quote=plain(event.text))
    return [*card, ctx.reply(ctx.say("calm.thanks"))]
