"""Restrictions that the platform cannot hold: messages of muted people go, banned people are removed again."""

from bot.chat.events import Event, Joined, Message
from bot.context import Context
from moderation.finding import Finding


def held(event: Event, ctx: Context) -> Finding | None:
    """Finds what a restriction of ours forbids; silent where the platform enforces it."""
    if "ban" in ctx.held and isinstance(event, Joined | Message):
        return Finding("held.ban", "moderation.held_ban")
    if "mute" in ctx.held and isinstance(event, Message):
        return Finding("held.mute", "moderation.held_mute")
    return None
