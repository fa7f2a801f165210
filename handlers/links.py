"""Admins say which links everyone may post."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.routing import Router
from moderation.addresses import parsed
from moderation.rules.links import Links

router = Router("links", sections=(Links,))

MOST = 200  # domains


@router.command("allowlink", "izinkantautan", role=Role.ADMIN)
def allow(event: Command, ctx: Context) -> Actions:
    """Adds domains, removes those with a minus in front, shows the list."""
    settings = ctx.settings(Links)
    allowed = list(settings.allowed)
    for word in event.args.replace(",", " ").split():
        _change(allowed, word)
    if len(allowed) > MOST:
        raise errors.Refused("links.too_many", most=MOST)
    if event.args:
        ctx.change(settings.model_copy(update={"allowed": sorted(allowed)}))
    key = "links.shown" if allowed else "links.none_allowed"
    return [ctx.reply(ctx.say(key, domains="\n".join(sorted(allowed))), vanish=120)]


def _change(allowed: list[str], word: str) -> None:
    address = parsed(word.removeprefix("-"))
    if address is None:
        raise errors.Refused("links.not_a_domain", word=word[:40])
    entry = address.host + address.path.rstrip("/")
    if word.startswith("-"):
        if entry not in allowed:
            raise errors.Refused("links.not_listed", domain=entry)
        allowed.remove(entry)
    elif entry not in allowed:
        allowed.append(entry)
