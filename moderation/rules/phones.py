"""Phone numbers: how strangers lead people out of the group."""

import re
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message, MessageKind
from bot.context import Context
from moderation.addresses import addresses
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings

# Mobile numbers of Indonesia, 10 to 13 figures, and numbers of other countries with their plus.
INDONESIAN = re.compile(r"(?<![\w+.,/=:-])(?:\+?62[ -]?|0)8[1-9]\d(?:[ .-]{0,2}\d){6,9}(?![\w/]|[.,:]\d)")
FOREIGN = re.compile(r"(?<![\w+/=])\+(?!62)[1-9](?:[ .()-]{0,2}\d){8,13}(?!\w)")
CHATS = re.compile(r"wa\.me/|api\.whatsapp\.com/send|wa\.link/|t\.me/\+\d{8,15}\b")


class Phones(RuleSettings):
    """Who may post phone numbers and links that open a chat with one."""

    section: ClassVar[str] = "phones"

    newcomers: bool = Field(True, description="Newcomers may not post phone numbers during their first 24 hours")
    everyone: bool = Field(False, description="Nobody may post phone numbers")


def look(message: Message, ctx: Context, settings: Phones) -> Finding | None:
    """Finds numbers, chat links, and contacts."""
    if not (settings.everyone or (settings.newcomers and ctx.is_newcomer)):
        return None
    if not _holds_number(message):
        return None
    return Finding("phones", "phones.why" if settings.everyone else "phones.why_newcomer")


def _holds_number(message: Message) -> bool:
    if message.kind is MessageKind.CONTACT or INDONESIAN.search(message.text) or FOREIGN.search(message.text):
        return True
    return any(CHATS.match(address.host + address.path) for address in addresses(message.text))


RULE = Rule("phones", Phones, look)
