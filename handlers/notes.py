"""Notes of a group: `#name` shows one."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command, Message
from bot.chat.facts import Role
from bot.chat.text import Text, plain
from bot.context import Context
from bot.routing import Router
from bot.services import notes

router = Router("notes")

SHOWN = 3000  # characters of the list


def calls(event: Message) -> bool:
    """Whether a message begins with the name of a note."""
    return event.text[:1] == "#" and bool(notes.called(event.text))


@router.on(Message, when=calls)
def show(event: Message, ctx: Context) -> Actions | None:
    """The note, below the message that is answered, if one is; a name that nobody gave is no call."""
    if ctx.group.is_private:
        return None
    row = notes.find(notes.called(event.text), ctx)
    if row is None:
        return None
    reply = ctx.reply(notes.words(row), vanish=0)
    return [reply]


@router.command("filter", "catatan", role=Role.MODERATOR)
def write(event: Command, ctx: Context) -> Actions:
    """`name text`, or the name in reply to the text."""
    name, _, rest = event.args.partition(" ")
    text = _behind(event.text, name) if rest.strip() else event.reply_text
    row = notes.write(name, text, ctx)
    return [ctx.reply(ctx.say("notes.written", name=row.name))]


def _behind(text: Text, name: str) -> Text:
    """What follows the name in the command, with its formatting."""
    at = plain(text).index(name, plain(text).index(" ")) + len(name)
    start = at + len(text[at:]) - len(text[at:].lstrip())
    return text.cut(start, start + len(text[start:].rstrip()))


@router.command("filters", "daftarcatatan", role=Role.MODERATOR)
def listed(event: Command, ctx: Context) -> Actions:
    """The names of all notes."""
    rows = notes.listed(ctx)
    if not rows:
        return [ctx.reply(ctx.say("notes.none"))]
    names = " ".join(f"#{row.name}" for row in rows)
    shown = names if len(names) <= SHOWN else names[:SHOWN].rsplit(" ", 1)[0] + " …"
    return [ctx.reply(ctx.say("notes.listed", count=len(rows), names=shown), vanish=120)]


@router.command("unfilter", "hapuscatatan", role=Role.MODERATOR)
def remove(event: Command, ctx: Context) -> Actions:
    """Takes a note away."""
    if not event.args:
        raise errors.Misused
    row = notes.find(event.args, ctx)
    if row is None:
        raise errors.Refused("notes.unknown", name=event.args.removeprefix("#")[:40])
    ctx.session.delete(row)
    ctx.session.flush()
    return [ctx.reply(ctx.say("notes.removed", name=row.name))]
