"""Questions without an answer: moderators give one in one tap."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.routing import Router
from bot.services import conversations, faq, misscards, misses, places

router = Router("misses")


@router.chose("misses.same")
def same(event: Chose, ctx: Context) -> Actions:
    """It asks for an answer that is there: its words are known from now on."""
    row, entry = misses.find(int(event.args[0]), ctx), faq.get(int(event.args[1]), ctx)
    faq.alias(entry, row.question, ctx)
    return misscards.answered(row, entry, ctx)


@router.chose("misses.answer")
def answer(event: Chose, ctx: Context) -> Actions:
    """Asks for the answer."""
    row = misses.find(int(event.args[0]), ctx)
    conversations.begin("misses.written", {"group": ctx.group.chat.id, "miss": row.id}, ctx)
    return [ctx.reply(ctx.say("misses.write", question=row.question), vanish=300)]


@router.step("misses.written")
def written(event: Message, ctx: Context) -> Actions:
    """The moderator's next message is the answer: kept, and said to whoever asked."""
    state = conversations.finish(ctx)
    ctx = places.about(int(state["group"]), ctx)
    assert ctx.event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, ctx.event.who), max_age=0) < Role.MODERATOR:
        raise errors.Refused("roles.only_moderator")
    row = misses.find(int(state["miss"]), ctx)
    entry, _ = faq.add(row.question, event.text, ctx)
    return [ctx.reply(ctx.say("misses.saved")), *misscards.answered(row, entry, ctx)]


@router.chose("misses.leave")
def leave(event: Chose, ctx: Context) -> Actions:
    """It needs no answer of Pamong."""
    return misscards.leave(misses.find(int(event.args[0]), ctx), ctx)


@router.command("unanswered", "belumterjawab")
def unanswered(event: Command, ctx: Context) -> Actions:
    """The group's open questions, in private where possible; moderators open their cards."""
    assert event.who is not None
    role = ctx.know(RoleOf(ctx.group.chat, event.who))
    if role < Role.NEWCOMER:
        raise errors.Refused("roles.only_member")
    rows = misses.unanswered(ctx)
    if not rows:
        return [ctx.reply(ctx.say("misses.none"))]
    text = misscards.overview(rows, ctx)
    choices = misscards.openers(rows) if role >= Role.MODERATOR else ()
    here = ctx.reply(text, choices=choices, vanish=180)
    return [here] if ctx.place.is_private else [Tell(event.who, text, choices=choices, otherwise=[here])]


@router.chose("misses.show")
def show(event: Chose, ctx: Context) -> Actions:
    """One card, to whoever asked for it."""
    assert event.who is not None
    return misscards.hand(misses.find(int(event.args[0]), ctx), event.who, ctx)
