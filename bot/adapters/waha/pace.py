"""How fast WhatsApp is written to: like a person, never like a machine."""

import asyncio
import random
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from time import monotonic

from bot.chat.actions import Lane

JITTER = {Lane.TALK: (1.0, 3.0), Lane.URGENT: (0.3, 1.0)}  # seconds between two orders
MINUTE = 60.5
PATIENT = 20.0  # seconds that an order waits here; a longer wait goes back to its lane
ALIKE, DAY = 5, 86_400.0  # people who may get the same words in private within so many seconds
MOST_TEXTS = 1000

Rest = Callable[[float], Awaitable[None]]


class Slow(Exception):
    """No turn soon: try again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"in {seconds:.0f} s")
        self.seconds = seconds


class Pace:
    """A ceiling a minute and a random pause after each; urgent orders have a queue of their own.

    `clock` gives seconds that only pass. The engine asks `free_at` in its own thread.
    """

    def __init__(
        self,
        per_minute: int = 20,
        clock: Callable[[], float] = monotonic,
        rest: Rest = asyncio.sleep,
        dice: random.Random | None = None,
    ) -> None:
        self.clock = clock
        self.rest = rest
        self.dice = dice or random.Random()
        self.said: deque[float] = deque(maxlen=per_minute)
        self.next = dict.fromkeys(Lane, 0.0)
        self.stopped = 0.0
        self.silenced = 0.0
        self.lock = threading.Lock()

    def free_at(self, lane: Lane) -> float:
        """When the next order of a lane may go (seconds of the clock)."""
        with self.lock:
            return self._free_at(lane)

    def _free_at(self, lane: Lane) -> float:
        full = lane is Lane.TALK and len(self.said) == self.said.maxlen
        return max(self.next[lane], self.stopped, self.silenced, self.said[0] + MINUTE if full else 0.0)

    def stop(self, seconds: float) -> None:
        """Nothing is sent for a while."""
        with self.lock:
            self.stopped = max(self.stopped, self.clock() + seconds)

    def silence(self, seconds: float) -> bool:
        """Nothing is sent for so long, whatever else is well again; whether that is new."""
        with self.lock:
            now = self.clock()
            new, self.silenced = self.silenced <= now, max(self.silenced, now + seconds)
            return new

    def resume(self) -> None:
        """Sending goes on."""
        with self.lock:
            self.stopped = 0.0

    async def turn(self, lane: Lane) -> None:
        """Waits for a turn and takes it. Raises `Slow` when that takes long."""
        while (wait := self._take(lane)) > 0:
            if wait > PATIENT:
                raise Slow(wait)
            await self.rest(wait)

    def _take(self, lane: Lane) -> float:
        """Seconds to wait, or none after the turn was taken."""
        with self.lock:
            now = self.clock()
            wait = self._free_at(lane) - now
            if wait > 0:
                return wait
            self.next[lane] = now + self.dice.uniform(*JITTER[lane])
            if lane is Lane.TALK:
                self.said.append(now)
            return 0.0


class Variety:
    """Notices the same words to one person after another: that is how WhatsApp knows who advertises."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self.heard: dict[bytes, dict[str, float]] = {}

    def is_mass(self, words: str, address: str) -> bool:
        """Whether enough others were told just this within a day; else notes that this person is."""
        now = self.clock()
        if len(self.heard) >= MOST_TEXTS:
            self.heard = {text: people for text, people in self.heard.items() if max(people.values()) > now - DAY}
        people = self.heard.setdefault(blake2b(words.encode(), digest_size=16).digest(), {})
        for other in [other for other, at in people.items() if at <= now - DAY]:
            del people[other]
        if address not in people and len(people) >= ALIKE:
            return True
        people[address] = now
        return False
