"""How the running program is: what health and metrics tell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.chat.actions import Lane
from bot.models import OutboxRow
from bot.web.metrics import Measured

if TYPE_CHECKING:
    from bot.app import Pamong


def problems(pamong: "Pamong") -> Sequence[str]:
    """Why it is not ready, a few words each; nothing when it is."""
    found = [f"database: {pamong.writer.down}"] if pamong.writer.down else []
    for platform, adapter in pamong.adapters.items():
        if platform in pamong.stopped:
            found.append(f"{platform}: stopped")
        elif not adapter.bot_name:
            found.append(f"{platform}: not connected yet")
    return found


def measured(pamong: "Pamong") -> Measured:
    """What is counted, from the engine and from the outbox."""
    with pamong.database.reader() as session:
        what = (col(OutboxRow.state), col(OutboxRow.lane))
        query = select(*what, func.count()).group_by(*what)
        rows = {(state, Lane(lane).name.lower()): number for state, lane, number in session.exec(query).all()}
    return Measured(
        counts=dict(pamong.batches.counts),
        queued=len(pamong.writer.queue),
        flying=len(pamong.delivery.tasks),
        rows=rows,
    )
