"""`python -m tests.torture.seasons`: `pamong run` under libfaketime in the weeks when clocks change; counts reminders.

The bot is a process as people start it, the Telegram that it talks to is slow and lives by another clock. The bot's
wall clock goes from due time to due time; it jumps an hour back or forth while the bot runs, and while it is dead after
a SIGKILL, or a day passes unserved, and once a whole summer.
"""

import argparse
import json
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from bot.models import DueRow, Group, Occurrence, OutboxRow
from bot.services.meetings import occurrences, reminders
from bot.settings import Defaults, load
from tests import cast
from tests.fakes.botapi import Outside
from tests.torture.process import Bot
from tests.torture.reminded import OFFSETS, Ended, Verdict, judge
from tests.torture.reminders import FIGURES, HOUR, ZONES, meet
from tests.torture.wallclock import MISSING, WallClock, library

PATIENCE = 90.0  # seconds in which something must happen
LOOK = 0.05  # seconds between two looks
KINDS = (reminders.SEND, occurrences.BEGIN, occurrences.END)  # what is waited for
SLOW = 0.5  # seconds that Telegram takes before it does something, and again before it answers
JUMPY, JUMPY_WHEN_DEAD = 0.04, 0.5  # share of moments, and of deaths, at which the clock jumps
LIFE = 2.0  # seconds that are left, at most, when a bot is to die


@dataclass(frozen=True)
class Season:
    """Some weeks, with the nights in which the clocks of a zone change."""

    begin: datetime
    weeks: int
    nights: dict[str, date]

    @property
    def end(self) -> datetime:
        return self.begin + timedelta(weeks=self.weeks)


SPRING = Season(cast.NOW, 6, {"America/New_York": date(2026, 3, 8), "Europe/Berlin": date(2026, 3, 29)})
AUTUMN = Season(
    datetime(2026, 10, 19, 5, tzinfo=UTC),
    5,
    {"Europe/Berlin": date(2026, 10, 25), "America/New_York": date(2026, 11, 1)},
)


def start(number: int, season: Season, dice: random.Random) -> datetime:
    """When a meeting begins: every other one of a zone that changes in that night, when hours are missing or double."""
    zone = ZoneInfo(ZONES[-1 - number % len(ZONES)])
    minute, fold, night = dice.choice((0, 15, 30, 45)), dice.randint(0, 1), season.nights.get(zone.key)
    if night is not None and number // len(ZONES) % 2 == 0:
        return datetime(night.year, night.month, night.day, dice.randint(0, 4), minute, tzinfo=zone, fold=fold)
    days = dice.uniform(1.1, (season.weeks - 2) * 7)
    at = (season.begin + timedelta(days=days)).astimezone(zone).replace(minute=minute, second=0, microsecond=0)
    return at.replace(fold=fold)


