"""What the lanes shall learn of a batch, staged until it is sure to commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from bot.engine.lanes import Lanes, Queued
from bot.engine.roster import Roster
from bot.models import Group, OutboxRow
from bot.settings import GroupInfo


@dataclass(frozen=True, slots=True)
class Mark:
    """How much was staged at a moment, for a savepoint that may roll back."""

    fresh: int
    gone: int
    works: int
    returned: dict[str, Any]


class Staging:
    """Rows that may be claimed and rows that may not any more, slow work, and what forms get back."""

    def __init__(self, roster: Roster, lanes: Lanes) -> None:
        self.roster = roster
        self.lanes = lanes
        self.fresh: list[Queued] = []
        self.gone: list[int] = []
        self.works: list[int] = []
        self.returned: dict[str, Any] = {}

    def mark(self) -> Mark:
        """To be given to `rewind`."""
        return Mark(len(self.fresh), len(self.gone), len(self.works), dict(self.returned))

    def rewind(self, mark: Mark) -> None:
        """Takes back what was staged since."""
        del self.fresh[mark.fresh :]
        del self.gone[mark.gone :]
        del self.works[mark.works :]
        self.returned = dict(mark.returned)

    def add(self, row: OutboxRow, place: GroupInfo) -> None:
        """A row that may be claimed."""
        self.fresh.append(_queued(row, place))

    def remove(self, rows: Sequence[int]) -> None:
        """Rows that may not be claimed any more."""
        self.gone += rows

    def publish(self) -> None:
        """Tells the lanes: the batch is about to commit."""
        for row in self.gone:
            self.lanes.remove(row)
        self.lanes.add(row for row in self.fresh if row.id not in self.gone)
        self.fresh.clear()
        self.gone.clear()

    def reload(self, session: Session) -> None:
        """Builds the lanes from the table, as at the start and after a failed batch."""
        self.fresh.clear()
        self.gone.clear()
        self.lanes.clear()
        query = select(OutboxRow).join(Group, col(Group.id) == col(OutboxRow.group_id))
        pending = query.where(OutboxRow.state == "pending", Group.state == "awake")
        self.lanes.add(self._found(session, row) for row in session.exec(pending).all())
        sending = query.where(OutboxRow.state == "sending")
        self.lanes.flying = {row.id or 0: self._found(session, row).lane for row in session.exec(sending).all()}

    def _found(self, session: Session, row: OutboxRow) -> Queued:
        return _queued(row, self.roster.info(session, row.group_id))

    def sleep(self, session: Session, place: GroupInfo, now: datetime) -> None:
        """Nothing more goes to a group that the bot is not in."""
        where = (col(OutboxRow.group_id) == place.chat.id, col(OutboxRow.state).in_(("pending", "waiting")))
        self.remove([row for row in session.exec(select(OutboxRow.id).where(*where)).all() if row is not None])
        session.execute(update(OutboxRow).where(*where).values(state="cancelled", payload=None, done_at=now))


def _queued(row: OutboxRow, place: GroupInfo) -> Queued:
    """A row as the lanes know it."""
    lane = (place.chat.platform, place.chat.address, row.lane)
    return Queued(row.weight, row.id or 0, lane, row.not_before, row.until)
