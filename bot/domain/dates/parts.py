"""What a phrase contributes to a moment: a day, a time of day, a repetition, a zone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from typing import TypeVar

Dates = Callable[[date], tuple[date, ...]]
"""Gives, for the date it is today, the dates that may be meant."""


class Impossible(ValueError):
    """Words that name a day or a time which does not exist; the argument is `no_such_day` or `no_such_time`."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day. `soonest`: of several dates the first that is still ahead, else all of them are asked about.

    `weekday` marks a bare day of the week, which may also stand beside a date to confirm it; `yearless` a date
    that is nearly a year away when it was missed by a little.
    """

    dates: Dates
    soonest: bool = False
    weekday: int | None = None
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said; `sure`: by the clock of 24 hours, or with am and pm."""

    hour: int
    minute: int = 0
    sure: bool = False
    half: bool = False  # am or pm was said

    def __post_init__(self) -> None:
        if self.hour > 24 or self.minute > 59 or (self.hour == 24 and self.minute):
            raise Impossible("no_such_time")


@dataclass(frozen=True, slots=True)
class Span:
    """From a time until another; without an end it is open."""

    start: Clock
    end: Clock | None = None


@dataclass(frozen=True, slots=True)
class Daypart:
    """Morning, evening, night: by its word."""

    word: str


@dataclass(frozen=True, slots=True)
class After:
    """So long from now."""

    delta: timedelta


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone whose clocks are meant."""

    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Repeat:
    """Again and again: RFC 5545 in parts. A weekly one without days takes the day that stands beside it."""

    freq: str
    interval: int = 1
    days: tuple[int, ...] = ()
    rank: int = 0
    monthday: int = 0


@dataclass(frozen=True, slots=True)
class Times:
    """How often in all."""

    count: int


@dataclass(frozen=True, slots=True)
class Until:
    """The last day on which it may happen again."""

    dates: Dates


@dataclass(frozen=True, slots=True)
class Begin:
    """The day from which on it happens is named next."""


@dataclass(frozen=True, slots=True)
class Vague:
    """Words with two meanings that no button can tell apart; `why` is what must be said instead."""

    why: str


@dataclass(frozen=True, slots=True)
class Filler:
    """A word that leads to the next phrase and says nothing itself."""


Part = Day | Span | Daypart | After | Zone | Repeat | Times | Until | Begin | Vague | Filler


P = TypeVar("P")


@dataclass(slots=True)
class Said:
    """Everything that was said."""

    parts: list[Part] = field(default_factory=list)

    def of(self, kind: type[P]) -> list[P]:
        """What was said of one kind."""
        return [part for part in self.parts if isinstance(part, kind)]

    @property
    def days(self) -> list[Day]:
        """The days that were said."""
        return self.of(Day)

    @property
    def span(self) -> Span | None:
        """The time that was said."""
        return next(iter(self.of(Span)), None)

    @property
    def daypart(self) -> str:
        """The part of the day that was said."""
        return next((part.word for part in self.of(Daypart)), "")

    @property
    def repeat(self) -> Repeat | None:
        """How it repeats."""
        return next(iter(self.of(Repeat)), None)

    @property
    def vague(self) -> str:
        """Why no button could help."""
        return next((part.why for part in self.of(Vague)), "")

    def is_contradictory(self) -> bool:
        """Whether something is said twice that can only be one thing, or beside what it does not go with."""
        once = (Span, After, Zone, Repeat, Times, Until)
        if any(len(self.of(kind)) > 1 for kind in once) or len({part.word for part in self.of(Daypart)}) > 1:
            return True
        if self.of(After):
            return any(self.of(kind) for kind in (Day, Span, Daypart, Repeat))
        return any(self.of(kind) for kind in (Times, Until)) and self.repeat is None
