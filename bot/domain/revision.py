"""When a question comes back: spaced repetition by the free algorithm FSRS, and how well a topic is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler, State

KNOWN = 0.8  # of the answers in a topic, or at a level, that are right
EVIDENCE = 10  # questions of a level that somebody has answered before it can rise


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a question between two reviews; `stability` in days, `due` aware."""

    due: datetime
    state: int = int(State.Learning)
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None


def reviewed(memory: Memory, share: float, at: datetime) -> Memory:
    """The memory after an answer that was right by `share` (0 to 1)."""
    card = Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due.astimezone(UTC),
        last_review=memory.last_review.astimezone(UTC) if memory.last_review else None,
    )
    after, _ = Scheduler(enable_fuzzing=False).review_card(card, rating(share), at.astimezone(UTC))
    return Memory(after.due, int(after.state), after.step, after.stability, after.difficulty, after.last_review)


def rating(share: float) -> Rating:
    """Right is good, half right was hard, all else has to be learned again."""
    if share >= 1:
        return Rating.Good
    return Rating.Hard if share >= 0.5 else Rating.Again


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well somebody knows a topic: the share of its questions that was right the last time."""

    topic: str
    share: float
    questions: int


def mastery(latest: Iterable[tuple[str, float]]) -> list[Mastery]:
    """By topic, of the latest (topic, share) of each question; what was asked most comes first."""
    found: dict[str, list[float]] = {}
    for topic, share in latest:
        found.setdefault(topic, []).append(share)
    known = [Mastery(topic, sum(shares) / len(shares), len(shares)) for topic, shares in found.items()]
    return sorted(known, key=lambda each: (-each.questions, each.topic))


def next_level(levels: Sequence[str], level: str, latest: Mapping[str, Sequence[float]]) -> str:
    """The level that the evidence speaks for: the next one above `level`, or `level` itself.

    `latest` holds by level how right the latest answer to each of its questions was. Whoever has none begins low.
    """
    at = levels.index(level) if level in levels else 0
    shares = [share for higher in levels[at:] for share in latest.get(higher, ())]
    if at + 1 == len(levels) or len(shares) < EVIDENCE or sum(shares) / len(shares) < KNOWN:
        return level
    return levels[at + 1]
