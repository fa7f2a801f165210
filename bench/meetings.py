"""What meetings cost, and whether reminders come once: `python -m bench.meetings` writes docs/figures-meetings.md."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from sqlmodel import insert

from bench.figures import Figure
from bot.chat.actions import Delete, Send
from bot.chat.events import Account, Tick
from bot.chat.facts import Role
from bot.domain.dates import read
from bot.models import DueRow, Rsvp
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import CITRA, CLASS, GROUP, NOW, joins, says
from tests.domain.phrases import PHRASES
from tests.stage import Stage

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "figures-meetings.md"
FEW, MANY = 1_000, 100_000
TICKS = 200
DUE = 1_000
SEATS, CROWD = 30, 200
HEAD = """# Figures of meetings

Written by `python -m bench.meetings`. Ratios compare two ways within one run, in turns.

| figure | what | target | measured |
|---|---|---|---|
"""


def staged() -> Stage:
    """Every capability, on a database in memory."""
    stage = Stage(*ROUTERS, *JOBS)
    stage.platform.roles |= {CITRA.address: Role.ADMIN}
    return stage


def announced(stage: Stage, line: str) -> None:
    """An admin makes a meeting and confirms it."""
    stage.happens(says(CITRA, f"/event {line}", at=stage.clock.now()))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "✅ Benar, umumkan"))
    stage.delivers()


def pending(stage: Stage, number: int, at: datetime) -> None:
    """So many reminders of one meeting."""
    common = {"community_id": CLASS, "group_id": GROUP.id, "kind": "reminders.send", "state": "pending", "tries": 0}
    rows = [
        {**common, "name": f"1:15:{each}", "at": at, "args": {"occurrence": 1, "offset": 15}, "reason": ""}
        for each in range(number)
    ]
    with stage.session() as session, session.begin():
        session.execute(insert(DueRow), rows)


def ticks(turns: int = TICKS) -> Figure:
    """A tick that finds nothing due, with many rows that wait and with few."""
    stages = [staged(), staged()]
    for stage, number in zip(stages, (FEW, MANY), strict=True):
        pending(stage, number, NOW + timedelta(days=300))
    took: list[list[float]] = [[], []]
    for turn in range(turns):
        for which in (0, 1) if turn % 2 else (1, 0):
            took[which].append(_seconds(lambda which=which: stages[which].happens(Tick("tick", NOW))))  # type: ignore[misc]
    what = f"a tick with {MANY:,} reminders that wait and none due, against one with {FEW:,}"
    return Figure("tick", what, median(took[1]) / median(took[0]), 3, unit="×")


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def sends_before_a_delete(due: int = DUE) -> int:
    """How many messages go before a deletion that is asked for when so many reminders are due at once."""
    stage = staged()
    announced(stage, "besok 19.30 Webinar Iklan")
    pending(stage, due, stage.clock.now())
    for _ in range(due // 100):
        stage.happens(Tick("tick", stage.clock.now()))
    stage.does(Delete(GROUP, message="m1"))
    sent = 0
    while not any(isinstance(order.action, Delete) for order in stage.flying):
        order = stage.flying[0]
        sent += isinstance(order.action, Send)
        stage.settles(order, stage.platform.do(order))
    return sent


def presses() -> list[Figure]:
    """Many who want few seats."""
    stage = staged()
    announced(stage, f"Webinar | besok 19.30 | kapasitas {SEATS}")
    crowd = [Account("telegram", str(5000 + number), f"Orang {number}") for number in range(CROWD)]
    stage.happens(*(joins(who) for who in crowd))
    events = [stage.presses(who, "✅ Ikut") for who in crowd]
    begun = time.process_time()
    stage.happens(*events)
    took = time.process_time() - begun
    answers = Counter(row.answer for row in stage.rows(Rsvp))
    return [
        Figure("seats", f"seats taken of {SEATS} when {CROWD} press at once", answers["yes"], SEATS),
        Figure("press", "processor time of an answer to an invitation", took / CROWD * 1000, unit=" ms"),
    ]


def phrases() -> list[Figure]:
    """How long a date takes to read."""
    zone = ZoneInfo("Asia/Jakarta")
    noon = datetime(2026, 3, 2, 12, tzinfo=zone)
    took = median(_seconds(lambda phrase=phrase: read(phrase, noon, zone)) for phrase in PHRASES)  # type: ignore[misc]
    understood = sum(meaning[0] == "2" for meaning in PHRASES.values())
    return [
        Figure("phrases", "phrases whose meaning the tests fix", len(PHRASES), 120, least=True),
        Figure("understood", "of them understood without asking", understood),
        Figure("reading", "a phrase read (median)", took * 1000, unit=" ms"),
    ]


def torture(name: str, meetings: int, kills: int) -> tuple[dict[str, int], int]:
    """A long torture of reminders: its table, and its exit code."""
    command = (sys.executable, "-m", f"tests.torture.{name}", "--meetings", str(meetings), "--kills", str(kills))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    rows = [line.split() for line in done.stdout.splitlines() if line.strip()]
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdecimal()}, done.returncode


def page(figures: list[Figure], table: dict[str, int], seasons: dict[str, int]) -> str:
    """The whole page."""
    lines = "".join(f"{figure.row()}\n" for figure in figures)
    return f"{HEAD}{lines}\n{TORTURE}{_rows(table)}\n{SEASONS}{_rows(seasons)}"


def _rows(table: dict[str, int]) -> str:
    return "".join(f"| {name.replace('_', ' ')} | {value:,} |\n" for name, value in table.items())


TORTURE = """## Reminders over kills and jumps of the clock

`python -m tests.torture.reminders` plays meetings in five zones over 35 days in which clocks change in New York and
Berlin. The process is killed with SIGKILL at random moments; between two lives and within them the clock jumps an hour
forth or back, or a day passes unserved. *late* and *expired* would have come when they were of no use, and were counted
instead; *missing* may only be what was *in flight* at a kill, which `pamong check` names; every text is checked against
the wall clocks of its meeting's zone.

| | |
|---|---|
"""

SEASONS = """## The same for a whole process under libfaketime

`python -m tests.torture.seasons` runs `pamong run` against the fake Bot API with a wall clock that libfaketime moves:
weeks in spring and in autumn, meetings in the nights in which an hour is missing or comes twice in New York and Berlin.
The clock of the running bot goes from due time to due time and jumps an hour forth or back; the bot is killed with
SIGKILL while Telegram is slow to answer, and wakes up an hour earlier or later, or after a day, once after a summer.
What was *in flight* at a kill is counted over the whole run, and compared with what `pamong check` names.

| | |
|---|---|
"""


def main(meetings: int = 500, kills: int = 200) -> int:
    """Measures, prints, writes the page; 1 when a target is missed."""
    found = [
        ticks(),
        Figure("delete", f"sends before a deletion when {DUE:,} reminders are due", sends_before_a_delete(), 1),
    ]
    found += [*presses(), *phrases()]
    table, failed = torture("reminders", meetings, kills)
    seasons, failed_too = torture("seasons", meetings // 5, kills // 5)
    PAGE.write_text(page(found, table, seasons), "utf-8")
    for figure in found:
        print(figure.row(), "" if figure.is_met else "  <- missed")
    print(table, seasons, sep="\n")
    return 1 if failed or failed_too or not all(figure.is_met for figure in found) else 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(word) for word in sys.argv[1:])))
