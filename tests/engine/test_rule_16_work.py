"""Rule 16: slow work is stored, done beside the engine, and repeated after a crash; files are blobs."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import errors
from bot.chat.actions import Actions, Send, Tell, Work
from bot.chat.events import Event, Worked
from bot.context import Context
from bot.engine.work import Workers
from bot.models import Blob, InboxRow, WorkRow
from bot.routing import Router
from bot.services import retention
from tests.cast import BUDI, GROUP
from tests.engine.slow import KINDS
from tests.stage import Stage

router = Router("reporting")
came: list[Worked] = []


@router.worked("report")
def send(event: Worked, ctx: Context) -> Actions:
    came.append(event)
    if event.error:
        return [Send(ctx.place.chat, "there is no report")]
    return [Send(ctx.place.chat, "the report", document=event.blob)]


@router.worked("broken")
def apologise(event: Worked, ctx: Context) -> Actions:
    came.append(event)
    return [Send(ctx.place.chat, f"sorry: {event.error}")]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    came.clear()
    play = Stage(router, url=f"sqlite:///{tmp_path / 'pamong.db'}")
    yield play
    play.close()


async def works(stage: Stage) -> list[Event]:
    """Does what is stored; what comes back."""
    reported: list[Event] = []
    workers = Workers(stage.database, KINDS, lambda *events: reported.extend(events), stage.clock)
    workers.take(stage.works)
    stage.works = []
    await asyncio.gather(*workers.tasks)
    return reported


def test_rule_16_work_is_stored_with_what_asked_for_it(stage: Stage) -> None:
    result = stage.does(Work("report", {"name": "maret"}), who=BUDI)
    [row] = stage.rows(WorkRow)
    assert result.works == [row.id]
    assert (row.kind, row.args, row.group_id, row.identity_id) == ("report", {"name": "maret"}, GROUP.id, BUDI.id)


async def test_rule_16_a_child_process_does_it_and_its_file_is_sent(stage: Stage) -> None:
    stage.does(Work("report", {"name": "maret"}), who=BUDI)
    [worked] = await works(stage)
    assert isinstance(worked, Worked)
    members, process = worked.data.split()
    assert (worked.filename, members) == ("maret.txt", b"4")
    assert int(process) != os.getpid()
    stage.happens(worked)
    assert (came[0].group, came[0].who, came[0].data) == (GROUP, BUDI, b"")
    order = stage.order(Send)
    assert (order.document, order.filename) == (worked.data, "maret.txt")
    assert stage.rows(WorkRow) == []


async def test_rule_16_a_database_in_memory_is_read_in_this_process() -> None:
    stage = Stage(router)
    came.clear()
    stage.does(Work("report", {"name": "maret"}))
    [worked] = await works(stage)
    assert isinstance(worked, Worked)
    assert int(worked.data.split()[1]) == os.getpid()


async def test_rule_16_work_that_fails_comes_back_too(stage: Stage) -> None:
    stage.does(Work("broken"))
    stage.happens(*(await works(stage)))
    stage.delivers()
    assert stage.screen() == ["sorry: RuntimeError"]
    assert stage.rows(WorkRow) == []


def test_rule_16_work_that_a_crash_interrupted_starts_again(stage: Stage) -> None:
    stage.does(Work("report", {"name": "maret"}))
    stage.works = []
    stage.starts()
    assert stage.works == [row.id for row in stage.rows(WorkRow)]


async def test_rule_16_work_that_comes_back_twice_is_done_once(stage: Stage) -> None:
    stage.does(Work("report", {"name": "maret"}))
    [worked] = await works(stage)
    stage.happens(worked)
    stage.happens(worked)
    assert (len(came), len(stage.rows(Blob))) == (1, 1)


def test_rule_16_work_of_a_failed_handler_is_not_done() -> None:
    failing = Router("failing")

    @failing.worked("report")
    def fail(event: Worked, ctx: Context) -> Actions:
        raise errors.Refused("roles.only_owner")

    stage = Stage(failing)
    stage.does(Work("report"), Tell(replace(BUDI, id=999), "x", otherwise=[Send(replace(GROUP, id=999), "nowhere")]))
    assert (stage.works, stage.rows(WorkRow)) == ([], [])
    assert [row.state for row in stage.rows(InboxRow)] == ["quarantined"]


def blob(stage: Stage) -> int:
    with stage.session() as session, session.begin():
        row = Blob(community_id=2, name="a.txt", data=b"isi", created_at=stage.clock.now())
        session.add(row)
        session.flush()
        return row.id or 0


def test_rule_16_a_file_is_gone_when_it_is_delivered(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", document=blob(stage)))
    assert stage.order(Send).document == b"isi"
    stage.delivers()
    assert stage.rows(Blob) == []


def test_rule_16_a_file_stays_while_it_may_still_be_sent(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", document=blob(stage)))
    stage.delays(Send, 5)
    assert len(stage.rows(Blob)) == 1


def test_rule_16_a_file_that_nobody_took_is_gone_after_a_day(stage: Stage) -> None:
    blob(stage)
    for hours, left in ((23, 1), (2, 0)):
        stage.clock.shift(timedelta(hours=hours))
        with stage.session() as session, session.begin():
            retention.prune(session, stage.clock.now())
        assert len(stage.rows(Blob)) == left
