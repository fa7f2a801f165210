"""Two groups become one community: a code from the one, typed and confirmed in the other by those who run them."""

from bot import errors
from bot.chat.actions import Actions, Choice, Send
from bot.chat.events import Chat, Chose, Command, Due
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import codes, communities

router = Router("communities")

SHOWN = 600  # seconds


@router.command("community", "komunitas", role=Role.ADMIN, destructive=True)
def community(event: Command, ctx: Context) -> Actions:
    """Which groups belong together, and a code for another one; with a code asks whether this group shall join."""
    if ctx.place.is_private:
        raise errors.Refused("communities.in_group")
    return _asked(event, ctx) if event.args else _shown(ctx)


def _shown(ctx: Context) -> Actions:
    together = Text("\n").join(f"• {row.title}" for row in communities.groups(ctx))
    text = ctx.say("communities.shown", groups=together, code=communities.new_code(ctx))
    return [ctx.reply(text, vanish=SHOWN)]


def _asked(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    if not codes.may_try(event.who, ctx):
        raise errors.Refused("linking.too_many")
    if codes.behind(communities.CODE, event.args, ctx) is None:
        codes.tried(event.who, ctx)
        return [ctx.reply(ctx.say("communities.unknown"))]
    host = communities.behind(event.args, ctx)
    yes = Choice(str(ctx.say("communities.yes")), "communities.yes", (event.args,), role=Role.ADMIN, hours=0.25)
    return [ctx.reply(ctx.say("communities.sure", group=host.chat.title), choices=(yes,), vanish=SHOWN)]


@router.chose("communities.yes")
def agree(event: Chose, ctx: Context) -> Actions:
    """Rows move only after the press is answered: until then it belongs to the community that goes."""
    code = str(event.args[0])
    communities.plan(communities.behind(code, ctx), code, ctx)
    return []


@router.due(communities.JOIN)
def join(event: Due, ctx: Context) -> Actions:
    """Everything moves; what is said about it waits until it has."""
    communities.join(int(event.args["host"]), ctx)
    return []


@router.due(communities.JOINED)
def joined(event: Due, ctx: Context) -> Actions:
    """Every group of the community hears who belongs to it now."""
    title = ctx.group.chat.title
    together = Text(", ").join(row.title for row in communities.groups(ctx))
    return [_news(chat, title, together, ctx) for chat in communities.chats(ctx)]


def _news(chat: Chat, title: str, together: Text, ctx: Context) -> Send:
    return Send(chat, ctx.say("communities.joined", group=title, groups=together))


@router.due(communities.CODE)
def over(event: Due, ctx: Context) -> Actions:
    """A code has run out: its row is gone already."""
    return []
