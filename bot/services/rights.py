"""The bot's own rights: checked before a promise, named when they are missing."""

from bot import errors
from bot.chat.actions import Send
from bot.context import Context

RESTRICT = "restrict_members"  # to mute, remove, ban, close the group


def check(right: str, ctx: Context) -> None:
    """Raises `errors.Refused` with the right's name where the bot is known to lack it."""
    if ctx.group.rights and right not in ctx.group.rights:
        raise errors.Refused("rights.missing", right=ctx.say(f"groups.right.{right}"))


def refused(right: str, ctx: Context) -> Send:
    """What to say when the platform refused after all."""
    return ctx.reply(ctx.say("rights.refused", right=ctx.say(f"groups.right.{right}")))
