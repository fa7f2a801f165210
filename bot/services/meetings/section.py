"""What a group sets about its meetings."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field, field_validator

from bot.domain.durations import BadDuration, parse_duration
from bot.domain.hours import BadHours, parse_hours
from bot.settings import Section


class Meetings(Section):
    """Meetings."""

    section: ClassVar[str] = "meetings"

    private: bool = Field(True, description="Remind those who said yes in private as well")
    hide_link: bool = Field(False, description="Give the link only to those who come")
    survey: bool = Field(True, description="Ask an hour after the end how it was")
    minutes: int = Field(90, ge=15, le=24 * 60, description="How many minutes a meeting takes unless it says otherwise")
    remind: list[str] = Field(["24h", "1h", "15m"], description="How long before the start people are reminded")
    claim: int = Field(30, ge=5, le=24 * 60, description="How many minutes a free seat is kept for the next who waits")
    night: str = Field("22:00-06:00", description="Hours without private reminders")

    @field_validator("remind")
    @classmethod
    def _durations(cls, value: list[str]) -> list[str]:
        offsets(value)
        return value

    @field_validator("night")
    @classmethod
    def _hours(cls, value: str) -> str:
        try:
            return str(parse_hours(value)) if value else ""
        except BadHours:
            raise ValueError("hours as 22:00-06:00") from None


def offsets(words: list[str]) -> list[int]:
    """Minutes before the start, the longest first, and the start itself. Raises ValueError."""
    try:
        minutes = {int(parse_duration(word) / timedelta(minutes=1)) for word in words}
    except BadDuration:
        raise ValueError("durations as 24h") from None
    return sorted(minutes | {0}, reverse=True)
