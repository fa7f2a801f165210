"""The wall clock of whole processes, moved from outside by libfaketime; what only passes is left alone."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

MISSING = "libfaketime is not installed; on Debian and Ubuntu: apt install faketime"


def library() -> Path | None:
    """Where Debian's package `faketime` puts the library for programs with threads."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


class WallClock:
    """A moment that its processes take for the present one; it goes on at the usual pace, and jumps when told to."""

    def __init__(self, file: Path, moment: datetime) -> None:
        found = library()
        if found is None:
            raise FileNotFoundError(MISSING)
        self.library = found
        self.file = file
        self.ahead = timedelta(0)
        self.set(moment)

    def now(self) -> datetime:
        """What the processes see."""
        return datetime.now(UTC) + self.ahead

    def set(self, moment: datetime) -> None:
        """The clock shows another time from now on, also in processes that run."""
        self.ahead = moment - datetime.now(UTC)
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.ahead.total_seconds():+.6f}\n")
        new.replace(self.file)

    def environment(self) -> dict[str, str]:
        """What a process needs to live by this clock."""
        own = {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
            "NO_FAKE_STAT": "1",
        }
        return {**os.environ, **own}
