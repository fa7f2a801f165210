"""Calm: those whom a moderator asked to pause write one message a minute until it is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings


class Calm(RuleSettings):
    """How slowly people write whom a moderator asked to pause, and for how long."""

    section: ClassVar[str] = "calm"

    seconds: int = Field(60, ge=10, le=3600, description="Seconds between two messages of somebody who pauses")
    minutes: int = Field(30, ge=5, le=1440, description="Minutes that such a pause lasts")


@dataclass(slots=True)
class Pace:
    """Somebody's last message that stayed, and the first behind it that did not."""

    stayed: str = ""
    at: datetime | None = None
    told: str = ""


def look(message: Message, ctx: Context, settings: Calm) -> Finding | None:
    """Finds what comes sooner than a minute after the last message that stayed; the same message finds the same."""
    if "calm" not in ctx.held or message.who is None:
        return None
    paces: dict[int, Pace] = ctx.memory.setdefault("calm", {})
    pace = paces.setdefault(message.who.id, Pace())
    key = message.album or message.message
    if pace.stayed == key:
        return None
    if pace.at is not None and message.at - pace.at < timedelta(seconds=settings.seconds):
        pace.told = pace.told or key
        return Finding("calm", "calm.why", values={"seconds": settings.seconds}, hushed=pace.told != key)
    paces[message.who.id] = Pace(key, message.at)
    return None


RULE = Rule("calm", Calm, look, edits=False)
