"""`python -m bench.participation`: what a week's report costs in a small and in a big log; writes its page."""

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session

from bench.crowd import NOW, Size, fill, grow
from bench.figures import Figure
from bot.models import Table
from bot.services.participation import periods
from bot.store import Database, database

PAGE = Path(__file__).parents[1] / "docs" / "figures-participation.md"
WEEK = timedelta(days=7)
ZONE = ZoneInfo("Asia/Jakarta")
SMALL = Size(1_000_000, groups=200, days=400, people=100)
TIMES = 10
ROUNDS = 15
HEAD = """# Figures about participation

Written by `.venv/bin/python -m bench.participation`: 200 groups that talk for 400 days (in the big log about 125
times a day each), on SQLite; the median of 15 reports on the last week, each with the week before it, as
`/report_activity` and the digest read them. The scan counts the messages of each member in one of those weeks.
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
        scan = _seconds(lambda: _scan(many))
        few.close()
        many.close()
    rows = f"{small.rows:,} → {small.rows * TIMES:,} rows"
    return [
        Figure("report growth", f"a week's report, {rows}", after / before, 12.0, unit="×"),
        Figure("report against scan", "a scan of the big log / a report", scan / after, 100.0, least=True, unit="×"),
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


def _scan(opened: Database) -> None:
    """Messages by person of one week, without an index: every row is looked at."""
    week = (NOW - WEEK).isoformat(" ", "microseconds")[:26]
    query = "SELECT identity_id, COUNT(*) FROM activity NOT INDEXED WHERE group_id = 1 AND at >= :week GROUP BY 1"
    with opened.session() as session:
        _rows(session, query, week)


def _rows(session: Session, query: str, week: str) -> None:
    session.connection().execute(text(query), {"week": week}).all()


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


async def main() -> int:
    """Measures, prints, writes the page; 1 when a target is missed."""
    found = await figures()
    for figure in found:
        print(figure.row(), "" if figure.is_met else "  <- missed", flush=True)
    PAGE.write_text(HEAD + "".join(f"{figure.row()}\n" for figure in found), "utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
