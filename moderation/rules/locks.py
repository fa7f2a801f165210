"""Locks: kinds of messages that a group keeps to its moderators."""

from collections.abc import Collection
from typing import ClassVar

from pydantic import Field

from bot.chat.events import AccountKind, Message, MessageKind
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings
from moderation.rules.links import Links, foreign

MEDIA = (
    MessageKind.PHOTO,
    MessageKind.VIDEO,
    MessageKind.VOICE,
    MessageKind.STICKER,
    MessageKind.GIF,
    MessageKind.DOCUMENT,
)
KINDS = (*MEDIA, MessageKind.POLL, MessageKind.CONTACT, MessageKind.LOCATION)
TYPES = ("links", "forwards", "media", *(kind.value for kind in KINDS), "bots", "all")


class Locks(RuleSettings):
    """What only moderators may post."""

    section: ClassVar[str] = "locks"

    types: list[str] = Field([], description=f"Locked types: {', '.join(TYPES)}")


def locked(name: str, types: Collection[str]) -> bool:
    """Whether a type is locked, by its own name or with others."""
    return name in types or "all" in types or ("media" in types and name in MEDIA)


def look(message: Message, ctx: Context, settings: Locks) -> Finding | None:
    """Finds the first locked type that a message is of."""
    if not settings.types:
        return None
    name = _locked_type(message, ctx, settings.types)
    return Finding("locks", "locks.why", values={"what": ctx.say(f"locks.type.{name}")}) if name else None


def _locked_type(message: Message, ctx: Context, types: Collection[str]) -> str | None:
    if message.kind in KINDS and locked(message.kind, types):
        return message.kind.value
    if message.forwarded and locked("forwards", types):
        return "forwards"
    if message.who is not None and message.who.kind is AccountKind.BOT and locked("bots", types):
        return "bots"
    if locked("links", types) and foreign(message, ctx.settings(Links)):
        return "links"
    return None


RULE = Rule("locks", Locks, look)
