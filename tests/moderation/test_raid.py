"""Raids: who came with one waits until it is calm; a slow stream, a backlog and old members are none of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.chat.events import Account, Joined
from bot.context import Context
from moderation.rules.raid import Raid, crowd, look
from tests.cast import BUDI, NOW, joins, says

SAID = [
    "halo",
    "p",
    "join channel saya",
    "promo murah kak",
    "kerja dari rumah 500rb sehari",
    "cek bio",
    "hi everyone",
    "earn money fast",
    "🔥🔥🔥",
    "ada lowongan admin",
    "",
]


def people(number: int, every: float, start: datetime = NOW) -> list[Joined]:
    """So many strangers join, one every so many seconds."""
    return [
        joins(Account("telegram", f"9{n}", f"Orang {n}", id=900 + n), at=start + timedelta(seconds=every * n))
        for n in range(number)
    ]


def came(ctx: Context, events: Sequence[Joined], settings: Raid | None = None) -> Context:
    """The context of somebody who joined with the last of these."""
    for event in events:
        crowd(ctx).add(event, settings or Raid())
    return replace(ctx, joined_at=events[-1].at)


@pytest.mark.parametrize("text", SAID)
def test_who_came_with_a_raid_waits(ctx: Context, text: str) -> None:
    ctx = came(ctx, people(12, every=1))
    found = look(says(BUDI, text, at=NOW + timedelta(minutes=5)), ctx, Raid())
    assert found is not None
    assert found.hushed


@pytest.mark.parametrize("text", SAID)
def test_who_was_there_before_does_not(ctx: Context, text: str) -> None:
    ctx = replace(came(ctx, people(12, every=1)), joined_at=NOW - timedelta(days=3))
    assert look(says(BUDI, text, at=NOW + timedelta(minutes=5)), ctx, Raid()) is None
    assert look(says(BUDI, text, at=NOW + timedelta(minutes=5)), replace(ctx, joined_at=None), Raid()) is None


@pytest.mark.parametrize("text", SAID)
def test_people_who_join_one_after_another_are_no_raid(ctx: Context, text: str) -> None:
    ctx = came(ctx, people(50, every=20))
    assert look(says(BUDI, text, at=NOW + timedelta(minutes=17)), ctx, Raid()) is None


def test_a_backlog_of_a_day_that_arrives_at_once_is_no_raid(ctx: Context) -> None:
    came(ctx, people(300, every=288, start=NOW - timedelta(days=1)))
    assert crowd(ctx).since is None


def test_the_first_nine_are_no_raid_and_the_same_ones_again_neither(ctx: Context) -> None:
    nine = people(9, every=1)
    came(ctx, [*nine, *nine, *nine])
    assert crowd(ctx).since is None


def test_it_lasts_until_a_quarter_of_an_hour_after_the_last_join(ctx: Context) -> None:
    ctx = came(ctx, people(60, every=5))
    last = NOW + timedelta(seconds=59 * 5)
    assert look(says(BUDI, "halo", at=last + timedelta(minutes=14)), ctx, Raid()) is not None
    assert look(says(BUDI, "halo", at=last + timedelta(minutes=15)), ctx, Raid()) is None


def test_a_moderator_ends_it(ctx: Context) -> None:
    ctx = came(ctx, people(12, every=1))
    calm = Raid(calm=(NOW + timedelta(seconds=30)).isoformat())
    assert look(says(BUDI, "halo", at=NOW + timedelta(minutes=1)), ctx, calm) is None
    came(ctx, people(1, every=1, start=NOW + timedelta(minutes=1)), calm)
    assert crowd(ctx).since is None


def test_of_ten_thousand_joins_only_the_last_few_are_remembered(ctx: Context) -> None:
    came(ctx, people(10_000, every=0.01))
    assert len(crowd(ctx).joins) == 10


def test_a_group_sets_its_own_measure(ctx: Context) -> None:
    came(ctx, people(5, every=1), Raid(joins=5, seconds=10))
    assert crowd(ctx).since == NOW
