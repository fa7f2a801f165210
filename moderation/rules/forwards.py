"""Forwards: some are useful, a stream of them buries the talk."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings
from moderation.windows import Windows


class Forwards(RuleSettings):
    """How many messages one person may forward; `/lock forwards` forbids them altogether."""

    section: ClassVar[str] = "forwards"

    on: bool = Field(False, description="This rule is on")
    most: int = Field(3, ge=1, le=100, description="So many forwards may come from one person")
    minutes: int = Field(10, ge=1, le=1440, description="Within so many minutes")


def look(message: Message, ctx: Context, settings: Forwards) -> Finding | None:
    """Finds the forwards beyond that; an album counts once."""
    if not message.forwarded or message.who is None:
        return None
    span = timedelta(minutes=settings.minutes)
    windows: Windows[None] = ctx.memory.setdefault("forwards", Windows())
    window = windows.of(message.who.id, message.at, span)
    key = message.album or message.message
    recent = window.add(key, message.at, message.message, None, span, settings.most + 1)
    if len(recent) <= settings.most:
        return None
    return Finding("forwards", "forwards.why", values={"most": settings.most, "minutes": settings.minutes})


RULE = Rule("forwards", Forwards, look, edits=False)
