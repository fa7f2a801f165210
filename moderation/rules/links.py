"""Links: none by newcomers, no invitations elsewhere, nothing that hides where it leads."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.addresses import Address, addresses
from moderation.finding import Finding, Remedy
from moderation.rule import Rule, RuleSettings


class Links(RuleSettings):
    """Links that members and newcomers may post."""

    section: ClassVar[str] = "links"

    newcomers: bool = Field(True, description="Newcomers may not post links during their first 24 hours")
    invites: bool = Field(True, description="Nobody may post invitations to other groups and channels")
    shorteners: bool = Field(False, description="Nobody may post shortened links, which hide where they lead")
    allowed: list[str] = Field([], description="Domains everyone may link to")


def foreign(message: Message, settings: Links) -> list[Address]:
    """The addresses in a message that are not on the allow list."""
    return [each for each in addresses(message.text) if not _allowed(each, settings.allowed)]


def _allowed(address: Address, allowed: Sequence[str]) -> bool:
    return any(address.within(domain) for domain in allowed)


def look(message: Message, ctx: Context, settings: Links) -> Finding | None:
    """Finds the gravest reason why a link may not stay."""
    found = foreign(message, settings)
    if not found:
        return None
    if settings.invites and any(address.invites for address in found):
        return Finding("links", "links.why_invite", again=Remedy.WARN, within=timedelta(days=1))
    if settings.newcomers and ctx.is_newcomer:
        return Finding("links", "links.why_newcomer")
    if settings.shorteners and any(address.shortened for address in found):
        return Finding("links", "links.why_shortened")
    return None


RULE = Rule("links", Links, look)
