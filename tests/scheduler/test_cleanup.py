"""Every night what is too old goes, in portions that nobody notices."""

from datetime import timedelta

import pytest

from bot.chat.events import Form
from bot.models import DueRow, Seen
from bot.services import retention
from scheduler import cleanup, standing
from tests import cast
from tests.stage import Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage(cleanup.router, standing.router)
    stage.happens(Form("start:1", stage.clock.now(), name="start"))
    return stage


def nights(stage: Stage) -> list[str]:
    planned = stage.rows(DueRow, DueRow.kind == cleanup.KIND, DueRow.name == "daily")
    return [row.at.isoformat(timespec="minutes") for row in planned]


def test_it_happens_every_night(stage: Stage) -> None:
    assert nights(stage) == ["2026-03-02T21:20+00:00"]
    stage.passes(hours=17)
    assert nights(stage) == ["2026-03-03T21:20+00:00"]


def test_more_than_a_portion_takes_more_than_one_turn(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    with stage.session() as session, session.begin():
        for number in range(7):
            session.add(Seen(hash=bytes([number]), at=cast.NOW - timedelta(days=30)))
    stage.passes(hours=17)
    assert len(old(stage)) == 4
    stage.passes(seconds=2)
    stage.passes(seconds=2)
    assert old(stage) == []
    assert [row.name for row in stage.rows(DueRow)] == ["daily"]


def old(stage: Stage) -> list[Seen]:
    return [row for row in stage.rows(Seen) if row.at < cast.NOW - timedelta(days=7)]
