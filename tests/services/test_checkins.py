"""Check-ins come by daylight, wherever the group lives."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.context import Context
from bot.models import Companion, DueRow
from bot.services.checkins import DAYS, EVENING, MORNING, by_daylight, plan, unplan
from tests.cast import BUDI, GROUP, NOW, SARI

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("at", "asked"),
    [("12:00", "12:00"), ("03:30", "09:00"), ("08:59", "09:00"), ("20:00", "09:00"), ("19:59", "19:59")],
)
def test_at_night_it_waits_for_the_morning(at: str, asked: str) -> None:
    moment = datetime.combine(NOW.date(), time.fromisoformat(at), JAKARTA).astimezone(UTC)
    assert by_daylight(moment, JAKARTA).astimezone(JAKARTA).time() == time.fromisoformat(asked)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Jayapura", "Europe/Berlin", "America/New_York", "UTC"]),
)
def test_it_is_never_early_and_at_most_half_a_day_late(at: datetime, zone: str) -> None:
    asked = by_daylight(at, ZoneInfo(zone))
    assert 0 <= (asked - at).total_seconds() <= 14 * 3600
    assert MORNING <= asked.astimezone(ZoneInfo(zone)).time() < EVENING


def test_one_check_in_is_planned_at_a_time_and_none_after_the_last(ctx: Context) -> None:
    row = Companion(community_id=2, group_id=GROUP.id, newcomer_id=SARI.id, buddy_id=BUDI.id, since=NOW)
    ctx.session.add(row)
    ctx.session.flush()
    for before, day in zip((0, *DAYS), DAYS, strict=False):
        assert plan(row, ctx, after=before)
        [due] = ctx.session.exec(select(DueRow)).all()
        assert (due.args["day"], (due.at - NOW).days) == (day, day)
    assert not plan(row, ctx, after=DAYS[-1])
    unplan(row, ctx)
    assert ctx.session.exec(select(DueRow)).all() == []
