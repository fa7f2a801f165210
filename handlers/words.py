"""Admins list words that are not wanted here."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.routing import Router
from moderation import wordlist
from moderation.phrases import Entry, entries, written
from moderation.rules.words import Words

router = Router("words", sections=(Words,))

SHOWN = 3_000  # characters of the list in one message


@router.command("block", "tolakkata", role=Role.ADMIN)
def block(event: Command, ctx: Context) -> Actions:
    """Lists words; without any says how many there are."""
    if not event.args:
        return [ctx.reply(ctx.say("words.count", number=len(wordlist.listed(ctx))))]
    number = wordlist.add(_named(event.args), ctx)
    return [ctx.reply(ctx.say("words.added", number=number, all=len(wordlist.listed(ctx))))]


@router.command("unblock", "izinkankata", role=Role.ADMIN)
def unblock(event: Command, ctx: Context) -> Actions:
    """Takes words off the list."""
    if not event.args:
        raise errors.Misused
    number = wordlist.remove(_named(event.args), ctx)
    if not number:
        raise errors.Refused("words.not_listed")
    return [ctx.reply(ctx.say("words.removed", number=number, all=len(wordlist.listed(ctx))))]


@router.command("blocklist", "daftarkata", role=Role.ADMIN)
def blocklist(event: Command, ctx: Context) -> Actions:
    """The list, in private: nobody wants to read it in the group."""
    assert event.who is not None
    found = wordlist.listed(ctx)
    if not found:
        return [ctx.reply(ctx.say("words.count", number=0))]
    shown = _as_far_as_fits([written(entry) for entry in found])
    text = ctx.say("words.listed", group=ctx.group.chat.title, number=len(found), words=shown)
    if ctx.place.is_private:
        return [ctx.reply(text)]
    return [Tell(event.who, text, otherwise=[ctx.reply(ctx.say("words.only_in_private"))])]


def _named(args: str) -> set[Entry]:
    found = set(entries(args))
    if not found:
        raise errors.Misused
    return found


def _as_far_as_fits(words: list[str]) -> str:
    shown: list[str] = []
    room = SHOWN
    for word in words:
        room -= len(word) + 1
        if room < 0:
            return "\n".join([*shown, "…"])
        shown.append(word)
    return "\n".join(shown)
