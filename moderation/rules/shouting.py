"""Shouting: long messages in capitals, and walls of emoji."""

from typing import ClassVar

import regex
from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings

EMOJI = regex.compile(
    r"\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}"
)


class Shouting(RuleSettings):
    """When capitals and emoji are too many; the limits are generous."""

    section: ClassVar[str] = "shouting"

    letters: int = Field(120, ge=20, le=4096, description="From so many letters on, capitals are counted")
    capitals: int = Field(80, ge=50, le=100, description="So many percent of the letters may be capitals")
    emoji: int = Field(40, ge=5, le=4096, description="So many emoji may stand in one message")


def look(message: Message, ctx: Context, settings: Shouting) -> Finding | None:
    """Finds messages beyond these limits."""
    text = str(message.text)
    if len(text) >= settings.letters:
        letters = sum(map(str.isalpha, text))
        loud = 100 * sum(map(str.isupper, text)) / max(letters, 1)
        if letters >= settings.letters and loud > settings.capitals:
            score, threshold = loud / 100, settings.capitals / 100
            return Finding("shouting", "shouting.why_capitals", score, threshold)
    if len(text) > settings.emoji and not text.isascii() and len(EMOJI.findall(text)) > settings.emoji:
        return Finding("shouting", "shouting.why_emoji", values={"most": settings.emoji})
    return None


RULE = Rule("shouting", Shouting, look)
