"""Rule 15: the queue of the one writer is bounded, and its thread outlives what others do to it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from bot import errors
from bot.chat.actions import Return
from bot.chat.events import Delivered, Form, Refused, Tick
from bot.engine.batch import Result
from bot.engine.writer import ROOM, Writer
from bot.models import Activity
from bot.store import database
from tests.cast import BUDI, NOW, as_received, chatter, number, says
from tests.stage import Stage

SECONDS = 20.0


@pytest.fixture
def ends() -> list[Exception]:
    return []


@pytest.fixture
def writer(stage: Stage, ends: list[Exception]) -> Iterator[Writer]:
    """A writer that has not been started yet."""
    found = Writer(stage.batches, lambda result: None, ends.append)
    yield found
    if found.thread.is_alive():
        found.stop()


def test_rule_15_the_queue_refuses_what_does_not_fit(writer: Writer) -> None:
    event = as_received(says(BUDI, "halo"))
    writer.submit(*[event] * (ROOM - 1))
    with pytest.raises(errors.Unreachable):
        writer.submit(event, event)
    writer.submit(event)
    assert (writer.room, ROOM) == (0, 2000)
    with pytest.raises(errors.Unreachable):
        writer.submit(event)


def test_rule_15_results_of_deliveries_and_ticks_always_find_room(writer: Writer) -> None:
    writer.submit(*[as_received(says(BUDI, "halo"))] * ROOM)
    writer.submit(Delivered("out:1", NOW, row=1), Refused("out:2", NOW, row=2))
    writer.submit(Tick("tick", NOW))
    assert writer.room < 0


def test_rule_15_every_event_is_acknowledged_after_its_commit(writer: Writer, stage: Stage) -> None:
    writer.start()
    futures = [writer.submit(as_received(event))[0] for event in chatter(300, BUDI)]
    for future in futures:
        future.result(SECONDS)
    assert len(stage.rows(Activity)) == 300


def test_rule_15_a_form_gets_what_its_handler_returned(writer: Writer, stage: Stage) -> None:
    stage.wanted = (Return({"id": 7}),)
    writer.start()
    [future] = writer.submit(Form(f"do:{number()}", NOW, None, None, name="stage.do"))
    assert future.result(SECONDS) == {"id": 7}


def test_rule_15_stopping_drains_the_queue_and_takes_no_more(writer: Writer, stage: Stage) -> None:
    futures = writer.submit(*(as_received(event) for event in chatter(500, BUDI)))
    writer.start()
    writer.stop(SECONDS)
    assert all(future.done() for future in futures)
    assert len(stage.rows(Activity)) == 500
    with pytest.raises(errors.Unreachable):
        writer.submit(as_received(says(BUDI, "halo")))


def test_rule_15_a_sender_that_gave_up_waiting_harms_nobody(writer: Writer, ends: list[Exception]) -> None:
    [given_up] = writer.submit(as_received(says(BUDI, "halo")))
    assert given_up.cancel()
    writer.start()
    [future] = writer.submit(as_received(says(BUDI, "halo")))
    future.result(SECONDS)
    assert (ends, writer.thread.is_alive()) == ([], True)


def test_rule_15_a_writer_that_cannot_go_on_says_so(stage: Stage, ends: list[Exception]) -> None:
    def broken(result: Result) -> None:
        raise RuntimeError("nobody takes results")

    writer = Writer(stage.batches, lambda result: None, ends.append)
    writer.start()
    writer.on_result = broken
    writer.submit(as_received(says(BUDI, "halo")))
    writer.thread.join(SECONDS)
    assert [str(end) for end in ends] == ["nobody takes results"]


def test_rule_15_a_database_that_goes_away_for_a_while_loses_nothing(postgres_url: str, ends: list[Exception]) -> None:
    stage = Stage(url=postgres_url)
    writer = Writer(stage.batches, lambda result: None, ends.append)
    writer.start()
    name = stage.database.engine.url.database
    admin = database(postgres_url.rsplit("/", 1)[0] + "/postgres" + _query(postgres_url))
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        line.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name})
        futures = writer.submit(*(as_received(says(BUDI, f"halo {turn}")) for turn in range(5)))
        _until(lambda: bool(writer.down))
        assert not any(future.done() for future in futures)
        line.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    for future in futures:
        future.result(SECONDS)
    assert (len(stage.rows(Activity)), ends, writer.down) == (5, [], "")
    writer.stop()
    admin.close()
    stage.close()


def _query(url: str) -> str:
    return f"?{url.split('?', 1)[1]}" if "?" in url else ""


def _until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not happen")
