"""Fair turns: whoever has had the fewest is next, and whoever had theirs longest ago among equals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turner:
    """Somebody who takes turns: how many, and when the last one began."""

    who: int
    turns: int
    last_at: datetime | None = None


def in_order(people: Sequence[Turner], last: int | None = None) -> list[int]:
    """Who comes next, then after them, once round; of equals whoever is named first.

    Whoever had the last turn rests if anybody else can take over.
    """
    ordered = sorted(people, key=lambda each: (each.turns, each.last_at or NEVER))
    if len(ordered) > 1 and ordered[0].who == last:
        ordered.append(ordered.pop(0))
    return [each.who for each in ordered]


def start(people: Sequence[Turner]) -> int:
    """How many turns somebody new is credited with: as many as whoever has the fewest, so that nobody catches up."""
    return min((each.turns for each in people), default=0)
