"""The figures of a period equal plain SQL over a log of 100,000 events, written without looking at the code."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bench.crowd import NOW, Size, fill
from bot.models import Table
from bot.services.participation import Figures, figures, periods, read
from bot.store import Database, database

ZONE = ZoneInfo("Asia/Jakarta")
SPANS = [(NOW - timedelta(days=7), NOW), (NOW - timedelta(days=1), NOW), (NOW - timedelta(days=28), NOW)]

HERE = "FROM activity WHERE group_id = :g AND at >= :start AND at < :end"
PRESENT = (
    "membership m JOIN identity i ON i.id = m.identity_id WHERE m.group_id = :g AND m.present AND i.kind = 'person'"
)
ASKED = f"""
    asked AS (SELECT message_id AS id, identity_id AS who, at {HERE} AND kind = 'messages' AND asks),
    waits AS (
        SELECT asked.id, MIN(julianday(a.at) - julianday(asked.at)) * 86400 AS seconds
        FROM asked JOIN activity a INDEXED BY for_the_oracle ON a.group_id = :g AND a.reply_to = asked.id
        WHERE a.kind = 'messages' AND a.identity_id != asked.who AND a.at < :now GROUP BY asked.id
    )
"""
WEEK_OVER = """
    came AS (
        SELECT identity_id AS who, MAX(at) AS at FROM activity WHERE group_id = :g AND kind = 'joins'
        AND datetime(at, '+7 days') >= datetime(:start) AND datetime(at, '+7 days') < datetime(:end)
        GROUP BY identity_id
    )
