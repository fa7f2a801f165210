"""The moment, which a playground may shift."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Wall time for what is due and expires, monotonic time for pacing."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + self.ahead

    def shift(self, by: timedelta) -> None:
        """Moves the wall clock on; monotonic time does not notice."""
        self.ahead += by

    @staticmethod
    def monotonic() -> float:
        """Seconds that only pass."""
        return time.monotonic()
