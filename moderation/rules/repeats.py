"""Repeats: the same words again and again, or in several groups at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field
from rapidfuzz import fuzz

from bot.chat.events import Message
from bot.context import Context
from bot.domain.hashing import keyed_hash
from moderation.finding import Finding, Remedy
from moderation.reading import reading
from moderation.rule import Rule, RuleSettings
from moderation.windows import Entry, Window, Windows

AGAIN = timedelta(minutes=10)
LONG_ENOUGH = 20  # characters: greetings may be said in every group
MOST_TEXTS = 5_000


class Repeats(RuleSettings):
    """How often one person may say the same."""

    section: ClassVar[str] = "repeats"

    times: int = Field(3, ge=1, le=50, description="The same text may come so many times in a row")
    seconds: int = Field(10, ge=1, le=300, description="Within so many seconds")
    alike: float = Field(85, ge=50, le=100, description="From this likeness in percent on, texts count as the same")
    groups: int = Field(3, ge=2, le=50, description="The same text in so many groups is too much")
    minutes: int = Field(10, ge=1, le=120, description="Within so many minutes")


@dataclass(slots=True)
class Spread:
    """In which groups of a community a text was said when; texts are known by their keyed hashes alone."""

    seen: dict[bytes, dict[int, datetime]] = field(default_factory=dict)

    def groups(self, text: bytes, group: int, at: datetime, span: timedelta) -> int:
        """In how many groups it was said around this moment, this one included."""
        if len(self.seen) >= MOST_TEXTS and text not in self.seen:
            self._shrink(at - span)
        said = self.seen.setdefault(text, {})
        said[group] = at
        return sum(abs(at - moment) < span for moment in said.values())

    def _shrink(self, since: datetime) -> None:
        kept = {text: said for text, said in self.seen.items() if max(said.values()) > since}
        self.seen = kept if len(kept) < MOST_TEXTS else {}


def look(message: Message, ctx: Context, settings: Repeats) -> Finding | None:
    """Finds a text that its author said just now, or in other groups of the community."""
    if message.who is None or not message.text:
        return None
    folded = reading(str(message.text)).text
    together = _again(message, folded, ctx, settings)
    if together is not None:
        values = {"times": settings.times, "seconds": settings.seconds}
        return _finding("repeats.why", values, together)
    if len(folded) >= LONG_ENOUGH and _spread(message, folded, ctx, settings) >= settings.groups:
        return _finding("repeats.why_groups", {"groups": settings.groups, "minutes": settings.minutes}, ())
    return None


def _finding(why: str, values: Mapping[str, object], together: tuple[str, ...]) -> Finding:
    return Finding("repeats", why, values=values, again=Remedy.MUTE, within=AGAIN, lasts=AGAIN, messages=together)


def _again(message: Message, folded: str, ctx: Context, settings: Repeats) -> tuple[str, ...] | None:
    assert message.who is not None
    span = timedelta(seconds=settings.seconds)
    windows: Windows[str] = ctx.memory.setdefault("repeats", Windows())
    window: Window[str] = windows.of(message.who.id, message.at, span)
    if message.message in window.found:
        return window.found[message.message]
    recent = window.add(message.message, message.at, message.message, folded, span, settings.times * 3)
    alike = [entry for entry in recent if _alike(entry, folded, settings.alike)]
    return window.take(message.message, alike) if len(alike) > settings.times else None


def _alike(entry: Entry[str], folded: str, alike: float) -> bool:
    return entry.value == folded or fuzz.ratio(entry.value, folded, score_cutoff=alike) > 0


def _spread(message: Message, folded: str, ctx: Context, settings: Repeats) -> int:
    assert message.who is not None
    spread: Spread = ctx.shared.setdefault("repeats", Spread())
    text = keyed_hash(ctx.installation.key, f"{message.who.platform}:{message.who.address}:{folded}")
    return spread.groups(text, ctx.group.chat.id, message.at, timedelta(minutes=settings.minutes))


RULE = Rule("repeats", Repeats, look)
