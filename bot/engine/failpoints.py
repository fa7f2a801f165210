"""Named places where a test may kill the process, to show that nothing is lost there."""

import os
import signal

NAMES = (
    "batch.begun",
    "batch.handled",
    "batch.claimed",
    "batch.committed",
    "batch.acknowledged",
    "delivery.before",
    "delivery.after",
    "poll.fetched",
    "poll.stored",
)

_armed: dict[str, int] = {}


def arm(name: str, passes: int = 0) -> None:
    """Kills the process when `name` has been passed `passes` times and is reached again."""
    if name not in NAMES:
        raise ValueError(f"no failpoint {name!r}")
    _armed[name] = passes


def failpoint(name: str) -> None:
    """Does nothing unless armed."""
    if not _armed or name not in _armed:
        return
    if _armed[name] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    _armed[name] -= 1
