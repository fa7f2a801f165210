"""Static ticks in memory; everything dated is in the tables."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

EVERY = timedelta(seconds=1)


class Beat(BaseTrigger):  # type: ignore[misc]
    """A moment from now, whatever the clock has shown before: what was missed is not counted one by one."""

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        return now + EVERY


class Beats(MemoryJobStore):  # type: ignore[misc]
    """What lies further ahead than a beat does so because the clock was set back: it is due."""

    def get_due_jobs(self, now: datetime) -> list[Job]:
        for job in self.get_all_jobs():
            if job.next_run_time > now + EVERY:
                job.modify(next_run_time=now)
        return list(super().get_due_jobs(now))

    def get_next_run_time(self) -> datetime | None:
        latest, planned = datetime.now(UTC) + EVERY, super().get_next_run_time()
        return min(planned, latest) if planned is not None else None


class Ticks:
    """Tells the engine that time has passed; what missed its moment is not repeated, the next one catches up."""

    def __init__(self, tick: Callable[[], None]) -> None:
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self.scheduler = BackgroundScheduler(jobstores={"default": Beats()}, job_defaults=defaults, timezone="UTC")
        self.scheduler.add_job(tick, Beat(), id="tick")

    def start(self) -> None:
        """From now on, every second."""
        self.scheduler.start()

    def stop(self) -> None:
        """No tick after this."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)
