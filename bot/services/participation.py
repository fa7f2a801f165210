"""What a period was like in a group, in figures: read from the log of activity by its covering index."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Table as SqlTable
from sqlalchemy import select as pick
from sqlmodel import Session, col, func, select

from bot.domain import statistics
from bot.models import Activity, Companion, Identity, Membership, Pair

ACTS = frozenset({"messages", "reactions", "votes", "answers", "attended"})
"""What makes somebody active; coming and going does not."""

ANSWERED_WITHIN = timedelta(hours=24)
SETTLED_WITHIN = timedelta(days=7)  # in which a newcomer finds a first word
SILENT_AFTER = timedelta(days=7)
TOPICS = 3
HELPERS = 3


class Act(NamedTuple):
    """One row of the log."""

    at: datetime
    who: int
    kind: str
    message: str | None
    reply_to: str | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Log:
    """What happened in a group since a moment, in order, and what its members did in all."""

    acts: Sequence[Act]
    written: dict[int, int]  # messages in all, by identity
    members: int
    silent: int
    met: Sequence[datetime]  # when buddies and pairs said that they had met
    until: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """A period in numbers; what cannot be said of it is None."""

    members: int = 0
    joined: int = 0
    left: int = 0
    messages: int = 0
    replies: int = 0
    reactions: int = 0
    votes: int = 0
    active: int = 0
    writers: int = 0
    voices: int = 0  # who wrote for the first time
    silent: int = 0
    gini: float = 0.0
    questions: int = 0  # whose answer was due
    answered: int = 0
    first_answer: float | None = None  # seconds until the first answer of somebody else, in the middle
    newcomers: int = 0  # whose first week is over
    settled: int = 0
    retained: float | None = None
    met: int = 0  # buddies and pairs
    quizzed: int = 0
    attended: int = 0
    by_day: list[tuple[str, int, int]] = field(default_factory=list)  # local day, messages, active people
    by_hour: list[int] = field(default_factory=list)  # messages by local hour
    topics: list[tuple[str, int]] = field(default_factory=list)  # message, replies
    helpers: list[tuple[int, int]] = field(default_factory=list)  # identity, thanks


_log: SqlTable = Activity.__table__  # type: ignore[attr-defined]
_COLUMNS = [_log.c[name] for name in ("at", "identity_id", "kind", "message_id", "reply_to", "asks")]


def read(session: Session, group: int, since: datetime, until: datetime) -> Log:
    """The log of a group up to now: one range of the index, whatever the size of the table.

    Of the week before `since` it holds only those who came then: their first week is over later.
    """
    acts = [*_arrivals(session, group, since), *_acts(session, _between(group, since, until))]
    counted = select(Membership.identity_id, Membership.messages).where(Membership.group_id == group)
    written = dict(session.exec(counted.where(Membership.messages > 0)).all())
    silent = _present(session, group, until - SILENT_AFTER)
    return Log(acts, written, _present(session, group), silent, _meetings(session, group, since), until)


def _between(group: int, since: datetime, until: datetime) -> list[Any]:
    return [_log.c.group_id == group, _log.c.at >= since, _log.c.at < until]


def _arrivals(session: Session, group: int, before: datetime) -> list[Act]:
    """Who came in the week before a moment, and what they wrote in it."""
    week = _between(group, before - SETTLED_WITHIN, before)
    came = pick(_log.c.identity_id).where(*week, _log.c.kind == "joins")
    return _acts(session, [*week, _log.c.identity_id.in_(came), _log.c.kind.in_(("joins", "messages"))])


def _acts(session: Session, where: Sequence[Any]) -> list[Act]:
    query = pick(*_COLUMNS).where(*where).order_by(_log.c.at, _log.c.id)
    return [Act(*row) for row in session.connection().execute(query).all()]


def _meetings(session: Session, group: int, since: datetime) -> list[datetime]:
    """When people whom Pamong brought together met."""
    found: list[datetime | None] = []
    for table in (Companion, Pair):
        found += session.exec(select(table.met_at).where(table.group_id == group, col(table.met_at) >= since)).all()
    return [at for at in found if at is not None]


def _present(session: Session, group: int, unseen_since: datetime | None = None) -> int:
    """How many members there are, or how many of them were not seen since a moment."""
    query = select(func.count()).select_from(Membership).join(Identity, col(Identity.id) == col(Membership.identity_id))
    query = query.where(Membership.group_id == group, col(Membership.present), Identity.kind == "person")
    if unseen_since is not None:
        sign = func.coalesce(col(Membership.last_seen), col(Membership.joined_at), col(Identity.first_seen))
        query = query.where(sign < unseen_since)
    return session.exec(query).one()


def periods(session: Session, group: int, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Figures, Figures]:
    """The figures of a period that ends now, and of as long a time before it."""
    before = start - (end - start)
    log = read(session, group, before, end)
    first = figures(log, before, start, zone)
    return figures(log, start, end, zone, earlier=_active(log, before, start)), first


def _active(log: Log, start: datetime, end: datetime) -> set[int]:
    return {act.who for act in log.acts if start <= act.at < end and act.kind in ACTS}


def figures(log: Log, start: datetime, end: datetime, zone: ZoneInfo, earlier: set[int] | None = None) -> Figures:
    """What the log says of the time from `start` up to `end`; `earlier` are those who were active before."""
    acts = [act for act in log.acts if start <= act.at < end]
    of = _by_kind(acts)
    said = of["messages"]
    active = {act.who for act in acts if act.kind in ACTS}
    asked, waits = _answers(log, start, end)
    came, settled = _newcomers(log, start, end)
    return Figures(
        members=log.members,
        joined=len(of["joins"]),
        left=len(of["leaves"]),
        messages=len(said),
        replies=sum(act.reply_to is not None for act in said),
        reactions=len(of["reactions"]),
        votes=len(of["votes"]),
        active=len(active),
        writers=len({act.who for act in said}),
        voices=_voices(log, start, said),
        silent=log.silent,
        gini=statistics.gini(Counter(act.who for act in said).values()),
        questions=asked,
        answered=len(waits),
        first_answer=statistics.middle(waits),
        newcomers=came,
        settled=settled,
        retained=statistics.retained(earlier, active) if earlier is not None else None,
        met=sum(start <= at < end for at in log.met),
        quizzed=len({act.who for act in of["answers"]}),
        attended=len({act.who for act in of["attended"]}),
        by_day=_by_day(acts, start, end, zone),
        by_hour=_by_hour(said, zone),
        topics=list(statistics.most_frequent([act.reply_to for act in said if act.reply_to], TOPICS)),
        helpers=Counter(act.who for act in of["helped"]).most_common(HELPERS),
    )


def _by_kind(acts: Sequence[Act]) -> defaultdict[str, list[Act]]:
    found: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        found[act.kind].append(act)
    return found


def _voices(log: Log, start: datetime, said: Sequence[Act]) -> int:
    """Who had never written before: all that they ever wrote is younger than the period's start."""
    since = Counter(act.who for act in log.acts if act.kind == "messages" and act.at >= start)
    return sum(since[who] >= log.written.get(who, 0) for who in {act.who for act in said})


