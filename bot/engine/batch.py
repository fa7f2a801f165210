"""One transaction for all events that have queued up: commit once, then acknowledge all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Table as SqlTable
from sqlalchemy import text
from sqlmodel import Session, col, select, update

from bot import errors
from bot.chat.actions import AfterCrash
from bot.chat.events import Due, Event, Outcome, Refused, Tick, Worked
from bot.context import Installation
from bot.domain.hashing import keyed_hash
from bot.engine import inbox, orders, ticks
from bot.engine.bulk import add_new
from bot.engine.clock import Clock
from bot.engine.dispatch import Dispatch
from bot.engine.failpoints import failpoint
from bot.engine.lanes import FreeAt, Lanes
from bot.engine.outbox import Can, Outbox, abandon
from bot.engine.roster import Roster
from bot.engine.staging import Staging
from bot.engine.steps import Trace
from bot.models import OutboxRow, Seen, SentMessage, WorkRow
from bot.routing import Routes
from bot.store import Database, is_broken

log = structlog.get_logger()

_seen: SqlTable = Seen.__table__  # type: ignore[attr-defined]
OURS = (Outcome, Tick, Due, Worked)
"""Events that we make ourselves and that no platform delivers twice."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event and the moment it reached us, which is `now` for everything that it causes."""

    event: Event
    at: datetime


@dataclass(slots=True)
class Result:
    """What a batch leaves behind once it is committed."""

    orders: "list[orders.Order]" = field(default_factory=list)
    works: list[int] = field(default_factory=list)
    returned: dict[str, Any] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    wait: float | None = None
    more: bool = False

    def add(self, other: "Result") -> None:
        """What the next batch leaves behind comes after it."""
        self.orders += other.orders
        self.works += other.works
        self.returned |= other.returned
        self.traces += other.traces
        self.wait, self.more = other.wait, self.more or other.more


