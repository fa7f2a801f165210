"""Which outbox rows may go now: two lanes a chat, in order, urgent before talk, paced by the platform."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.chat.actions import Lane

AT_ONCE = 8  # rows in flight per platform
TALK_AT_ONCE = 6  # so that urgent rows always find a free place

LaneName = tuple[str, str, int]
"""(platform, address, lane)"""

FreeAt = Callable[[str, str, Lane], float]
"""When a platform may be asked again (monotonic seconds): (platform, address, lane) in."""


@dataclass(frozen=True, slots=True, order=True)
class Queued:
    """A pending row, ordered as it leaves: by weight, then by age."""

    weight: int
    id: int
    lane: LaneName
    not_before: datetime | None = None
    until: datetime | None = None


class Lanes:
    """The pending rows of the outbox in memory; the writer alone changes them, after each commit."""

    def __init__(self, free_at: FreeAt) -> None:
        self.free_at = free_at
        self.rows: dict[int, Queued] = {}
        self.heaps: dict[LaneName, list[Queued]] = {}
        self.flying: dict[int, LaneName] = {}

    def clear(self) -> None:
        """Forgets everything, to be filled anew."""
        self.rows.clear()
        self.heaps.clear()
        self.flying.clear()

    def add(self, rows: Iterable[Queued]) -> None:
        """Rows that are now pending."""
        for row in rows:
            self.rows[row.id] = row
            heapq.heappush(self.heaps.setdefault(row.lane, []), row)

    def remove(self, row: int) -> None:
        """A row that shall not leave any more."""
        self.rows.pop(row, None)

    def settled(self, row: int) -> None:
        """A row came back from delivery."""
        self.flying.pop(row, None)

    def is_flying(self, platform: str, address: str = "") -> bool:
        """Whether a row of this chat is with its platform now; what is left out may be any."""
        return any(platform in ("", name[0]) and address in ("", name[1]) for name in self.flying.values())

    def is_idle(self, now: datetime) -> bool:
        """Whether nothing is in flight, and nothing waits for anything but its own moment."""
        resting = (row.not_before is not None and row.not_before > now for row in self.rows.values())
        return not self.flying and all(resting)

    def take(self, now: datetime, monotonic: float) -> tuple[list[int], list[int], float | None]:
        """(rows to send, rows that came too late, monotonic seconds until another look is worth while)."""
        busy = set(self.flying.values())
        room = self._room()
        going: list[int] = []
        late: list[int] = []
        wait: float | None = None
        for head in self._heads(now, late):
            platform, address, lane = head.lane
            if head.lane in busy or not self._fits(room, platform, lane):
                continue
            rest = self._rest(head, now, monotonic, platform, address, Lane(lane))
            if rest > 0:
                wait = rest if wait is None else min(wait, rest)
                continue
            self._fly(head, room)
            going.append(head.id)
        return going, late, wait

    def _room(self) -> dict[str, list[int]]:
        """Rows in flight by platform: [all, talk]."""
        room: dict[str, list[int]] = {}
        for platform, _, lane in self.flying.values():
            counts = room.setdefault(platform, [0, 0])
            counts[0] += 1
            counts[1] += lane == Lane.TALK
        return room

    @staticmethod
    def _fits(room: dict[str, list[int]], platform: str, lane: int) -> bool:
        everything, talk = room.get(platform, (0, 0))
        return everything < AT_ONCE and (lane != Lane.TALK or talk < TALK_AT_ONCE)

    def _heads(self, now: datetime, late: list[int]) -> list[Queued]:
        """The first row of every lane, urgent lanes first; what came too late is taken out on the way."""
        heads = []
        for name, heap in list(self.heaps.items()):
            while heap and (self.rows.get(heap[0].id) is not heap[0] or _is_late(heap[0], now)):
                row = heapq.heappop(heap)
                if self.rows.get(row.id) is row:
                    del self.rows[row.id]
                    late.append(row.id)
            if heap:
                heads.append(heap[0])
            else:
                del self.heaps[name]
        return sorted(heads, key=lambda row: (row.lane[2], row))

    def _rest(self, head: Queued, now: datetime, monotonic: float, platform: str, address: str, lane: Lane) -> float:
        """Seconds until this row may go."""
        patience = (head.not_before - now).total_seconds() if head.not_before else 0.0
        return max(patience, self.free_at(platform, address, lane) - monotonic)

    def _fly(self, head: Queued, room: dict[str, list[int]]) -> None:
        heapq.heappop(self.heaps[head.lane])
        del self.rows[head.id]
        self.flying[head.id] = head.lane
        counts = room.setdefault(head.lane[0], [0, 0])
        counts[0] += 1
        counts[1] += head.lane[2] == Lane.TALK


def _is_late(row: Queued, now: datetime) -> bool:
    return row.until is not None and row.until <= now
