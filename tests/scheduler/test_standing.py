"""At every start the daily jobs are planned as the configuration says."""

from datetime import timedelta

from bot.chat.events import Form
from bot.models import DueRow
from scheduler import backups, cleanup, standing
from tests import cast
from tests.stage import Stage

BACKUP = {"folder": "backups", "at": "03:30", "keep": 7}


def starts(stage: Stage, **values: object) -> None:
    stage.happens(Form(f"start:{cast.number()}", stage.clock.now(), name="start", values=values))


def planned(stage: Stage) -> dict[str, str]:
    return {row.kind: row.at.isoformat(timespec="minutes") for row in stage.rows(DueRow)}


def test_the_daily_jobs_are_planned_in_local_time() -> None:
    stage = Stage(backups.router, cleanup.router, standing.router)
    starts(stage, backup=BACKUP)
    assert planned(stage) == {
        "backup": "2026-03-02T20:30+00:00",
        "cleanup": "2026-03-02T21:20+00:00",
        "nudges.round": "2026-03-02T17:10+00:00",
        "revision.round": "2026-03-02T17:20+00:00",
    }


def test_a_changed_time_moves_the_job_and_does_not_double_it() -> None:
    stage = Stage(backups.router, cleanup.router, standing.router)
    starts(stage, backup=BACKUP)
    starts(stage, backup=BACKUP | {"at": "23:00", "keep": 2})
    assert planned(stage)["backup"] == "2026-03-02T16:00+00:00"
    [row] = stage.rows(DueRow, DueRow.kind == "backup")
    assert row.args["keep"] == 2


def test_what_was_missed_while_the_bot_was_off_is_made_up_for() -> None:
    stage = Stage(backups.router, cleanup.router, standing.router)
    starts(stage, backup=BACKUP)
    stage.clock.shift(timedelta(days=2))
    starts(stage, backup=BACKUP)
    stage.passes(seconds=1)
    assert len(stage.works) == 1
    assert planned(stage)["backup"] == "2026-03-04T20:30+00:00"


def test_without_a_backup_in_the_configuration_no_backup_is_planned() -> None:
    stage = Stage(backups.router, cleanup.router, standing.router)
    starts(stage)
    assert sorted(planned(stage)) == ["cleanup", "nudges.round", "revision.round"]
