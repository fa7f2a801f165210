"""Billed messages are counted before they leave, and stop at the month's budget."""

from collections.abc import Iterator

import pytest

from bot.chat.events import Form
from bot.context import Installation
from bot.models import Billed
from handlers import budgets
from tests.cast import BUDI, KEY, number, private, says
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(budgets.router, installation=Installation(key=KEY, owners=frozenset({("telegram", BUDI.address)})))
    yield made
    made.close()


def asks(stage: Stage, most: int, month: str = "2026-03") -> bool:
    key = f"budget:{number()}"
    values = {"platform": "cloud", "month": month, "most": most}
    done = stage.happens(Form(key, stage.clock.now(), name="budgets.take", values=values))
    return bool(done.returned[key])


def test_a_budget_is_never_overdrawn(stage: Stage) -> None:
    assert [asks(stage, 2) for _ in range(4)] == [True, True, False, False]


def test_every_month_begins_anew(stage: Stage) -> None:
    assert [asks(stage, 1, month) for month in ("2026-03", "2026-03", "2026-04")] == [True, False, True]
    assert [(row.month, row.count) for row in stage.rows(Billed)] == [("2026-03", 1), ("2026-04", 1)]


def test_without_a_limit_it_is_only_counted(stage: Stage) -> None:
    assert all(asks(stage, -1) for _ in range(5))
    assert [row.count for row in stage.rows(Billed)] == [5]


def test_a_budget_of_nothing_bills_nothing(stage: Stage) -> None:
    assert not asks(stage, 0)


def test_the_owners_hear_once_that_it_is_used_up(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo", private(BUDI)))
    assert [asks(stage, 1) for _ in range(3)] == [True, False, False]
    stage.delivers()
    [told] = stage.screen(private(BUDI))
    assert "1 pesan berbayar" in told