def _answers(log: Log, start: datetime, end: datetime) -> tuple[int, list[float]]:
    """How many questions were due for an answer, and how many seconds those waited that got one in time."""
    said = [act for act in log.acts if act.kind == "messages"]
    asked = {act.message: act for act in said if act.asks and act.message and start <= act.at < end}
    waits: dict[str, float] = {}
    for act in said:
        question = asked.get(act.reply_to) if act.reply_to else None
        if question is not None and act.who != question.who:
            waits.setdefault(act.reply_to or "", (act.at - question.at).total_seconds())
    in_time = {message: wait for message, wait in waits.items() if wait <= ANSWERED_WITHIN.total_seconds()}
    due = [message for message, act in asked.items() if message in in_time or act.at + ANSWERED_WITHIN <= log.until]
    return len(due), list(in_time.values())


def _newcomers(log: Log, start: datetime, end: datetime) -> tuple[int, int]:
    """Of those whose first week ended in the period: how many there are, and how many wrote in that week."""
    came = {act.who: act.at for act in log.acts if act.kind == "joins" and start <= act.at + SETTLED_WITHIN < end}
    wrote = {
        act.who
        for act in log.acts
        if act.kind == "messages" and act.who in came and came[act.who] <= act.at < came[act.who] + SETTLED_WITHIN
    }
    return len(came), len(wrote)


def _by_day(acts: Sequence[Act], start: datetime, end: datetime, zone: ZoneInfo) -> list[tuple[str, int, int]]:
    """Every local day of the period, also those on which nothing happened."""
    messages: Counter[str] = Counter()
    people: defaultdict[str, set[int]] = defaultdict(set)
    for act in acts:
        local = act.at.astimezone(zone).date().isoformat()
        messages[local] += act.kind == "messages"
        people[local] |= {act.who} if act.kind in ACTS else set()
    day, last = start.astimezone(zone).date(), (end - timedelta(microseconds=1)).astimezone(zone).date()
    days = [(day + timedelta(days=number)).isoformat() for number in range((last - day).days + 1)]
    return [(each, messages[each], len(people[each])) for each in days]


def _by_hour(said: Sequence[Act], zone: ZoneInfo) -> list[int]:
    hours = Counter(act.at.astimezone(zone).hour for act in said)
    return [hours[hour] for hour in range(24)]
