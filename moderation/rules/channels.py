"""Channels: people who speak behind the name of a foreign channel."""

from typing import ClassVar

from bot.chat.events import AccountKind, Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings


class Channels(RuleSettings):
    """Nobody speaks as a channel here; the linked channel and anonymous admins are never judged."""

    section: ClassVar[str] = "channels"


def look(message: Message, ctx: Context, settings: Channels) -> Finding | None:
    """Finds messages in a channel's name; a channel that moderators approved is exempt like everybody approved."""
    if message.who is None or message.who.kind is not AccountKind.CHANNEL:
        return None
    return Finding("channels", "channels.why")


RULE = Rule("channels", Channels, look)
