"""Mentions: calling everybody at once wakes a whole group."""

import re
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.chat.text import Style
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings

NAMED = re.compile(r"(?<![\w@./=-])@([a-z0-9_]{3,32})", re.IGNORECASE)
EVERYBODY = frozenset(["all", "everyone", "everybody", "semua", "semuanya", "here", "channel", "members", "anggota"])


class Mentions(RuleSettings):
    """How many people one message may call."""

    section: ClassVar[str] = "mentions"

    most: int = Field(5, ge=1, le=100, description="So many people may be mentioned in one message")
    everybody: bool = Field(True, description="Nobody may call everybody with @all, @everyone, @semua")


def look(message: Message, ctx: Context, settings: Mentions) -> Finding | None:
    """Finds calls to everybody, and more names than a message needs."""
    if "@" not in message.text and not message.text.spans:
        return None
    names = {name.lower() for name in NAMED.findall(message.text)}
    if settings.everybody and names & EVERYBODY:
        return Finding("mentions", "mentions.why_everybody")
    people = (names - EVERYBODY) | {span.target for span in message.text.spans if span.style is Style.MENTION}
    if len(people) > settings.most:
        return Finding("mentions", "mentions.why_many", values={"most": settings.most})
    return None


RULE = Rule("mentions", Mentions, look)
