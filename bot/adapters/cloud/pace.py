"""How fast Meta may be asked: in all, and in one chat; pauses that Meta asks for."""

import threading
from collections import deque

OVERALL, SECOND = 60, 1.0  # messages in all within a second; Meta takes 80
BURST, REFILL = 30, 6.0  # messages to one person at once, and seconds until one more is free; Meta takes 45
LONGEST = 256.0  # seconds
MOST_CHATS = 4096  # remembered before idle ones are forgotten
EVERYWHERE = ""


class Pace:
    """What was sent when; all times are monotonic seconds, and the engine asks from its own thread."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.sent: deque[float] = deque(maxlen=OVERALL)
        self.full_at: dict[str, float] = {}
        self.stopped: dict[str, tuple[float, int]] = {}

    def free_at(self, address: str) -> float:
        """When a chat may be written to again."""
        with self.lock:
            pauses = [self.stopped.get(name, (0.0, 0))[0] for name in (EVERYWHERE, address)]
            crowd = self.sent[0] + SECOND if len(self.sent) == OVERALL else 0.0
            return max(*pauses, crowd, self.full_at.get(address, 0.0) - (BURST - 1) * REFILL)

    def spend(self, address: str, now: float) -> None:
        """Notes a message: it borrows from what may be said to this person later."""
        with self.lock:
            self.sent.append(now)
            if len(self.full_at) >= MOST_CHATS:
                self.full_at = {name: full for name, full in self.full_at.items() if full > now}
            self.full_at[address] = max(self.full_at.get(address, 0.0), now) + REFILL

    def pause(self, address: str, now: float) -> float:
        """Meta asks for patience: four times as long with every refusal in a row. The seconds."""
        with self.lock:
            _, times = self.stopped.get(address, (0.0, 0))
            seconds = min(LONGEST, 4.0**times)
            self.stopped[address] = (now + seconds, times + 1)
            return seconds

    def went(self, address: str) -> None:
        """A message got through: the next pause is short again."""
        with self.lock:
            self.stopped.pop(address, None)
            self.stopped.pop(EVERYWHERE, None)
