"""Words, phrases and patterns that a group has listed, found also in disguise."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import select

from bot.chat.events import Message
from bot.context import Context
from bot.models import Phrase
from moderation.finding import Finding, Remedy
from moderation.phrases import Entry, Lexicon
from moderation.reading import reading
from moderation.rule import Rule, RuleSettings


class Words(RuleSettings):
    """The group's own list of unwanted words."""

    section: ClassVar[str] = "words"

    edition: int = Field(0, ge=0, description="How often the list was changed; 0: there is none")


def look(message: Message, ctx: Context, settings: Words) -> Finding | None:
    """Finds the first listed word; a group without a list pays nothing."""
    if settings.edition == 0 or not message.text:
        return None
    text = str(message.text)
    found = _lexicon(ctx, settings.edition).find(reading(text), text)
    if found is None:
        return None
    values = {"hint": hint(found)}
    return Finding("words", "words.why", values=values, again=Remedy.WARN, within=timedelta(days=1))


def _lexicon(ctx: Context, edition: int) -> Lexicon:
    """The list of this edition, read and compiled once."""
    known: tuple[int, Lexicon] | None = ctx.memory.get("words")
    if known is None or known[0] != edition:
        rows = ctx.session.exec(select(Phrase).where(Phrase.group_id == ctx.group.chat.id)).all()
        known = ctx.memory["words"] = (edition, Lexicon(Entry(row.kind, row.text) for row in rows))
    return known[1]


def hint(found: str) -> str:
    """Enough of a word to recognise it, without saying it again: "s•••"."""
    return " ".join(word[0] + "•" * min(len(word) - 1, 8) for word in found[:40].split())


RULE = Rule("words", Words, look)