"""
ORACLE = {
    "members": f"SELECT COUNT(*) FROM {PRESENT}",
    "silent": f"SELECT COUNT(*) FROM {PRESENT} AND COALESCE(m.last_seen, m.joined_at) < :week_before_now",
    "joined": f"SELECT COUNT(*) {HERE} AND kind = 'joins'",
    "left": f"SELECT COUNT(*) {HERE} AND kind = 'leaves'",
    "messages": f"SELECT COUNT(*) {HERE} AND kind = 'messages'",
    "replies": f"SELECT COUNT(*) {HERE} AND kind = 'messages' AND reply_to IS NOT NULL",
    "reactions": f"SELECT COUNT(*) {HERE} AND kind = 'reactions'",
    "votes": f"SELECT COUNT(*) {HERE} AND kind = 'votes'",
    "active": f"SELECT COUNT(DISTINCT identity_id) {HERE} AND kind NOT IN ('joins', 'leaves', 'helped')",
    "writers": f"SELECT COUNT(DISTINCT identity_id) {HERE} AND kind = 'messages'",
    "voices": """
        SELECT COUNT(*) FROM (SELECT MIN(at) AS first FROM activity WHERE group_id = :g AND kind = 'messages'
        GROUP BY identity_id) WHERE first >= :start AND first < :end""",
    "questions": f"""WITH {ASKED} SELECT COUNT(*) FROM asked LEFT JOIN waits ON waits.id = asked.id
        WHERE waits.seconds <= 86400 OR asked.at <= :day_before_now""",
    "answered": f"WITH {ASKED} SELECT COUNT(*) FROM waits WHERE seconds <= 86400",
    "newcomers": f"WITH {WEEK_OVER} SELECT COUNT(*) FROM came",
    "settled": f"""WITH {WEEK_OVER} SELECT COUNT(*) FROM came WHERE EXISTS (SELECT 1 FROM activity a
        WHERE a.group_id = :g AND a.identity_id = came.who AND a.kind = 'messages' AND a.at >= came.at
        AND julianday(a.at) < julianday(came.at) + 7)""",
    "quizzed": f"SELECT COUNT(DISTINCT identity_id) {HERE} AND kind = 'answers'",
    "met": """SELECT COUNT(*) FROM (SELECT group_id, met_at FROM companion UNION ALL SELECT group_id, met_at FROM pair)
        WHERE group_id = :g AND met_at >= :start AND met_at < :end""",
    "attended": f"SELECT COUNT(DISTINCT identity_id) {HERE} AND kind = 'attended'",
}


@pytest.fixture(scope="module")
def crowd() -> Iterator[Database]:
    """Two groups with 100,000 events."""
    opened = database("sqlite://")
    Table.metadata.create_all(opened.engine)
    with opened.session() as session, session.begin():
        fill(session, Size(100_000, groups=2))
        session.connection().execute(text("CREATE INDEX for_the_oracle ON activity (group_id, reply_to)"))
    yield opened
    opened.close()


@pytest.fixture
def session(crowd: Database) -> Iterator[Session]:
    with crowd.session() as opened:
        yield opened


def values(start: datetime, end: datetime) -> dict[str, Any]:
    moments = {
        "start": start,
        "end": end,
        "now": NOW,
        "day_before_now": NOW - timedelta(days=1),
        "week_before_now": NOW - timedelta(days=7),
    }
    return {"g": 1} | {name: moment.isoformat(" ", "microseconds")[:26] for name, moment in moments.items()}


def oracle(session: Session, sql: str, start: datetime, end: datetime) -> list[Any]:
    return list(session.connection().execute(text(sql), values(start, end)).all())


def of(session: Session, start: datetime, end: datetime) -> Figures:
    return periods(session, 1, start, end, ZONE)[0]


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_every_number_equals_its_query(session: Session, start: datetime, end: datetime) -> None:
    found = of(session, start, end)
    wanted = {name: oracle(session, sql, start, end)[0][0] for name, sql in ORACLE.items()}
    assert {name: getattr(found, name) for name in ORACLE} == wanted
    assert all(wanted[name] for name in ("messages", "questions", "answered", "active", "silent"))


def test_the_time_before_is_measured_by_the_same_queries(session: Session) -> None:
    start, end = NOW - timedelta(days=14), NOW - timedelta(days=7)
    _, found = periods(session, 1, end, NOW, ZONE)
    wanted = {name: oracle(session, sql, start, end)[0][0] for name, sql in ORACLE.items()}
    assert {name: getattr(found, name) for name in ORACLE} == wanted


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_gini_is_that_of_the_writers(session: Session, start: datetime, end: datetime) -> None:
    sql = f"""WITH said AS (SELECT COUNT(*) AS n {HERE} AND kind = 'messages' GROUP BY identity_id)
        SELECT SUM(ABS(a.n - b.n)) * 1.0 / (2 * (SELECT COUNT(*) FROM said) * (SELECT SUM(n) FROM said))
        FROM said a CROSS JOIN said b"""
    assert of(session, start, end).gini == pytest.approx(oracle(session, sql, start, end)[0][0])


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_the_first_answer_is_the_median_wait(session: Session, start: datetime, end: datetime) -> None:
    sql = f"""WITH {ASKED} SELECT AVG(seconds) FROM (
        SELECT seconds, ROW_NUMBER() OVER (ORDER BY seconds) AS place, COUNT(*) OVER () AS n FROM waits
        WHERE seconds <= 86400) WHERE place IN ((n + 1) / 2, (n + 2) / 2)"""
    assert of(session, start, end).first_answer == pytest.approx(oracle(session, sql, start, end)[0][0], abs=0.01)


def test_retention_compares_the_active_of_both_periods(session: Session) -> None:
    start, end = SPANS[0]
    sql = """WITH acts AS (SELECT identity_id AS who, at >= :start AS late FROM activity WHERE group_id = :g
        AND at < :end AND julianday(at) >= julianday(:start) - 7 AND kind NOT IN ('joins', 'leaves', 'helped')),
        old AS (SELECT DISTINCT who FROM acts WHERE NOT late), new AS (SELECT DISTINCT who FROM acts WHERE late)
        SELECT (SELECT COUNT(*) FROM old JOIN new USING (who)) * 1.0 / (SELECT COUNT(*) FROM old)"""
    assert of(session, start, end).retained == pytest.approx(oracle(session, sql, start, end)[0][0])


def test_days_and_hours_are_those_of_the_groups_clocks(session: Session) -> None:
    start, end = SPANS[0]
    found = of(session, start, end)
    local = "datetime(at, '+7 hours')"
    days = f"""SELECT date({local}), SUM(kind = 'messages'), COUNT(DISTINCT CASE WHEN kind NOT IN
        ('joins', 'leaves', 'helped') THEN identity_id END) {HERE} GROUP BY 1 ORDER BY 1"""
    assert found.by_day == [tuple(row) for row in oracle(session, days, start, end)]
    hours = f"SELECT strftime('%H', {local}), COUNT(*) {HERE} AND kind = 'messages' GROUP BY 1"
    assert {f"{hour:02}": number for hour, number in enumerate(found.by_hour) if number} == dict(
        tuple(row) for row in oracle(session, hours, start, end)
    )


def test_topics_and_helpers_are_the_most_frequent(session: Session) -> None:
    start, end = SPANS[0]
    found = of(session, start, end)
    topics = f"SELECT COUNT(*) {HERE} AND kind = 'messages' AND reply_to IS NOT NULL GROUP BY reply_to ORDER BY 1 DESC"
    helpers = f"SELECT COUNT(*) {HERE} AND kind = 'helped' GROUP BY identity_id ORDER BY 1 DESC"
    assert [number for _, number in found.topics] == [row[0] for row in oracle(session, topics, start, end)[:3]]
    assert [number for _, number in found.helpers] == [row[0] for row in oracle(session, helpers, start, end)[:3]]


def test_a_group_without_a_word_has_figures_of_nothing(session: Session) -> None:
    found = figures(read(session, 99, NOW - timedelta(days=7), NOW), NOW - timedelta(days=7), NOW, ZONE)
    assert (found.messages, found.gini, found.first_answer, found.retained) == (0, 0, None, None)
    assert len(found.by_day) == 8
