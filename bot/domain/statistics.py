"""What numbers of a group say: pure, without rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

PROMOTERS, DETRACTORS = 9, 6  # of 0 to 10: from here up, and up to here


def gini(amounts: Iterable[int]) -> float:
    """How unevenly amounts are spread: 0 when all are equal, towards 1 when one has everything."""
    ordered = sorted(amounts)
    total, number = sum(ordered), len(ordered)
    if not total:
        return 0.0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, 1))
    return 2 * weighted / (number * total) - (number + 1) / number


def share(part: int, whole: int) -> float | None:
    """A part between 0 and 1; None of nothing."""
    return part / whole if whole else None


def middle(values: Collection[float]) -> float | None:
    """The median; None of nothing."""
    return float(median(values)) if values else None


def retained(before: Collection[int], now: Collection[int]) -> float | None:
    """The share of those of before who are there now as well."""
    earlier = set(before)
    return share(len(earlier & set(now)), len(earlier))


def change(before: float, now: float) -> float | None:
    """How much more (0.5 is half as much again) or less; None from nothing."""
    return (now - before) / before if before else None


def nps(counts: Mapping[int, int]) -> int | None:
    """Net promoter score, -100 to 100, of how often each of 0 to 10 was chosen."""
    total = sum(counts.values())
    if not total:
        return None
    promoters = sum(number for value, number in counts.items() if value >= PROMOTERS)
    detractors = sum(number for value, number in counts.items() if value <= DETRACTORS)
    return round(100 * (promoters - detractors) / total)


def mean(counts: Mapping[int, int]) -> float | None:
    """The average of values by how often each was chosen."""
    total = sum(counts.values())
    return sum(value * number for value, number in counts.items()) / total if total else None


def most_frequent(values: Iterable[str], most: int) -> Sequence[tuple[str, int]]:
    """(value, how often), the most frequent first, of equal ones that which came first."""
    return Counter(values).most_common(most)
