"""Raids: many people join within moments; what they write waits until it is calm."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Account, Joined, Message
from bot.context import Context
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings

FRESH = timedelta(minutes=10)  # joins older than this come out of a backlog: what there was is over


class Raid(RuleSettings):
    """How many joins within how many seconds are a raid, and how long the group is careful afterwards."""

    section: ClassVar[str] = "raid"

    joins: int = Field(10, ge=4, le=1000, description="So many people who join are a raid")
    seconds: int = Field(60, ge=5, le=3600, description="Within so many seconds")
    minutes: int = Field(15, ge=1, le=1440, description="Until so many minutes after the last join newcomers wait")
    calm: str = Field("", description="When a moderator last said that a raid was none, or over")

    def calms(self, since: datetime) -> bool:
        """Whether a moderator has ended a raid that began at a moment."""
        return bool(self.calm) and since <= datetime.fromisoformat(self.calm)


@dataclass(slots=True)
class Crowd:
    """The last joins by their events, the newest at the end; during a raid its first event and when it is over."""

    joins: dict[str, tuple[datetime, Account]] = field(default_factory=dict)
    since: datetime | None = None
    over: datetime | None = None
    first: str = ""

    def add(self, event: Joined, settings: Raid) -> None:
        """Notes a join, by when it happened; the same event counts once."""
        if event.who is None or event.key in self.joins:
            return
        if self.since is not None and settings.calms(self.since):
            self.joins.clear()
            self.since = self.over = None
        self.joins[event.key] = (event.at, event.who)
        if len(self.joins) > settings.joins:
            del self.joins[min(self.joins, key=lambda key: self.joins[key][0])]
        if self.holds(event.at) or len(self.near(event.at, settings)) >= settings.joins:
            self._hold(event, settings)

    def _hold(self, event: Joined, settings: Raid) -> None:
        if not self.holds(event.at):
            self.since = min(at for at, _ in self.joins.values())
            self.first = event.key
        end = event.at + timedelta(minutes=settings.minutes)
        self.over = max(self.over, end) if self.over and self.over > event.at else end

    def near(self, at: datetime, settings: Raid) -> list[Account]:
        """Who joined around a moment; somebody who comes and goes is still one person."""
        span = timedelta(seconds=settings.seconds)
        return list({who.id: who for moment, who in self.joins.values() if abs(at - moment) < span}.values())

    def holds(self, at: datetime) -> bool:
        """Whether a raid is on at a moment."""
        return self.since is not None and self.over is not None and self.since <= at < self.over


def crowd(ctx: Context) -> Crowd:
    """What the group remembers of those who joined last."""
    found: Crowd = ctx.memory.setdefault("raid", Crowd())
    return found


def look(message: Message, ctx: Context, settings: Raid) -> Finding | None:
    """Finds what people write who came with a raid, as long as it is on."""
    held: Crowd | None = ctx.memory.get("raid")
    if held is None or held.since is None or ctx.joined_at is None:
        return None
    if settings.calms(held.since) or not held.holds(message.at) or ctx.joined_at < held.since:
        return None
    return Finding("raid", "raid.why", values={"minutes": settings.minutes}, hushed=True)


RULE = Rule("raid", Raid, look)
