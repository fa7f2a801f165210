"""Rule 14: one process serves a database; who has lost it ends."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import errors
from bot.engine.lease import FileLock, PostgresLease, database_lock, token_lock
from bot.engine.writer import Writer
from bot.models import Membership, Table, WriterLease
from bot.store import Database, database
from tests.cast import BUDI, as_received, says
from tests.stage import Stage

HOLD = """
import pathlib, sys
from bot.engine.lease import FileLock
lock = FileLock(pathlib.Path(sys.argv[1]), "taken")
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock beside a database."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "pamong.db.lock")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_rule_14_a_second_process_is_refused_at_once(tmp_path: Path, other_process: subprocess.Popen[str]) -> None:
    with pytest.raises(errors.Taken, match="already uses the database"):
        database_lock(tmp_path / "pamong.db").take()


def test_rule_14_a_killed_process_leaves_the_lock_free(tmp_path: Path, other_process: subprocess.Popen[str]) -> None:
    other_process.kill()
    other_process.wait()
    lock = database_lock(tmp_path / "pamong.db")
    lock.take()
    lock.release()


def test_rule_14_a_lock_that_was_given_back_can_be_taken_again(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock", "taken"), FileLock(tmp_path / "lock", "taken")
    first.take()
    with pytest.raises(errors.Taken, match="taken"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_rule_14_a_token_is_locked_under_a_name_that_does_not_tell_it() -> None:
    lock = token_lock("telegram", "123:secret")
    assert "secret" not in str(lock.path)
    assert lock.path == token_lock("telegram", "123:secret").path
    assert lock.path != token_lock("telegram", "124:secret").path


@pytest.fixture
def opened(postgres_url: str) -> Iterator[Database]:
    found = database(postgres_url)
    Table.metadata.create_all(found.engine)
    yield found
    found.close()


def test_rule_14_one_process_holds_a_postgresql_database(opened: Database) -> None:
    first, second = PostgresLease(opened), PostgresLease(opened)
    first.take()
    with pytest.raises(errors.Taken):
        second.take()
    first.release()
    second.take()
    second.release()


def test_rule_14_every_batch_proves_that_it_still_owns_the_database(opened: Database, postgres_url: str) -> None:
    lease = PostgresLease(opened)
    lease.take()
    lease.sign()
    stage = Stage(url=postgres_url, owner=lease.owner)
    [before] = stage.rows(WriterLease)
    stage.happens(says(BUDI, "halo"))
    stage.happens(says(BUDI, "halo"))
    [after] = stage.rows(WriterLease)
    assert (after.owner, after.batch - before.batch) == (lease.owner, 2)
    stage.close()
    lease.release()


def lost(opened: Database) -> None:
    """Another process has taken the database over: its name stands in the row."""
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE writer SET owner = 'another'"))


def test_rule_14_who_has_lost_the_database_writes_nothing_more(opened: Database, postgres_url: str) -> None:
    lease = PostgresLease(opened)
    lease.take()
    lease.sign()
    stage = Stage(url=postgres_url, owner=lease.owner)
    lost(opened)
    with pytest.raises(errors.Taken):
        stage.happens(says(BUDI, "halo"))
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [0]
    stage.close()
    lease.release()


def test_rule_14_a_writer_that_has_lost_the_database_ends_the_process(opened: Database, postgres_url: str) -> None:
    lease = PostgresLease(opened)
    lease.take()
    lease.sign()
    stage = Stage(url=postgres_url, owner=lease.owner)
    ends: list[Exception] = []
    writer = Writer(stage.batches, lambda result: None, ends.append)
    writer.start()
    lost(opened)
    [future] = writer.submit(as_received(says(BUDI, "halo")))
    assert isinstance(future.exception(timeout=10), errors.Taken)
    writer.thread.join(10)
    assert [type(end) for end in ends] == [errors.Taken]
    assert not writer.thread.is_alive()
    stage.close()
    lease.release()
