"""`python -m bench.participation`: what a week's report costs in a small and in a big log; writes its page."""

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bench.crowd import NOW, Size, fill, grow
from bench.figures import CPU, Figure
from bot.models import Table
from bot.services.participation import periods
from bot.store import Database, database

PAGE = Path(__file__).parents[1] / "docs" / "figures-participation.md"
WEEK = timedelta(days=7)
ZONE = ZoneInfo("Asia/Jakarta")
SMALL = Size(1_000_000, groups=200, days=400, people=100)
TIMES = 10
ROUNDS = 15
INDEXES = ("activity_covering", "activity_message")
HEAD = """# Figures about participation

Written by `.venv/bin/python -m bench.participation`: 200 groups that talk for 400 days (in the big log about 125
times a day each), on SQLite; the median of 15 reports on the last week, each with the week before it, as
`/report_activity` and the digest read them, in CPU time. The scan is the same report on the same log without indexes.
That every number equals plain SQL over a log of 100,000 events is tested in `tests/services/test_participation.py`.

| figure | what | target | measured |
|---|---|---|---|
"""


async def figures(small: Size = SMALL, rounds: int = ROUNDS) -> list[Figure]:
    """How the cost of a report grows with the log, and how it compares with reading all of it."""
    with TemporaryDirectory(prefix="pamong-bench-") as folder:
        few = _filled(Path(folder) / "small.db", small)
        many = _grown(Path(folder) / "small.db", Path(folder) / "big.db")
        before, after = _median(few, rounds), _median(many, rounds)
        _forget_indexes(many)
        scan = _seconds(lambda: _report(many, 1))
        few.close()
        many.close()
    rows = f"{small.rows:,} → {small.rows * TIMES:,} rows"
    return [
        Figure("report growth", f"a week's report, {rows}", after / before, 12.0, unit="×"),
        Figure("report against scan", "the report by a scan / by the index", scan / after, 100.0, least=True, unit="×"),
        Figure("report, small log", f"{small.rows:,} rows", 1000 * before, unit=" ms"),
        Figure("report, big log", f"{small.rows * TIMES:,} rows", 1000 * after, unit=" ms"),
    ]


def _filled(path: Path, size: Size) -> Database:
    opened = database(f"sqlite:///{path}")
    Table.metadata.create_all(opened.engine)
    with opened.session() as session, session.begin():
        session.connection().exec_driver_sql("PRAGMA cache_size = -200000")
        fill(session, size)
    return opened


def _grown(small: Path, path: Path) -> Database:
    opened = database(f"sqlite:///{path}")
    Table.metadata.create_all(opened.engine)
    opened.close()
    grow(small, path, TIMES)
    return database(f"sqlite:///{path}")


def _median(opened: Database, rounds: int) -> float:
    """Seconds of one report; groups in turn, so that no page is at hand because it was just read."""
    return median(_seconds(lambda group=group: _report(opened, group)) for group in range(1, rounds + 1))  # type: ignore[misc]


def _report(opened: Database, group: int) -> None:
    with opened.session() as session:
        periods(session, group, NOW - WEEK, NOW, ZONE)


def _forget_indexes(opened: Database) -> None:
    """What is left is the log itself: whoever asks for a week reads all of it."""
    with opened.session() as session, session.begin():
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        for index in INDEXES:
            connection.exec_driver_sql(f"DROP INDEX {index}")


def _seconds(work: Callable[[], None]) -> float:
    begun = CPU()
    work()
    return CPU() - begun


async def main() -> int:
    """Measures, prints, writes the page; 1 when a target is missed."""
    found = await figures()
    for figure in found:
        print(figure.row(), "" if figure.is_met else "  <- missed", flush=True)
    PAGE.write_text(HEAD + "".join(f"{figure.row()}\n" for figure in found), "utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
