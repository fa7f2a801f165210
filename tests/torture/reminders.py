"""`python -m tests.torture.reminders`: meetings over weeks of a moving clock, killed again and again; counts reminders.

Each victim is a forked process that plays the engine against a file which stands for the group's screen. Between two
lives, and sometimes within one, the clock jumps an hour back or forth, or a day passes unserved.
"""

import argparse
import gc
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import log as logs
from bot.chat.actions import Send, Weight
from bot.chat.events import Delivered, Tick
from bot.context import Context
from bot.engine.orders import Order
from bot.models import Meeting
from bot.services.meetings import occurrences
from handlers import ROUTERS
from scheduler import JOBS
from tests import cast
from tests.stage import Platform, Stage
from tests.torture.reminded import OFFSETS, judge

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin", "America/New_York")
DAYS = 35  # from 2 March on: clocks change in New York on the 8th, in Berlin on the 29th
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (*(-HOUR, HOUR) * 5, DAY)
LONGEST = timedelta(hours=1)  # that passes without a look at what is due


@dataclass
class Screen(Platform):
    """Whatever is said is written to a file at once: it is there even if the process is not."""

    file: int = -1

    def do(self, order: Order) -> Delivered:
        if isinstance(order.action, Send) and order.action.weight is Weight.REMINDER:
            line = {"at": self.clock.now().isoformat(), "row": order.row, "text": str(order.action.text)}
            os.write(self.file, (json.dumps(line) + "\n").encode())
        return super().do(order)


@dataclass(frozen=True)
class Torture:
    """Where it takes place."""

    folder: Path
    meetings: int

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'pamong.db'}"

    def stage(self) -> Stage:
        """The engine as it is after the last death, at the time that it is."""
        stage = Stage(*ROUTERS, *JOBS, url=self.url)
        stage.platform = Screen(
            stage.clock, file=os.open(self.folder / "screen", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        )
        stage.clock.ahead = self.ahead
        return stage

    @property
    def ahead(self) -> timedelta:
        """How far the clock has come."""
        file = self.folder / "clock"
        return timedelta(seconds=float(file.read_text())) if file.exists() else timedelta(0)

    def set(self, ahead: timedelta) -> None:
        """The clock shows another time, also after a kill."""
        new = self.folder / "clock.new"
        new.write_text(str(ahead.total_seconds()))
        new.replace(self.folder / "clock")

    def prepare(self, dice: random.Random) -> None:
        """So many meetings, some of them weekly, in five zones."""
        stage = self.stage()
        with stage.session() as session, session.begin():
            for number in range(self.meetings):
                meet(number, _start(number, dice), cast.context(session))
        stage.close()

    def live(self, seed: int) -> None:
        """One victim's life: time passes, sometimes by a jump, until it is killed or all is over."""
        dice, stage = random.Random(seed), self.stage()
        stage.delivers()
        while self.ahead < timedelta(days=DAYS):
            self.set(self.ahead + (dice.choice(JUMPS) if dice.random() < 0.003 else self._step(stage, dice)))
            stage.clock.ahead = self.ahead
            stage.happens(Tick("tick", stage.clock.now()))
            stage.delivers()

    def _step(self, stage: Stage, dice: random.Random) -> timedelta:
        """To what is due next, or some seconds later; an hour at most."""
        due = stage.batches.next_due
        left = due - stage.clock.now() if due is not None else LONGEST
        return min(max(left, timedelta(0)), LONGEST) + timedelta(seconds=dice.choice((0, 0, 1, 40)))


def _start(number: int, dice: random.Random) -> datetime:
    """Within the first weeks, at a usual time on the clocks of one of the zones."""
    zone = ZoneInfo(ZONES[number % len(ZONES)])
    first = cast.NOW + timedelta(days=dice.uniform(1.1, 18))
    return first.astimezone(zone).replace(minute=dice.choice((0, 15, 30, 45)), second=0, microsecond=0, fold=0)


def meet(number: int, start: datetime, ctx: Context) -> None:
    """Puts a meeting into the calendar; every third one takes place again a week later."""
    meeting = Meeting(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        title=f"Acara {number}",
        timezone=str(start.tzinfo),
        state="open",
        starts_at=start.astimezone(UTC),  # an hour that exists
        rrule="FREQ=WEEKLY;COUNT=2" if number % 3 == 0 else "",
        offsets=list(OFFSETS),
        created_at=ctx.now,
    )
    ctx.session.add(meeting)
    ctx.session.flush()
    occurrences.extend(meeting, ctx)


def run(torture: Torture, kills: int, dice: random.Random) -> int:
    """Victim after victim until the weeks are over; how many were killed."""
    killed = 0
    while torture.ahead < timedelta(days=DAYS):
        pid = os.fork()
        if pid == 0:
            _be(torture, dice.getrandbits(32))
        dice.random()
        if killed < kills:
            time.sleep(dice.uniform(0.05, 1.5))
            os.kill(pid, signal.SIGKILL)
            killed += 1
            torture.set(torture.ahead + dice.choice((timedelta(0), *JUMPS) if dice.random() < 0.1 else (timedelta(0),)))
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise RuntimeError("a victim ended by itself")
    return killed


def _be(torture: Torture, seed: int) -> None:
    """The child's whole life; it never returns into the parent's code."""
    try:
        torture.live(seed)
        os._exit(0)
    except BaseException as failure:
        os.write(2, f"victim failed: {failure!r}\n".encode())
        os._exit(1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.reminders", description=__doc__)
    parser.add_argument("--meetings", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logs.setup("error")
    dice = random.Random(given.seed)
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="pamong-reminders-") as name:
        torture = Torture(Path(name), given.meetings)
        torture.prepare(dice)
        killed = run(torture, given.kills, dice)
        found = judge(torture.url, torture.folder / "screen")
    rows = {"meetings": given.meetings, "kills": killed, **{name: getattr(found, name) for name in FIGURES}}
    for name, value in rows.items():
        print(f"{name:<12} {value:>8}")
    print(*found.wrong[:20], sep="\n")
    return 1 if found.wrong else 0


FIGURES = ("wanted", "sent", "late", "expired", "in_flight", "missing", "doubled", "early", "useless")


if __name__ == "__main__":
    sys.exit(main())
