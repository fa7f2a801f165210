"""Whether somebody can be written to in private, and how they change it."""

from sqlmodel import col, select

from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.models import Identity


def is_reachable(who: Account, ctx: Context) -> bool:
    """Whether any account of the person can be written to."""
    person = select(Identity.person_id).where(Identity.id == who.id).scalar_subquery()
    query = select(Identity.id).where(Identity.person_id == person, col(Identity.writable))
    return ctx.session.exec(query).first() is not None


def how(ctx: Context) -> Text:
    """How to open the private chat, with the bot's name where it is known."""
    name = (ctx.installation.bot_names or {}).get(ctx.place.chat.platform, "")
    return ctx.say("reachability.how", bot=f"@{name}") if name else ctx.say("reachability.how_nameless")