class Batches:
    """Runs batches; the only code that begins and commits write transactions."""

    def __init__(
        self,
        database: Database,
        installation: Installation,
        routes: Routes,
        can: Can,
        free_at: FreeAt,
        clock: Clock,
        owner: str = "",
    ) -> None:
        self.database = database
        self.installation = installation
        self.clock = clock
        self.owner = owner
        self.roster = Roster(installation.defaults, installation.key)
        self.lanes = Lanes(free_at)
        self.staging = Staging(self.roster, self.lanes)
        self.outbox = Outbox(self.staging, can)
        self.has_waiting = False
        self.is_idle = True  # as of the last commit: in the middle of a batch the lanes say nothing
        self.dispatch = Dispatch(installation, routes, self.roster, self.outbox, can)
        self.next_due: datetime | None = None
        self.torn = False
        self.flying: frozenset[int] = frozenset()
        self.kept = Result()
        self.counts = {"events": 0, "batches": 0, "duplicates": 0, "quarantined": 0, "expired": 0}

    def run(self, arrivals: Sequence[Arrival]) -> Result:
        """One batch: results of deliveries first, then arrival order; a failed one is replayed one by one.

        Raises `errors.Unreachable` while the database is down: the same arrivals may be given again.
        """
        arrivals = sorted(arrivals, key=lambda arrival: not isinstance(arrival.event, Outcome))
        arrivals = [arrival for arrival in arrivals if not isinstance(arrival.event, Tick) or self._is_time(arrival.at)]
        try:
            self.kept.add(self._committed(arrivals))
        except Exception as failure:
            if is_broken(failure):
                raise errors.Unreachable(f"the database does not answer: {type(failure).__name__}") from failure
            raise
        result, self.kept = self.kept, Result()
        return result

    def _committed(self, arrivals: Sequence[Arrival]) -> Result:
        if self.torn:
            self._recover()
        try:
            return self._transaction(arrivals)
        except errors.Taken:
            raise
        except Exception as failure:
            self._recover()
            if len(arrivals) <= 1:
                return self._set_aside(arrivals, failure)
            log.exception("batch.failed", events=len(arrivals))
            for arrival in arrivals:  # what is committed stays known when the database goes down on the way
                self.kept.add(self._committed([arrival]))
            return Result()

    def _is_time(self, now: datetime) -> bool:
        """Whether a tick has anything to do; an idle bot writes nothing."""
        return self.next_due is None or self.next_due <= now or self.has_waiting

    def _set_aside(self, arrivals: Sequence[Arrival], failure: Exception) -> Result:
        """An event that breaks its batch even alone goes to quarantine; a database that is down stays down."""
        if not arrivals or is_broken(failure):
            raise failure
        event, at = arrivals[0].event, arrivals[0].at
        log.error("event.quarantined", what=type(event).__name__, exc_info=failure)
        self.counts["quarantined"] += 1
        with self.database.session() as session, session.begin():
            self._fresh(session, arrivals)
            inbox.quarantine(session, event, type(failure).__name__, at)
            if isinstance(event, Outcome):  # its row shall not hold up its lane
                through = {"state": "unknown", "payload": None, "done_at": at}
                session.execute(update(OutboxRow).where(col(OutboxRow.id) == event.row).values(**through))
                abandon(session, [event.row], at)
                self.lanes.settled(event.row)
        return Result()

    def _recover(self) -> None:
        """After a rollback no cached value can be trusted, and no order of that batch has left."""
        self.torn = True
        self.roster.drop_all()
        self.staging.returned.clear()
        self.staging.works.clear()
        self.dispatch.steps.tally.clear()
        self.dispatch.steps.traces.clear()
        with self.database.session() as session, session.begin():
            never_left = (col(OutboxRow.state) == "sending", col(OutboxRow.id).not_in(self.flying))
            session.execute(update(OutboxRow).where(*never_left).values(state="pending"))
            self.staging.reload(session)
            self._look_ahead(session)
        self.torn = False

    def _transaction(self, arrivals: Sequence[Arrival]) -> Result:
        self.dispatch.steps.ran = False
        self.flying = frozenset(self.lanes.flying)
        with self.database.session() as session, session.begin():
            self._beat(session)
            failpoint("batch.begun")
            fresh = self._fresh(session, arrivals)
            for arrival in fresh:
                self.dispatch.handle(session, arrival.event, arrival.at)
            self.dispatch.steps.tally.flush(session)
            failpoint("batch.handled")
            self.staging.publish()
            result = self._claim(session)
            if self.dispatch.steps.ran or self.next_due is None:
                self._look_ahead(session)
            failpoint("batch.claimed")
        failpoint("batch.committed")
        self.counts["batches"] += 1
        self.counts["events"] += len(fresh)
        self.counts["duplicates"] += len(arrivals) - len(fresh)
        return self._collect(result, arrivals)

    def _collect(self, result: Result, arrivals: Sequence[Arrival]) -> Result:
        result.works, self.staging.works = self.staging.works, []
        result.returned, self.staging.returned = self.staging.returned, {}
        result.traces = self.dispatch.steps.told()
        self.is_idle = self.lanes.is_idle(self.clock.now())
        last = max((arrival.at for arrival in arrivals), default=None)
        result.more = self.next_due is not None and last is not None and self.next_due <= last
        return result

    def _beat(self, session: Session) -> None:
        """On PostgreSQL every batch proves that this process still owns the database."""
        if self.database.is_sqlite or not self.owner:
            return
        beat = text("UPDATE writer SET batch = batch + 1 WHERE owner = :me")
        if session.connection().execute(beat, {"me": self.owner}).rowcount == 0:
            raise errors.Taken("Another process has taken this database over.")

    def _fresh(self, session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """What has not been seen before, each once; from now on it has been."""
        digests = [self._digest(arrival.event) for arrival in arrivals]
        seen = zip(digests, arrivals, strict=True)
        unseen = add_new(session, _seen, [{"hash": digest, "at": arrival.at} for digest, arrival in seen if digest])
        fresh = []
        for arrival, digest in zip(arrivals, digests, strict=True):
            if not digest or digest in unseen:
                unseen.discard(digest)
                fresh.append(arrival)
        return fresh

    def _digest(self, event: Event) -> bytes:
        if isinstance(event, OURS) or not event.key:
            return b""
        return keyed_hash(self.installation.key, event.key)

    def _claim(self, session: Session) -> Result:
        """Marks what goes now as sending, in the transaction that commits anyway."""
        now = self.clock.now()
        going: list[orders.Order] = []
        while True:
            taken, late, wait = self.lanes.take(now, self.clock.monotonic())
            self._expire(session, late, now)
            made = [order for row in taken if (order := self._sending(session, row, now)) is not None]
            going += made
            if len(made) == len(taken):  # else a place in a lane is free again
                return Result(orders=going, wait=wait)

    def _sending(self, session: Session, row_id: int, now: datetime) -> orders.Order | None:
        row = session.get_one(OutboxRow, row_id)
        order = orders.order(session, self.roster, row)
        row.state = "sending" if order is not None else "cancelled"
        if order is None:
            row.payload, row.done_at = None, now
            self.lanes.settled(row_id)
            abandon(session, [row_id], now)
        session.add(row)
        return order

    def _expire(self, session: Session, late: list[int], now: datetime) -> None:
        if not late:
            return
        self.counts["expired"] += len(late)
        ended = {"state": "expired", "payload": None, "done_at": now}
        session.execute(update(OutboxRow).where(col(OutboxRow.id).in_(late)).values(**ended))
        messages = select(OutboxRow.message_row).where(col(OutboxRow.id).in_(late)).scalar_subquery()
        session.execute(update(SentMessage).where(col(SentMessage.id).in_(messages)).values(gone=True))
        abandon(session, late, now)
        log.info("outbox.expired", rows=len(late))

    def _look_ahead(self, session: Session) -> None:
        """When something is due next, and who is in a conversation: what the quiet path may skip."""
        session.flush()
        self.next_due = ticks.next_due(session) or self.clock.now() + timedelta(days=1)
        self.has_waiting = inbox.any_waiting(session)
        self.dispatch.speech.recall(session)

    def start(self) -> Result:
        """After a restart: rows in flight repeat or are given up as their class says, lanes are filled."""
        with self.database.session() as session, session.begin():
            flying = session.exec(select(OutboxRow).where(OutboxRow.state == "sending")).all()
            lost = [row for row in flying if not self._repeats(session, row)]
            works = list(session.exec(select(WorkRow.id).where(WorkRow.state == "pending")).all())
            session.flush()
            self.staging.reload(session)
            self._look_ahead(session)
        now = self.clock.now()
        unknown = [
            Refused(f"lost:{row.id}", now, row=row.id or 0, action=row.kind, reason="unknown", unknown=True)
            for row in lost
        ]
        result = self.run([Arrival(event, now) for event in unknown])
        result.works += [row for row in works if row is not None]
        return result

    def _repeats(self, session: Session, row: OutboxRow) -> bool:
        action = orders.load(session, self.roster, row)
        if action is not None and action.after_crash is AfterCrash.REPEAT:
            row.state = "pending"
            session.add(row)
            return True
        return False
