"""The account of what the people of the torture did."""

from collections import Counter
from dataclasses import dataclass, field

Place = tuple[int, int]
"""(group, user)"""


@dataclass
class Ledger:
    """What really happened."""

    messages: list[Place] = field(default_factory=list)  # (group, message)
    said: Counter[Place] = field(default_factory=Counter)
    replied: Counter[Place] = field(default_factory=Counter)
    reacted: Counter[Place] = field(default_factory=Counter)
    joined: Counter[Place] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)
    present: dict[Place, bool] = field(default_factory=dict)
    counted: Counter[int] = field(default_factory=Counter)
    rules: dict[int, str] = field(default_factory=dict)
    echoes: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)  # by whom
    told: Counter[int] = field(default_factory=Counter)  # answers that go to somebody's private chat
    pressed: dict[str, tuple[str, int]] = field(default_factory=dict)  # question by press, and where
    muted: set[Place] = field(default_factory=set)
    banned: set[Place] = field(default_factory=set)
    deeds: int = 0
