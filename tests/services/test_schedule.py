"""What is due is one row a kind and name."""

from datetime import timedelta

from sqlmodel import select

from bot.context import Context
from bot.models import DueRow
from bot.services.schedule import cancel, schedule
from tests.cast import NOW


def rows(ctx: Context) -> list[DueRow]:
    return list(ctx.session.exec(select(DueRow)).all())


def test_the_same_name_moves_instead_of_doubling(ctx: Context) -> None:
    for hours in (1, 3):
        schedule(ctx.session, ctx.group, "remind", "a", NOW + timedelta(hours=hours), {"hours": hours})
    assert [(row.at, row.args) for row in rows(ctx)] == [(NOW + timedelta(hours=3), {"hours": 3})]


def test_what_is_cancelled_is_gone(ctx: Context) -> None:
    schedule(ctx.session, ctx.group, "remind", "a", NOW)
    assert cancel(ctx.session, "remind", "a")
    assert not cancel(ctx.session, "remind", "a")
    assert not rows(ctx)
