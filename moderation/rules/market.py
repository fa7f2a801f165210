"""The market: offers belong to their days and hours, one a member a day."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from bot.domain.hours import Hours, parse_hours
from bot.domain.moments import say_moment
from moderation.finding import Finding
from moderation.offers import THRESHOLD, offer
from moderation.rule import Rule, RuleSettings


class Market(RuleSettings):
    """When members may offer what they sell."""

    section: ClassVar[str] = "market"

    days: list[int] = Field([], description="Days of the week, 0 is Monday; empty: offers are not limited")
    hours: str = Field("", description="From when to when, such as 09:00-17:00")
    a_day: int = Field(1, ge=1, le=50, description="So many offers a day by one member")

    @property
    def span(self) -> Hours | None:
        """The hours of a market day, where a group has a market."""
        return parse_hours(self.hours) if self.hours and self.days and self.on else None


def look(message: Message, ctx: Context, settings: Market) -> Finding | None:
    """Finds offers outside of the market, and further ones of the same day within it."""
    hours = settings.span
    if hours is None or message.who is None or not message.text:
        return None
    found = offer(message.text)
    if found.score < THRESHOLD:
        return None
    day = hours.running(message.at, ctx.group.zone)
    open_ = day is not None and day.weekday() in settings.days
    if open_ and day and _offers_of(message, day, ctx) <= settings.a_day:
        return None
    values = {"moment": _next(hours, settings, message.at, ctx), "most": settings.a_day}
    return Finding("market", "market.why_daily" if open_ else "market.why_later", found.score, THRESHOLD, values=values)


def _next(hours: Hours, settings: Market, at: datetime, ctx: Context) -> str:
    """When the market opens next, in words."""
    day = hours.next(max(at, ctx.now), ctx.group.zone, frozenset(settings.days))
    return say_moment(hours.on(day, ctx.group.zone)[0], ctx.now, ctx.group.zone, ctx.language)


def _offers_of(message: Message, day: date, ctx: Context) -> int:
    """Which offer of its author on this market day a message is; the same message is counted once."""
    assert message.who is not None
    today, offers = ctx.memory.get("market", (None, {}))
    if today != day:
        today, offers = ctx.memory["market"] = (day, {})
    mine: list[str] = offers.setdefault(message.who.id, [])
    key = message.album or message.message
    if key not in mine:
        mine.append(key)
    return mine.index(key) + 1


RULE = Rule("market", Market, look)
