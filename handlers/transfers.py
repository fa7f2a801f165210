"""A group's settings as a file, out and in."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command
from bot.chat.facts import MAX_FILE, File, Role
from bot.context import Context
from bot.routing import Router
from bot.services import transfers
from moderation import wordlist
from moderation.phrases import entry

router = Router("transfers")

NAME = "pamong-group.json"


@router.command("export", role=Role.ADMIN)
def export(event: Command, ctx: Context) -> Actions:
    """The group's settings, words, rules and blocked words as a file, to the admin in private."""
    assert event.who is not None
    file = transfers.keep(NAME, transfers.as_file(ctx, [each.text for each in wordlist.listed(ctx)]), ctx)
    text = ctx.say("transfers.exported", group=ctx.group.chat.title)
    return [Tell(event.who, text, document=file, filename=NAME, otherwise=[ctx.reply(ctx.say("privacy.open_private"))])]


@router.command("import", role=Role.ADMIN, destructive=True)
def import_(event: Command, ctx: Context) -> Actions:
    """Takes settings from such a file: all of it, or nothing with the reason."""
    if event.document is None:
        raise errors.Misused
    if event.document.size > MAX_FILE:
        raise errors.Refused("transfers.too_big")
    data = ctx.know(File(ctx.place.chat, event.document.id))
    content = transfers.from_file(data, ctx)
    values = transfers.apply(content, ctx) + wordlist.add([entry(text) for text in content["blocklist"]], ctx)
    return [ctx.reply(ctx.say("transfers.imported", count=values))]
