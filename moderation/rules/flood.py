"""Flood: more messages within seconds than anybody can read; an album counts once."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding, Remedy
from moderation.rule import Rule, RuleSettings
from moderation.windows import Windows

AGAIN = timedelta(minutes=10)


class Flood(RuleSettings):
    """How many messages one person may write within how many seconds."""

    section: ClassVar[str] = "flood"

    messages: int = Field(7, ge=3, le=100, description="So many messages are too many")
    seconds: int = Field(10, ge=1, le=300, description="Within so many seconds")


def look(message: Message, ctx: Context, settings: Flood) -> Finding | None:
    """Finds the message that makes it too many; judged by when it was written, so a backlog is no flood."""
    if message.who is None:
        return None
    span = timedelta(seconds=settings.seconds)
    windows: Windows[None] = ctx.memory.setdefault("flood", Windows())
    window = windows.of(message.who.id, message.at, span)
    together = window.found.get(message.message)
    if together is None:
        key = message.album or message.message
        recent = window.add(key, message.at, message.message, None, span, settings.messages)
        if len(recent) < settings.messages:
            return None
        together = window.take(message.message, recent)
    return Finding(
        "flood",
        "flood.why",
        values={"messages": settings.messages, "seconds": settings.seconds},
        again=Remedy.MUTE,
        within=AGAIN,
        lasts=AGAIN,
        messages=together,
    )


RULE = Rule("flood", Flood, look, edits=False)
