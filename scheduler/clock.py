"""Static ticks in memory; everything dated is in the tables."""

from collections.abc import Callable

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

EVERY = 1.0  # seconds


class Ticks:
    """Tells the engine that time has passed; what missed its moment is not repeated, the next one catches up."""

    def __init__(self, tick: Callable[[], None]) -> None:
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self.scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()}, job_defaults=defaults, timezone="UTC"
        )
        self.scheduler.add_job(tick, "interval", seconds=EVERY, id="tick")

    def start(self) -> None:
        """From now on, every second."""
        self.scheduler.start()

    def stop(self) -> None:
        """No tick after this."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)
