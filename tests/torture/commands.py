"""What only the torture asks of the bot: effects that can be counted one by one."""

from datetime import timedelta

from bot import settings
from bot.chat.actions import Actions, Alert, Answer, Ban, Choice, Mute, Send
from bot.chat.events import Chose, Command
from bot.context import Context
from bot.routing import Router
from handlers.people import target

router = Router("torture")

LABEL = "Ya"


@router.command("t_echo")
def echo(event: Command, ctx: Context) -> Actions:
    """Chatter: may get lost in a kill, and then its key says which one."""
    return [Send(ctx.place.chat, f"echo {event.args}", key=f"echo {event.args}")]


@router.command("t_alert")
def alert(event: Command, ctx: Context) -> Actions:
    """Never lost, rather said twice."""
    return [Alert(ctx.place.chat, f"alert {event.args}", key=f"alert {event.args}")]


@router.command("t_count")
def count(event: Command, ctx: Context) -> Actions:
    """A change of state that would show if it were made twice."""
    _add("torture.counted", ctx)
    return []


@router.command("t_mute")
def mute(event: Command, ctx: Context) -> Actions:
    """Until a moment of its own for everybody."""
    return [Mute(ctx.place.chat, target(event, ctx)[0], until=ctx.now + timedelta(days=2))]


@router.command("t_ban")
def ban(event: Command, ctx: Context) -> Actions:
    """The same for bans."""
    return [Ban(ctx.place.chat, target(event, ctx)[0], until=ctx.now + timedelta(days=3))]


@router.command("t_ask", about_group=False)
def ask(event: Command, ctx: Context) -> Actions:
    """A question with a button."""
    choices = (Choice(LABEL, "torture.yes", (event.args,)),)
    return [Send(ctx.place.chat, f"ask {event.args}", key=f"ask {event.args}", choices=choices)]


@router.chose("torture.yes")
def chosen(event: Chose, ctx: Context) -> Actions:
    """Counts the presses of each question."""
    _add(f"torture.pressed {event.args[0]}", ctx)
    return [Answer(ctx.place.chat, event.press, f"pressed {event.args[0]}")]


def _add(key: str, ctx: Context) -> None:
    settings.reword(ctx.session, ctx.group, key, str(int(ctx.group.words.get(key, "0")) + 1))