@dataclass
class Torture:
    """One bot, its groups, and what stands on their screens."""

    bot: Bot
    api: Outside
    dice: random.Random
    kills: int
    clock: WallClock
    screen: Path
    groups: list[int] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    ended: Ended = field(default_factory=Ended)
    killed: int = 0
    jumps: int = 0
    unnamed: int = 0

    def prepare(self, meetings: int, groups: int) -> list[datetime]:
        """The bot meets its groups, then meetings are put into its database; the moments at which it is to die."""
        creator = self.api.user(name="Citra")["id"]
        self.groups = [self.api.supergroup(title=f"Kelas {n}", creator=creator)["id"] for n in range(groups)]
        self.bot.wakes()
        self.until(lambda: all(self.api.said(chat=group) for group in self.groups))
        self.until(self.is_calm)
        self.bot.dies()
        with self.bot.opened.session() as session, session.begin():
            rows = session.exec(select(Group.id).where(Group.kind == "group").order_by(col(Group.id))).all()
            for number in range(meetings):
                self._meet(number, rows[number % len(rows)] or 0, session)
            starts = session.exec(select(Occurrence.starts_at)).all()
        due = sorted(at - timedelta(minutes=offset) for at in starts for offset in OFFSETS)
        return sorted(self.dice.sample(due, max(0, self.kills - 2)))

    def _meet(self, number: int, group: int, session: Session) -> None:
        place = load(session, group, Defaults())
        ctx = cast.context(session, place=place, group=place)
        meet(number, start(number, (SPRING, AUTUMN)[number % 2], self.dice), ctx)

    def live(self, season: Season, deaths: list[datetime]) -> None:
        """From one due time to the next, until the weeks are over; `deaths` are at the moments that are left."""
        self.clock.set(season.begin)
        self.bot.wakes()
        while (due := self._next_due()) is not None and due < season.end:
            self.clock.set(max(due, self.clock.now()) + timedelta(seconds=self.dice.choice((0, 0, 1, 40))))
            if deaths and self.clock.now() >= deaths[0]:
                del deaths[0]
                self._is_killed()
            elif self.dice.random() < JUMPY:
                self.until(self.is_calm)
                self._jumps(self.dice.choice((-HOUR, HOUR)))
            self.until(self.is_calm)
            self._watch()
        self.unnamed += self.bot.unknown_to_check()
        self.bot.dies()

    def _next_due(self) -> datetime | None:
        with self.bot.looks() as session:
            query = select(func.min(DueRow.at)).where(DueRow.state == "pending", DueRow.kind == reminders.SEND)
            return session.exec(query).one()

    def _is_killed(self) -> None:
        """While something is on its way to a slow Telegram, likely; then the clock may be another one."""
        for after in (False, True):
            self.api.hang(method="sendMessage", seconds=SLOW, times=None, after=after)
        time.sleep(self.dice.uniform(0.0, LIFE))
        self.bot.dies()
        self.killed += 1
        time.sleep(2 * SLOW)  # what is on its way arrives, before the clock shows something else
        self.api.heal()
        self._watch()
        if self.dice.random() < JUMPY_WHEN_DEAD:
            self._jumps(self.dice.choice((-HOUR, HOUR, -HOUR, HOUR, timedelta(days=1))))
        self.bot.wakes()

    def _jumps(self, by: timedelta) -> None:
        self._watch()
        self.clock.set(self.clock.now() + by)
        self.jumps += 1

    def is_calm(self) -> bool:
        """Whether nothing is due any more, and everything has left."""
        late = (DueRow.state == "pending", col(DueRow.kind).in_(KINDS), col(DueRow.at) <= self.clock.now())
        busy = col(OutboxRow.state).in_(("pending", "waiting", "sending"))
        with self.bot.looks() as session:
            if session.exec(select(DueRow.id).where(*late).limit(1)).first() is not None:
                return False
            return session.exec(select(OutboxRow.id).where(busy).limit(1)).first() is None

    def until(self, is_so: Callable[[], bool]) -> None:
        """Waits; raises when it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it does not come to an end at {self.clock.now()}:\n{self.bot.last_words()}")
            time.sleep(LOOK)

    def _watch(self) -> None:
        """Writes down which reminders are new on the screens, and when by the bot's clock."""
        with self.screen.open("a") as file:
            for group in self.groups:
                for message in self.api.said(chat=group):
                    self._note(group, message["message_id"], message.get("text", ""), file.write)
        with self.bot.looks() as session:
            self.ended.look(session)

    def _note(self, group: int, number: int, text: str, write: Callable[[str], int]) -> None:
        if (group, number) not in self.seen and text.startswith(("⏰", "▶️")):
            write(json.dumps({"at": self.clock.now().isoformat(), "text": text}) + "\n")
        self.seen.add((group, number))


@contextmanager
def torture(given: argparse.Namespace) -> Iterator[Torture]:
    """Everything that it takes, and nothing of it afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="pamong-seasons-") as name,
        Outside.launch(
            "--no-validation", "--seed", str(given.seed), "--token", f"{os.getpid()}:{secrets.token_hex(20)}"
        ) as api,
    ):
        folder = Path(name)
        clock = WallClock(folder / "clock", SPRING.begin)
        bot = Bot(folder, api, clock)
        try:
            yield Torture(bot, api, random.Random(given.seed), given.kills, clock, folder / "screen")
        finally:
            bot.close()


def run(given: argparse.Namespace) -> tuple[Torture, Verdict]:
    """Both seasons; what was found."""
    with torture(given) as run:
        deaths = run.prepare(given.meetings, given.groups)
        for season in (SPRING, AUTUMN):
            run.live(season, [at for at in deaths if season.begin <= at < season.end])
            run.killed += 1
        found = judge(run.bot.url, run.screen, run.ended)
    found.wrong += [f"{run.unnamed} not named by pamong check"] if run.unnamed else []
    return run, found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.seasons", description=__doc__)
    parser.add_argument("--meetings", type=int, default=100)
    parser.add_argument("--groups", type=int, default=10, help="so many groups share them")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if library() is None:
        print(MISSING)
        return 2
    begun = time.monotonic()
    done, found = run(given)
    rows = {"meetings": given.meetings, "kills": done.killed, "jumps": done.jumps}
    rows |= {name: getattr(found, name) for name in FIGURES} | {"seconds": round(time.monotonic() - begun)}
    for name, value in rows.items():
        print(f"{name:<12} {value:>8}")
    print(*found.wrong[:20], sep="\n")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
