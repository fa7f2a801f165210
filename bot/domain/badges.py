"""What taking part adds up to: stages that points reach, and badges for what somebody did."""

from collections.abc import Mapping
from itertools import takewhile

STAGES = (("seed", 0), ("sprout", 25), ("sapling", 100), ("tree", 400), ("forest", 1500))
"""(name, points from which it begins)."""

BADGES = (
    ("week", "streak", 7),
    ("month", "streak", 30),
    ("voice", "messages", 100),
    ("pillar", "messages", 1000),
    ("answerer", "replies", 50),
    ("helper", "helped", 5),
    ("lighthouse", "helped", 25),
    ("thinker", "answers", 50),
    ("present", "attended", 5),
)
"""(name, counter, how many of it)."""


def stage(points: int) -> str:
    """The last stage that so many points have reached."""
    return [name for name, least in takewhile(lambda each: each[1] <= max(points, 0), STAGES)][-1]


def to_next(points: int) -> int:
    """How many points are missing to the next stage; 0 when there is none."""
    return next((least - points for _, least in STAGES if least > points), 0)


def earned(counters: Mapping[str, int]) -> list[str]:
    """The badges that counters have earned."""
    return [name for name, counter, least in BADGES if counters.get(counter, 0) >= least]
