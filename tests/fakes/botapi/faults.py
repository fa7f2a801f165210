"""What goes wrong when a test asks for it, and Telegram's rate limits."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fakes.botapi.errors import ApiError, too_many


@dataclass
class Fault:
    """`kind`: fail, hang, drop_before (nothing was done), drop_after (done, but the answer is lost)."""

    kind: str
    method: str
    chat_id: int | None = None
    times: int | None = 1
    error: ApiError | None = None
    seconds: float = 0

    def hits(self, method: str, chat_id: int | None) -> bool:
        return self.method in ("*", method.lower()) and (self.chat_id is None or self.chat_id == chat_id)


class Faults:
    """Waiting faults, each spent after its number of hits."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        fault.method = fault.method.lower()
        self.waiting.append(fault)

    def take(self, method: str, chat_id: int | None) -> list[Fault]:
        """The first fault of each kind that hits this call."""
        hit: dict[str, Fault] = {}
        for fault in list(self.waiting):
            if fault.kind not in hit and fault.hits(method, chat_id):
                hit[fault.kind] = fault
                self._spend(fault)
        return list(hit.values())

    def _spend(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)


@dataclass
class Limits:
    """Telegram's limits on sending: overall a second, a chat a second (with a short burst), a group a minute."""

    overall: int = 30
    chat_burst: int = 3
    group_minute: int = 20
    _recent: deque[float] = field(default_factory=deque)
    _minute: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _tokens: dict[int, tuple[float, float]] = field(default_factory=dict)

    def check(self, method: str, chat_id: int | None, now: float) -> None:
        """Raises 429 with the seconds to wait; what is refused does not count."""
        if not method.lower().startswith(("send", "forward", "copy")) or method.lower() == "sendchataction":
            return
        waits = [self._wait(self._recent, self.overall, 1, now)]
        if chat_id is not None:
            waits.append(self._burst_wait(chat_id, now))
            if chat_id < 0:
                waits.append(self._wait(self._minute[chat_id], self.group_minute, 60, now))
        if max(waits) > 0:
            raise too_many(max(1, math.ceil(max(waits))))
        self._count(chat_id, now)

    def _wait(self, times: deque[float], most: int, window: float, now: float) -> float:
        while times and now - times[0] >= window:
            times.popleft()
        return times[0] + window - now if len(times) >= most else 0

    def _burst_wait(self, chat_id: int, now: float) -> float:
        tokens, at = self._tokens.get(chat_id, (float(self.chat_burst), now))
        tokens = min(self.chat_burst, tokens + now - at)
        self._tokens[chat_id] = (tokens, now)
        return 1 - tokens if tokens < 1 else 0

    def _count(self, chat_id: int | None, now: float) -> None:
        self._recent.append(now)
        if chat_id is None:
            return
        tokens, at = self._tokens[chat_id]
        self._tokens[chat_id] = (tokens - 1, at)
        if chat_id < 0:
            self._minute[chat_id].append(now)
