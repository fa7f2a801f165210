"""Which buddy a newcomer gets: the least busy of those who fit."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """A newcomer: `level` 0 is unknown, `past` are the buddies they had."""

    level: int = 0
    topics: frozenset[str] = frozenset()
    past: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody willing: `load` newcomers now, `given` since they began."""

    id: int
    load: int
    capacity: int
    given: int = 0
    level: int = 0
    topics: frozenset[str] = frozenset()

    @property
    def has_room(self) -> bool:
        return self.load < self.capacity


def fitting(wish: Wish, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those with room who fit best: nobody again before all others, nobody less advanced if it can be avoided."""
    free = [each for each in candidates if each.has_room]
    new = [each for each in free if each.id not in wish.past]
    able = [each for each in new if not wish.level or not each.level or each.level >= wish.level]
    return able or new or free


def least_busy(wish: Wish, candidates: Sequence[Candidate]) -> Candidate | None:
    """The fitting candidate with the fewest newcomers; among equals the one with most in common, then who had fewest.

    None when nobody has room.
    """
    return min(
        fitting(wish, candidates),
        key=lambda each: (each.load, -len(each.topics & wish.topics), each.given, each.id),
        default=None,
    )
