"""Newcomers write text on their first day: what strangers drop into a group is mostly media and forwards."""

from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message, MessageKind
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings

TEXTS = (MessageKind.TEXT, MessageKind.SERVICE)


class Newcomers(RuleSettings):
    """What newcomers may send during their first 24 hours."""

    section: ClassVar[str] = "newcomers"

    forwards: bool = Field(True, description="Newcomers may not forward messages")
    media: bool = Field(True, description="Newcomers may not send photos, files, stickers and the like")


def look(message: Message, ctx: Context, settings: Newcomers) -> Finding | None:
    """Finds what has to wait until tomorrow."""
    if not ctx.is_newcomer:
        return None
    if settings.forwards and message.forwarded:
        return Finding("newcomers", "newcomers.why_forward")
    if settings.media and message.kind not in TEXTS:
        return Finding("newcomers", "newcomers.why_media")
    return None


RULE = Rule("newcomers", Newcomers, look)
