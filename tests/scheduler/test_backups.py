"""A copy a day, and nobody has to think of it."""

from pathlib import Path
from typing import Any

import pytest

from bot.chat.events import Form, Worked
from bot.models import DueRow, WorkRow
from bot.services.backups import copies, make
from scheduler import backups, standing
from tests.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A bot that has just started."""
    stage = Stage(backups.router, standing.router, url=f"sqlite:///{tmp_path / 'pamong.db'}")
    values = {"backup": {"folder": str(tmp_path / "backups"), "at": "03:30", "keep": 2}}
    stage.happens(Form("start:1", stage.clock.now(), name="start", values=values))
    return stage


def works(stage: Stage) -> list[dict[str, Any]]:
    """Does the slow work that is waiting, as the child process would; what it was."""
    done = []
    for row in stage.rows(WorkRow):
        with stage.database.reader() as session:
            name, data = make(session, row.args)
        answer: dict[str, Any] = {
            "kind": row.kind,
            "args": row.args,
            "row": row.id or 0,
            "filename": name,
            "data": data,
        }
        stage.happens(Worked(f"work:{row.id}", stage.clock.now(), **answer))
        done.append(row.args)
    return done


def test_every_day_has_its_copy_and_the_oldest_go(stage: Stage, tmp_path: Path) -> None:
    for _ in range(4):
        stage.passes(days=1)
        works(stage)
    names = [copy.name for copy in copies(tmp_path / "backups")]
    assert names == ["pamong-2026-03-05.zip", "pamong-2026-03-06.zip"]
    assert stage.rows(WorkRow) == []


def test_other_files_in_the_folder_stay(stage: Stage, tmp_path: Path) -> None:
    mine = tmp_path / "backups" / "pamong-before-the-party.zip"
    mine.parent.mkdir()
    mine.write_text("mine")
    for _ in range(3):
        stage.passes(days=1)
        works(stage)
    assert mine.read_text() == "mine"


def test_a_copy_that_fails_is_tried_again_within_the_hour_and_noted(stage: Stage) -> None:
    stage.passes(days=1)
    [row] = stage.rows(WorkRow)
    stage.happens(Worked("work:1", stage.clock.now(), kind="backup", args=row.args, row=row.id or 0, error="OSError"))
    [again] = stage.rows(DueRow, DueRow.name == "again")
    assert again.args["failed"] == "OSError"
    stage.passes(hours=1, seconds=1)
    assert len(works(stage)) == 1
    assert stage.rows(DueRow, DueRow.name == "again") == []
    [daily] = stage.rows(DueRow, DueRow.kind == "backup")
    assert daily.at > stage.clock.now()
