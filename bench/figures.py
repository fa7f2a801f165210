"""A figure, and how two ways to do the same are measured: in turns, so that a busy machine bothers both alike."""

import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median

Turn = Callable[[], Awaitable[object]]
Watch = Callable[[], float]

WALL: Watch = time.perf_counter
CPU: Watch = time.process_time  # of all threads


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: `least` says whether `value` must reach `target` or stay below it."""

    name: str
    what: str
    value: float
    target: float | None = None
    least: bool = False
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the target is kept."""
        if self.target is None:
            return True
        return self.value >= self.target if self.least else self.value <= self.target

    def row(self) -> str:
        """As a line of a Markdown table."""
        wanted = "" if self.target is None else f"{'≥' if self.least else '≤'} {self.target:g}{self.unit}"
        return f"| {self.name} | {self.what} | {wanted} | {self.value:.{_digits(self.value)}f}{self.unit} |"


def _digits(value: float) -> int:
    return 2 if abs(value) < 10 else 0


async def compared(ours: Sequence[Turn], theirs: Sequence[Turn], watch: Watch) -> tuple[float, float]:
    """(median of ours / theirs, median of theirs / ours) over turns that alternate."""
    ratios = []
    for number, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        first, second = (our, their) if number % 2 else (their, our)
        took = {}
        for turn in (first, second):
            gc.collect()
            begun = watch()
            await turn()
            took[turn] = watch() - begun
        ratios.append(took[our] / took[their])
    return median(ratios), median(1 / ratio for ratio in ratios)
