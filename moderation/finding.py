"""What a rule found in a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to act: which rule, how sure (0 to 1) against which threshold, and why, as a text key."""

    rule: str
    why: str
    score: float = 1.0
    threshold: float = 1.0
    values: tuple[tuple[str, object], ...] = ()
