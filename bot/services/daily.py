"""Jobs of the whole installation that are due once every local day."""

from typing import Any

from sqlmodel import select

from bot.context import Context
from bot.domain.daily import next_time
from bot.models import DueRow
from bot.services.schedule import schedule

DAILY = "daily"
"""The name of the row, which moves from day to day."""


def plan(kind: str, at: str, ctx: Context, args: dict[str, Any] | None = None) -> None:
    """Makes `kind` due at the next local time `at` ("03:30"); what is overdue already stays due now.

    The place of `ctx` is that of the whole installation.
    """
    planned = ctx.session.exec(select(DueRow).where(DueRow.kind == kind, DueRow.name == DAILY)).first()
    overdue = planned is not None and planned.at <= ctx.now
    moment = planned.at if planned is not None and overdue else next_time(ctx.now, at, ctx.place.zone)
    schedule(ctx.session, ctx.place, kind, DAILY, moment, args)
