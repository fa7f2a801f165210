"""What the quiet path writes: collected event by event, written once a batch."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from bot.chat.events import Edited, Event, Joined, Left, Message, Reacted, Voted
from bot.engine.roster import Member, Roster, is_person
from bot.models import Activity, GroupDay, Membership
from bot.settings import GroupInfo

COUNTED = ("messages", "replies", "reactions", "votes", "joins")
BY_DAY = (*COUNTED, "leaves")

_activity: SqlTable = Activity.__table__  # type: ignore[attr-defined]
_membership: SqlTable = Membership.__table__  # type: ignore[attr-defined]
_day: SqlTable = GroupDay.__table__  # type: ignore[attr-defined]

_seen = bindparam("to_last_seen", type_=_membership.c.last_seen.type)

_count = (
    update(_membership)
    .where(_membership.c.id == bindparam("row"))
    .values(
        {name: _membership.c[name] + bindparam(f"n_{name}") for name in COUNTED}
        | {name: bindparam(f"to_{name}") for name in ("last_day", "streak")}
        | {"last_seen": case((_membership.c.last_seen > _seen, _membership.c.last_seen), else_=_seen)}
    )
)


@dataclass(slots=True)
class Counts:
    """What one member did since the last flush."""

    member: Member
    last_seen: datetime
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))


class Tally:
    """Activity rows and counters of one batch."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.clear()

    def clear(self) -> None:
        """Forgets what was not written, as after a rollback."""
        self.rows: list[dict[str, Any]] = []
        self.counts: dict[int, Counts] = {}
        self.days: dict[tuple[int, date, int], dict[str, int]] = {}

    def count(self, session: Session, event: Event, place: GroupInfo) -> None:
        """Notes what an event adds to its member's and its group's counters."""
        kinds = _kinds(event)
        if not kinds or event.who is None or not is_person(event.who) or place.is_private or not place.chat.id:
            return
        self.rows.append(_row(event, place, kinds[0]))
        day = event.at.astimezone(place.zone).date()
        of_day = self.days.setdefault((place.chat.id, day, place.community), dict.fromkeys(BY_DAY, 0))
        mine = self._mine(session, event, place, day)
        for kind in kinds:
            of_day[kind] += 1
            if kind in mine.done:
                mine.done[kind] += 1

    def _mine(self, session: Session, event: Event, place: GroupInfo, day: date) -> Counts:
        assert event.who is not None
        member = self.roster.member(session, place, event.who)
        if member.last_day is None or day > member.last_day:
            member = replace(member, last_day=day, streak=_streak(member, day))
            self.roster.members[place.chat.id][event.who.id] = member
        counts = self.counts.get(member.row)
        if counts is None:
            counts = self.counts[member.row] = Counts(member, event.at)
        counts.member = member
        counts.last_seen = max(counts.last_seen, event.at)
        return counts

    def flush(self, session: Session) -> None:
        """Writes everything that was noted: three statements, whatever the number of events."""
        if self.rows:
            session.execute(_activity.insert(), self.rows)
        if self.counts:
            session.connection().execute(_count, [_bound(row, counts) for row, counts in self.counts.items()])
        if self.days:
            self._flush_days(session)
        self.clear()

    def _flush_days(self, session: Session) -> None:
        insert: Callable[..., Any] = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        rows = [
            {"group_id": group, "day": day, "community_id": community, **counts}
            for (group, day, community), counts in self.days.items()
        ]
        statement = insert(_day).values(rows)
        added = {name: _day.c[name] + statement.excluded[name] for name in BY_DAY}
        session.execute(statement.on_conflict_do_update(index_elements=["group_id", "day"], set_=added))


def _kinds(event: Event) -> tuple[str, ...]:
    """The counters that an event moves; the first names its activity row."""
    match event:
        case Edited():
            return ()
        case Message():
            return ("messages", "replies") if event.reply_to else ("messages",)
        case Reacted():
            return ("reactions",) if event.added > 0 else ()
        case Voted():
            return ("votes",) if event.options else ()
        case Joined():
            return ("joins",)
        case Left():
            return ("leaves",)
    return ()


def _row(event: Event, place: GroupInfo, kind: str) -> dict[str, Any]:
    return {
        "community_id": place.community,
        "group_id": place.chat.id,
        "at": event.at,
        "identity_id": event.who.id if event.who else 0,
        "kind": kind,
        "message_id": getattr(event, "message", None) or None,
        "reply_to": getattr(event, "reply_to", None) or None,
        "thread": getattr(event, "thread", None) or None,
    }


def _streak(member: Member, day: date) -> int:
    """Days in a row: one more after yesterday, one anew after a gap."""
    return member.streak + 1 if member.last_day == day - timedelta(days=1) else 1


def _bound(row: int, counts: Counts) -> dict[str, Any]:
    return {
        "row": row,
        "to_last_seen": counts.last_seen,
        "to_last_day": counts.member.last_day,
        "to_streak": counts.member.streak,
        **{f"n_{name}": number for name, number in counts.done.items()},
    }
