"""A synthetic log of activity: groups that talk over months, with newcomers, questions, answers and lurkers."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KINDS = ("messages", "reactions", "votes", "answers", "attended", "helped")
WEIGHTS = (70, 18, 4, 5, 1, 2)
CHUNK = 50_000
LURKS = 3  # of seven people one says nothing
COLUMNS = ("community_id", "group_id", "at", "identity_id", "kind", "message_id", "reply_to", "asks")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is: rows of activity over days, groups, and people in each."""

    rows: int
    groups: int = 1
    days: int = 120
    people: int = 60
    seed: int = 1


def fill(session: Session, size: Size) -> None:
    """Writes groups, people, memberships and the log of an SQLite database; the newest row is a moment before NOW."""
    driver: Any = session.connection().connection.driver_connection
    _places(driver, size)
    log = _log(size)
    marks = ", ".join("?" * len(COLUMNS))
    while chunk := [row for _, row in zip(range(CHUNK), log, strict=False)]:
        driver.executemany(f"INSERT INTO activity ({', '.join(COLUMNS)}) VALUES ({marks})", chunk)
    _count(driver)
    _meet(driver, size)


def _places(driver: Any, size: Size) -> None:
    start = _stored(NOW - timedelta(days=size.days + 30))
    driver.execute(
        "INSERT INTO community (id, name, created_at) VALUES (1, 'lobby', ?), (2, 'crowd', ?)", (start, start)
    )
    for group in range(1, size.groups + 1):
        driver.execute(
            "INSERT INTO chat_group (id, community_id, platform, address, kind, title, language, timezone, state,"
            " rights, created_at) VALUES (?, 2, 'telegram', ?, 'group', 'Crowd', 'id', '', 'awake', '', ?)",
            (group, f"-100{group}", start),
        )
        numbers = [_identity(group, number, size) for number in range(size.people)]
        driver.executemany("INSERT INTO person (id, community_id) VALUES (?, 2)", [(each,) for each in numbers])
        driver.executemany(
            "INSERT INTO identity (id, community_id, person_id, platform, kind, name, username, language, writable,"
            " listed, first_seen) VALUES (?, 2, ?, 'telegram', 'person', ?, '', 'id', 1, 1, ?)",
            [(each, each, f"P{each}", start) for each in numbers],
        )
        driver.executemany(_MEMBER, [(group, each, number % 11 != 0, start) for number, each in enumerate(numbers)])


_COUNTERS = ("messages", "replies", "reactions", "votes", "joins", "answers", "attended", "helped")
_FIXED = {"role": 2, "appointed": 0, "approved": 0, "reports_right": 0, "reports_wrong": 0, "streak": 0, "nudges": 1}
_MEMBER = (
    f"INSERT INTO membership (community_id, group_id, identity_id, present, joined_at, {', '.join(_FIXED)},"
    f" {', '.join(_COUNTERS)}) VALUES (2, ?, ?, ?, ?, {', '.join(map(str, _FIXED.values()))},"
    f" {', '.join('0' * len(_COUNTERS))})"
)


def _identity(group: int, number: int, size: Size) -> int:
    return (group - 1) * size.people + number + 1


def _stored(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:26]


def _log(size: Size) -> Iterator[tuple[Any, ...]]:
    """Rows in order of time. A fifth of the people come along the way, a few talk most, some never do."""
    dice = random.Random(size.seed)
    start, step = NOW - timedelta(days=size.days), timedelta(days=size.days) / size.rows
    weights = [0.0 if number % 7 == LURKS else 1 / (1 + number) for number in range(size.people)]
    lately: list[list[str]] = [[] for _ in range(size.groups + 1)]
    arrives = {number: dice.randrange(size.rows) for number in range(0, size.people, 5)}
    waiting = sorted(((at, number) for number, at in arrives.items()), reverse=True)
    for turn in range(size.rows):
        at = _stored(start + step * turn)
        while waiting and waiting[-1][0] <= turn:
            _, number = waiting.pop()
            for group in range(1, size.groups + 1):
                yield (2, group, at, _identity(group, number, size), "joins", None, None, 0)
        group = dice.randrange(size.groups) + 1
        number = dice.choices(range(size.people), weights)[0]
        if arrives.get(number, -1) > turn:
            number = 1
        [kind] = dice.choices(KINDS, WEIGHTS)
        message = f"m{turn}" if kind == "messages" else None
        recent = lately[group]
        reply = dice.choice(recent) if message and recent and dice.random() < 0.4 else None
        asks = bool(message and reply is None and dice.random() < 0.25)
        if message:
            recent.append(message)
            del recent[:-12]
        yield (2, group, at, _identity(group, number, size), kind, message, reply, asks)
        if turn % 997 == 0:
            yield (2, group, at, _identity(group, size.people - 1, size), "leaves", None, None, 0)


def _count(driver: Any) -> None:
    """Counters of members, as the engine would have kept them."""
    driver.execute(
        "WITH found AS (SELECT group_id AS g, identity_id AS i, SUM(kind = 'messages') AS number, MAX(at) AS last"
        " FROM activity GROUP BY group_id, identity_id)"
        " UPDATE membership SET messages = found.number, last_seen = found.last FROM found"
        " WHERE group_id = found.g AND identity_id = found.i"
    )


def _meet(driver: Any, size: Size) -> None:
    """Buddies who met, one a day, and one who never did."""
    moments = [_stored(NOW - timedelta(days=day, hours=1)) for day in range(size.days)]
    driver.executemany(
        "INSERT INTO companion (community_id, group_id, newcomer_id, buddy_id, since, ended, met_at)"
        " VALUES (2, 1, 1, 2, ?, '', ?)",
        [(moments[-1], moment) for moment in (*moments, None)],
    )


def grow(small: Path, big: Path, times: int) -> None:
    """Fills a database whose tables are empty with so many times the log of another one, in the same order of time."""
    driver = sqlite3.connect(big)
    for pragma in ("cache_size = -200000", "synchronous = OFF", "journal_mode = MEMORY"):
        driver.execute(f"PRAGMA {pragma}")
    driver.execute("ATTACH ? AS small", (str(small),))
    with driver:
        for table in ("community", "chat_group", "person", "identity", "membership", "companion"):
            driver.execute(f"INSERT INTO {table} SELECT * FROM small.{table}")
        driver.execute("UPDATE membership SET messages = messages * ?", (times,))
        driver.execute(_GROWING, (times,))
    driver.close()


_GROWING = """
    INSERT INTO activity (community_id, group_id, at, identity_id, kind, message_id, reply_to, asks)
    WITH RECURSIVE copy (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM copy WHERE k < ? - 1)
    SELECT community_id, group_id, strftime('%Y-%m-%d %H:%M:%f', at, '+' || k || ' seconds') || '000', identity_id,
        kind, message_id || '.' || k, reply_to || '.' || k, asks
    FROM small.activity CROSS JOIN copy
"""
