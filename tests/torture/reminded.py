"""Compares the reminders on the screen with the calendar."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from bot.chat.actions import Weight
from bot.domain.dates import say_start
from bot.domain.durations import parse_duration
from bot.models import Meeting, Occurrence, OutboxRow
from bot.services.meetings import occurrences, reminders
from bot.store import database

OFFSETS = (1440, 60, 15, 0)
"""Minutes before the start of a meeting of the torture."""


@dataclass
class Verdict:
    """What is wrong, and the figures."""

    wanted: int = 0
    sent: int = 0
    late: int = 0
    expired: int = 0
    in_flight: int = 0
    doubled: int = 0
    early: int = 0
    useless: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Neither sent nor counted as too late; none but those in flight at a kill may be."""
        return self.wanted - (self.sent - self.doubled) - self.late - self.expired


@dataclass
class Ended:
    """Reminders of which nobody knows whether they arrived, and those that came too late to be sent: their rows."""

    unknown: set[int] = field(default_factory=set)
    expired: set[int] = field(default_factory=set)

    def look(self, session: Session) -> None:
        """Notes those of now: after some days their rows go."""
        self.unknown |= _rows(session, "unknown")
        self.expired |= _rows(session, "expired")


def judge(url: str, screen: Path, ended: Ended | None = None) -> Verdict:
    """Compares the screen with the calendar; `ended` knows rows that have gone meanwhile."""
    found, ended, opened = Verdict(), ended or Ended(), database(url)
    with opened.session() as session:
        rows = session.exec(
            select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
        ).all()
        found.wanted = len(rows) * len(OFFSETS)
        found.late = sum(row.late for row, _ in rows)
        ended.look(session)
        found.expired, found.in_flight = len(ended.expired), len(ended.unknown)
        said = Counter(
            _read(screen, {f"{m.title} {say_start(occurrences.local(o, m), 'id')}": o for o, m in rows}, found)
        )
    opened.close()
    found.doubled = sum(number - 1 for number in said.values())
    found.sent = said.total()
    if not 0 <= found.missing <= found.in_flight:
        found.wrong.append(f"{found.missing} missing, {found.in_flight} in flight")
    found.wrong += [f"{found.doubled} doubled"] if found.doubled > found.in_flight else []
    return found


def _rows(session: Session, state: str) -> set[int]:
    """Reminders that ended in a state; `pamong check` names those which may not have arrived."""
    where = (OutboxRow.state == state, OutboxRow.weight == int(Weight.REMINDER))
    return {number or 0 for number in session.exec(select(OutboxRow.id).where(*where)).all()}


def _read(screen: Path, known: dict[str, Occurrence], found: Verdict) -> Iterator[tuple[int, int]]:
    """(time, offset) of each reminder on the screen: the time left, as it says, tells which one it is."""
    starting = {name.split(" ", 2)[1]: [] for name in known}  # type: ignore[var-annotated]
    for name, row in known.items():
        starting[name.split(" ", 2)[1]].append(row)
    for line in screen.read_text().splitlines():
        shown = json.loads(line)
        at, number = datetime.fromisoformat(shown["at"]), shown["text"].split("Acara ")[1].split()[0]
        meant = _meant(shown["text"], at, known, starting[number])
        if meant is None:
            found.wrong.append(f"not of any meeting, or at the wrong hour: {shown['text']}")
            continue
        said_at = meant.starts_at - _left(shown["text"])
        offset = _offset(meant, said_at)
        found.early += offset is None
        found.useless += at >= meant.starts_at + reminders.GRACE
        if offset is None or at >= meant.starts_at + reminders.GRACE:
            found.wrong.append(f"too early or of no use: {shown}")
        else:
            yield meant.id or 0, offset


def _left(text: str) -> timedelta:
    """The time left when it was said: a clock that is set back may show another one when it goes out."""
    if "sekarang" in text:
        return timedelta(0)
    return parse_duration(text.split(" mulai ")[1].split(" lagi: ")[0])


def _meant(text: str, at: datetime, known: dict[str, Occurrence], rows: list[Occurrence]) -> Occurrence | None:
    """By its words, which must be those of the meeting's own clocks; that it begins names no hour."""
    if "sekarang" in text:
        return min(rows, key=lambda row: abs(row.starts_at - at))
    title, when = text.removeprefix("⏰ ").split(" mulai ")[0], text.split(" lagi: ")[1].split(".\n")[0].rstrip(".")
    return known.get(f"{title} {when}")


def _offset(row: Occurrence, at: datetime) -> int | None:
    """Which reminder is of use at a moment: one at a time."""
    ends = (60, 15, 0, -reminders.GRACE / timedelta(minutes=1))
    for offset, end in zip(OFFSETS, ends, strict=True):
        if row.starts_at - timedelta(minutes=offset) <= at < row.starts_at - timedelta(minutes=end):
            return offset
    return None
