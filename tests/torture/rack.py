"""The run itself: victim after victim, killed from outside or at a named place, until all is quiet."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, col, func, select

from bot import migrations
from bot.adapters.telegram.read import ALLOWED
from bot.engine.failpoints import NAMES
from bot.models import InboxRow, OutboxRow
from bot.store import Database, database
from tests.fakes.botapi import Outside
from tests.torture.crowd import Crowd
from tests.torture.victim import RECEIVED, STORED, Life, Victim

AWAKE = 15.0  # seconds in which a victim must have taken updates
QUIET = 90.0  # seconds in which the last one must have done everything
EARLY = 0.1  # share of victims that are killed while they start
BEFORE, MEANWHILE = 25, 25  # deeds before a victim lives and while it does: as many as it can answer
TRICKLE = 0.05  # seconds between further deeds
ENOUGH = 40  # open updates and rows that keep a victim busy; more would outlast every victim's life


@dataclass
class Rack:
    """One torture of one database."""

    life: Life
    api: Outside
    crowd: Crowd
    dice: random.Random
    kills: int = 0
    reached: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    in_flight: list[OutboxRow] = field(default_factory=list)
    open: int = 0

    def kill_at_random(self, times: int) -> None:
        """5 to 400 ms after the first updates came in or were stored; some already while they start."""
        for _ in range(times):
            self._prepare()
            victim = Victim.fork(self.life)
            if self.dice.random() < EARLY:
                time.sleep(self.dice.uniform(0.0, 0.06))
            elif victim.tells(self.dice.choice((RECEIVED, STORED)), AWAKE):
                self._load(self.dice.uniform(0.005, 0.4), lambda: False)
            else:
                self.missed.append("a victim that takes no updates")
            victim.kill()
            self._died()

    def kill_everywhere(self) -> None:
        """Once at every named place."""
        for name in NAMES:
            self._prepare()
            victim = Victim.fork(self.life, name, self.dice.randrange(4))
            self._load(AWAKE, victim.has_ended)
            if victim.has_ended():
                self.reached.append(name)
            else:
                self.missed.append(name)
                victim.kill()
            self._died()

    def live_on(self) -> None:
        """The last one has all the time it needs."""
        victim = Victim.fork(self.life)
        deadline = time.monotonic() + QUIET
        try:
            while not self._is_quiet():
                if time.monotonic() > deadline or victim.has_ended():
                    self.missed.append("the end: something is still open")
                    return
                time.sleep(0.1)
        finally:
            victim.kill()

    def _load(self, seconds: float, enough: Callable[[], bool]) -> None:
        """Many deeds at first, then one now and then."""
        deadline, deeds = time.monotonic() + seconds, 0
        most = MEANWHILE if self.open < ENOUGH else 0
        while (left := deadline - time.monotonic()) > 0 and not enough():
            if left > 0.01 and (deeds < most or self.dice.random() < 0.1):
                self.crowd.act()
                deeds += 1
            else:
                time.sleep(min(left, TRICKLE / 10))

    def _prepare(self) -> None:
        """Something to do from the first moment."""
        self.crowd.act(self.dice.randrange(1, BEFORE) if self.open < ENOUGH else 1)

    def _died(self) -> None:
        self.kills += 1
        with peeking(self.life.url) as opened, opened.reader() as session:
            self.in_flight += session.exec(select(OutboxRow).where(OutboxRow.state == "sending")).all()
            session.expunge_all()
            self.open = _open(session) + self.api.call("pending")

    def _is_quiet(self) -> bool:
        with peeking(self.life.url) as opened, opened.reader() as session:
            return not self.api.call("pending") and _open(session) == 0


def _open(session: Session) -> int:
    """Rows that wait to leave, and events that wait to be handled."""
    rows = select(func.count()).where(col(OutboxRow.state).in_(("pending", "waiting", "sending")))
    events = select(func.count()).where(col(InboxRow.state).in_(("waiting", "parked")))
    return session.exec(rows).one() + session.exec(events).one()


@contextmanager
def peeking(url: str) -> Iterator[Database]:
    """The database for a look; nothing stays open that a fork would inherit."""
    opened = database(url)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def rack(url: str, folder: Path, seed: int, *, careless: bool = False) -> Iterator[Rack]:
    """A fresh database and a pretend Telegram full of people."""
    with peeking(url) as opened:
        migrations.upgrade(opened)
    dice = random.Random(seed)
    with Outside.launch("--no-validation", "--seed", str(seed)) as api:
        crowd = Crowd(api, dice)
        crowd.gather(ALLOWED)
        yield Rack(Life(url, api.base, api.token, folder / "victims.log", careless), api, crowd, dice)
