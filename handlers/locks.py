"""Admins lock kinds of messages, and keep bots out."""

from bot import errors
from bot.chat.actions import Actions, Remove, Send
from bot.chat.events import Account, AccountKind, Command, Joined
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import people
from moderation.rules.locks import TYPES, Locks, locked

router = Router("locks", sections=(Locks,))

ALSO = {
    "tautan": "links",
    "terusan": "forwards",
    "foto": "photos",
    "video": "videos",
    "suara": "voice",
    "stiker": "stickers",
    "gif": "gifs",
    "dokumen": "documents",
    "polling": "polls",
    "kontak": "contacts",
    "lokasi": "locations",
    "bot": "bots",
    "semua": "all",
}


@router.command("lock", "kunci", role=Role.ADMIN)
def lock(event: Command, ctx: Context) -> Actions:
    """Locks types; without any shows what is locked."""
    if not event.args:
        return [ctx.reply(_shown(ctx.settings(Locks), ctx), vanish=120)]
    return _change(set(ctx.settings(Locks).types) | _named(event.args), ctx)


@router.command("unlock", "bukakunci", role=Role.ADMIN)
def unlock(event: Command, ctx: Context) -> Actions:
    """Unlocks types; `all` unlocks everything."""
    if not event.args:
        raise errors.Misused
    names, types = _named(event.args), set(ctx.settings(Locks).types)
    left = set() if "all" in names else types - names
    still = sorted(name for name in names - types if locked(name, left))
    if still:
        raise errors.Refused("locks.with_others", what=_said(still[0], ctx), all=_listed(sorted(left), ctx))
    return _change(left, ctx)


def _named(args: str) -> set[str]:
    words = args.lower().replace(",", " ").split()
    names = {ALSO.get(word, word) for word in words}
    unknown = sorted(names - set(TYPES))
    if unknown:
        raise errors.Refused("locks.unknown", word=unknown[0][:40], types=" ".join(TYPES))
    return names


def _change(types: set[str], ctx: Context) -> Actions:
    settings = ctx.settings(Locks).model_copy(update={"types": sorted(types, key=TYPES.index), "on": True})
    ctx.change(settings)
    return [ctx.reply(_shown(settings, ctx), vanish=120)]


def _shown(settings: Locks, ctx: Context) -> Text:
    if not settings.types:
        return ctx.say("locks.nothing", types=" ".join(TYPES))
    return ctx.say("locks.shown", what=_listed(settings.types, ctx))


def _listed(types: list[str], ctx: Context) -> str:
    return ", ".join(_said(name, ctx) for name in types)


def _said(name: str, ctx: Context) -> str:
    return str(ctx.say(f"locks.type.{name}"))


@router.on(Joined, when=lambda event: event.who is not None and event.who.kind is AccountKind.BOT)
def keep_out(event: Joined, ctx: Context) -> Actions:
    """Where bots are locked, only moderators bring one in."""
    settings = ctx.settings(Locks)
    if not (settings.on and locked("bots", settings.types)) or event.who is None:
        return []
    if event.by is not None and ctx.know(RoleOf(ctx.group.chat, _met(event.by, ctx))) >= Role.MODERATOR:
        return []
    told = Send(ctx.group.chat, ctx.say("locks.bot_left", name=event.who.name), key="locks.bot", vanish=60)
    return [Remove(ctx.group.chat, event.who, then=[told])]


def _met(account: Account, ctx: Context) -> Account:
    """Whoever brought somebody in, with our id."""
    known = people.meet(ctx.session, ctx.community, account, ctx.now)
    return people.account(ctx.session, known.id or 0)
