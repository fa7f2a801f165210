"""Quiet hours: the platform keeps the group closed; where it cannot, what is written then goes."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from bot.domain.hours import Hours, parse_hours
from bot.domain.moments import say_moment
from moderation.finding import Finding
from moderation.rule import Rule, RuleSettings


class Quiet(RuleSettings):
    """When only moderators may write."""

    section: ClassVar[str] = "quiet"

    hours: str = Field("", description="Every night from when to when, such as 22:00-05:00; empty: never")
    state: Literal["open", "closed"] = Field("open", description="closed: closed by hand until an admin reopens it")

    @property
    def span(self) -> Hours | None:
        """The hours, where a group has any."""
        return parse_hours(self.hours) if self.hours and self.on else None


def until(settings: Quiet, at: datetime, ctx: Context) -> datetime | None:
    """When the quiet hours end that run at a moment; None when none do."""
    hours = settings.span
    day = hours.running(at, ctx.group.zone) if hours else None
    return hours.on(day, ctx.group.zone)[1] if hours and day else None


def look(message: Message, ctx: Context, settings: Quiet) -> Finding | None:
    """Finds what is written in a closed group, where the platform itself closes nothing."""
    if ctx.abilities.closing:
        return None
    if settings.state == "closed":
        return Finding("quiet", "quiet.why_closed")
    end = until(settings, message.at, ctx)
    if end is None:
        return None
    moment = say_moment(end, ctx.now, ctx.group.zone, ctx.language)
    return Finding("quiet", "quiet.why", values={"moment": moment})


RULE = Rule("quiet", Quiet, look)
