"""What the quiet path writes: collected event by event, written once a batch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from bot.chat.events import Edited, Event, Joined, Left, Message, Reacted, Voted
from bot.engine.bulk import Bulk
from bot.engine.roster import Member, Roster, is_person
from bot.models import Activity, GroupDay, Membership
from bot.settings import GroupInfo

COUNTED = ("messages", "replies", "reactions", "votes", "joins")
CREDITED = ("answers", "attended", "helped")  # counted by their capabilities, see `bot.services.points.credit`
BY_DAY = (*COUNTED, "leaves", *CREDITED)
NEAR = timedelta(seconds=1)
Felt = tuple[int, int, str]  # (group, identity, message) of a reaction
NOTHING: dict[str, Any] = dict.fromkeys((f"n_{name}" for name in COUNTED), 0)

_activity: SqlTable = Activity.__table__  # type: ignore[attr-defined]
_membership: SqlTable = Membership.__table__  # type: ignore[attr-defined]
_day: SqlTable = GroupDay.__table__  # type: ignore[attr-defined]

_last_seen = bindparam("to_last_seen", type_=_membership.c.last_seen.type)

INSERT = Bulk(_activity.insert().inline(), (column.name for column in _activity.c if not column.primary_key))
COUNT = Bulk(
    update(_membership)
    .where(_membership.c.id == bindparam("row"))
    .values(
        {name: _membership.c[name] + bindparam(f"n_{name}") for name in COUNTED}
        | {name: bindparam(f"to_{name}") for name in ("last_day", "streak")}
        | {"last_seen": case((_membership.c.last_seen > _last_seen, _membership.c.last_seen), else_=_last_seen)}
    )
)


def _adding(insert: Callable[[SqlTable], Any]) -> Bulk:
    """Adds to a day's counts, which begin at nothing."""
    statement = insert(_day)
    added = {name: _day.c[name] + statement.excluded[name] for name in BY_DAY}
    return Bulk(statement.on_conflict_do_update(index_elements=["group_id", "day"], set_=added), _day.c.keys())


ADD = {"sqlite": _adding(sqlite.insert), "postgresql": _adding(postgresql.insert)}


class Tally:
    """Activity rows and counters of one batch."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.clear()

    def clear(self) -> None:
        """Forgets what was not written, as after a rollback."""
        self.rows: list[dict[str, Any]] = []
        self.counts: dict[int, dict[str, Any]] = {}
        self.days: dict[tuple[int, date, int], dict[str, int]] = {}
        self.felt: dict[Felt, tuple[Reacted, GroupInfo]] = {}

    def count(self, session: Session, event: Event, place: GroupInfo) -> None:
        """Notes what an event adds to its member's and its group's counters."""
        kinds = _kinds(event)
        if not kinds or event.who is None or not is_person(event.who) or place.is_private or not place.chat.id:
            return
        if isinstance(event, Reacted):
            self.felt.setdefault((place.chat.id, event.who.id, event.message), (event, place))
            return
        if isinstance(event, Joined | Left) and self._is_told(session, event, place, kinds[0]):
            return
        self._note(session, event, place, kinds)

    def _note(self, session: Session, event: Event, place: GroupInfo, kinds: tuple[str, ...]) -> None:
        self.rows.append(_row(event, place, kinds[0]))
        day = event.at.astimezone(place.zone).date()
        of_day = self.days.get((place.chat.id, day, place.community))
        if of_day is None:
            of_day = self.days[place.chat.id, day, place.community] = dict.fromkeys(BY_DAY, 0)
        mine = self._mine(session, event, place, day)
        for kind in kinds:
            of_day[kind] += 1
            if kind in COUNTED:
                mine[f"n_{kind}"] += 1

    def _is_told(self, session: Session, event: Event, place: GroupInfo, kind: str) -> bool:
        """Whether it is counted: a platform may tell of one coming or going twice, and of several in any order."""
        assert event.who is not None
        self.flush(session)
        at, who = col(Activity.at), col(Activity.identity_id)
        where = (Activity.group_id == place.chat.id, at.between(event.at - NEAR, event.at + NEAR), who == event.who.id)
        return session.exec(select(Activity.id).where(*where, Activity.kind == kind)).first() is not None

    def _mine(self, session: Session, event: Event, place: GroupInfo, day: date) -> dict[str, Any]:
        assert event.who is not None
        member = self.roster.member(session, place, event.who)
        if member.last_day is None or day > member.last_day:
            member = replace(member, last_day=day, streak=_streak(member, day))
            self.roster.members[place.chat.id][event.who.id] = member
        mine = self.counts.get(member.row)
        if mine is None:
            mine = self.counts[member.row] = NOTHING | {"row": member.row, "to_last_seen": event.at}
        mine["to_last_seen"] = max(mine["to_last_seen"], event.at)
        mine["to_last_day"], mine["to_streak"] = member.last_day, member.streak
        return mine

    def flush(self, session: Session) -> None:
        """Writes everything that was noted: three statements, whatever the number of events, one more for reactions."""
        if self.felt:
            self._note_reactions(session)
        if self.rows:
            INSERT.run(session, self.rows)
        if self.counts:
            COUNT.run(session, list(self.counts.values()))
        if self.days:
            self._flush_days(session)
        self.clear()

    def _note_reactions(self, session: Session) -> None:
        """Somebody's reaction to a message counts once: the same one again, or another instead, is no new one."""
        felt, self.felt = self.felt, {}
        groups, messages = {group for group, _, _ in felt}, {message for _, _, message in felt}
        where = (col(Activity.group_id).in_(groups), col(Activity.message_id).in_(messages))
        columns = (col(Activity.group_id), col(Activity.identity_id), col(Activity.message_id))
        known = set(session.exec(select(*columns).where(*where, Activity.kind == "reactions")).all())
        for name, (event, place) in felt.items():
            if name not in known:
                self._note(session, event, place, ("reactions",))

    def _flush_days(self, session: Session) -> None:
        rows = [
            {"group_id": group, "day": day, "community_id": community, **counts}
            for (group, day, community), counts in self.days.items()
        ]
        ADD[session.get_bind().dialect.name].run(session, rows)


def _kinds(event: Event) -> tuple[str, ...]:
    """The counters that an event moves; the first names its activity row."""
    match event:
        case Edited():
            return ()
        case Message():
            return ("messages", "replies") if event.reply_to else ("messages",)
        case Reacted():
            return ("reactions",) if event.emoji else ()
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
        "message_id": (isinstance(event, Message | Reacted) and event.message) or None,
        "reply_to": getattr(event, "reply_to", None) or None,
        "thread": getattr(event, "thread", None) or None,
        "asks": isinstance(event, Message) and not event.reply_to and "?" in event.text,
    }


def _streak(member: Member, day: date) -> int:
    """Days in a row: one more after yesterday, one anew after a gap."""
    return member.streak + 1 if member.last_day == day - timedelta(days=1) else 1
