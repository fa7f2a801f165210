"""Quiet hours where the platform cannot close a group: what is written then goes, everything else stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.abilities import Abilities
from bot.context import Context
from moderation.rules.quiet import Quiet, look
from tests.cast import BUDI, says

NIGHT = Quiet(hours="22:00-05:00")
AT_NIGHT = ["15:00", "15:01", "16:30", "17:00", "18:15", "19:00", "20:20", "21:00", "21:59", "17:59"]  # UTC
BY_DAY = ["22:00", "22:01", "23:30", "00:00", "03:45", "06:00", "09:10", "12:00", "14:59", "11:11"]


@pytest.fixture
def open_only(ctx: Context) -> Context:
    """A platform that closes nothing."""
    return replace(ctx, abilities=Abilities(closing=False))


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{clock}:00").replace(tzinfo=UTC)


@pytest.mark.parametrize("clock", AT_NIGHT)
def test_what_is_written_at_night_goes(open_only: Context, clock: str) -> None:
    assert look(says(BUDI, "ada yang masih bangun?", at=at(clock)), open_only, NIGHT) is not None


@pytest.mark.parametrize("clock", BY_DAY)
def test_what_is_written_by_day_may_stay(open_only: Context, clock: str) -> None:
    assert look(says(BUDI, "pagi semua", at=at(clock)), open_only, NIGHT) is None


@pytest.mark.parametrize("clock", AT_NIGHT)
def test_a_platform_that_closes_needs_no_rule(ctx: Context, clock: str) -> None:
    assert look(says(BUDI, "halo", at=at(clock)), ctx, NIGHT) is None


@pytest.mark.parametrize("clock", AT_NIGHT + BY_DAY)
def test_without_hours_it_is_never_quiet_and_closed_by_hand_always(open_only: Context, clock: str) -> None:
    message = says(BUDI, "halo", at=at(clock))
    assert look(message, open_only, Quiet()) is None
    assert look(message, open_only, Quiet(state="closed")) is not None
