"""Rule 13: what was rolled back is in no cache, and a replay decides the same."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy import event as database_event
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import errors, settings
from bot.chat.actions import Actions, Edit, Send
from bot.chat.events import Account, Command, Event, Joined, RoleChanged
from bot.chat.text import Text
from bot.context import Context
from bot.models import Group, Identity, InboxRow, Membership, OutboxRow, Seen
from bot.routing import Router
from tests.cast import BUDI, CITRA, GROUP, joins, number, private, says
from tests.stage import Stage

router = Router("changing")
EKA = Account("telegram", "77", "Eka")
broken: list[int] = []
seen: list[tuple[int, datetime]] = []


@router.command("english", about_group=False)
def english(event: Command, ctx: Context) -> Actions:
    ctx.session.get_one(Group, GROUP.id).language = "en"
    ctx.session.flush()
    if event.args == "fail":
        raise RuntimeError("broken")
    return []


@router.command("reword", about_group=False)
def reword(event: Command, ctx: Context) -> Actions:
    settings.reword(ctx.session, ctx.group, "prompts.used", "kata kami")
    if event.args == "fail":
        raise RuntimeError("broken")
    return []


@router.command("say", about_group=False)
def say(event: Command, ctx: Context) -> Actions:
    return [Send(GROUP, f"{ctx.language} {ctx.say('prompts.used')}")]


@router.command("count", about_group=False)
def count(event: Command, ctx: Context) -> Actions:
    mine = select(Membership.messages).where(Membership.identity_id == BUDI.id)
    return [Send(GROUP, str(ctx.session.exec(mine).one()))]


@router.command("roll", about_group=False)
def roll(event: Command, ctx: Context) -> Actions:
    seen.append((ctx.dice.randrange(10**9), ctx.now))
    if broken and broken.pop():
        raise RuntimeError("broken")
    return []


@router.on(Joined)
def welcome(event: Joined, ctx: Context) -> Actions:
    if broken:
        ctx.session.add(InboxRow(community_id=1, state="x", event="", arrived_at=ctx.now, expires_at=ctx.now))
        raise RuntimeError("broken")
    return []


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    broken.clear()
    seen.clear()
    play = Stage(router, url=f"sqlite:///{tmp_path / 'pamong.db'}")
    yield play
    play.close()


def poison() -> Event:
    """A message that no database takes: its writer's name is not even text."""
    return says(Account("telegram", "66", "\ud800"), Text("half a pair: \ud800"))


def fails_once(stage: Stage, *, done: bool) -> None:
    """The next commit fails: before it is done, or with the answer lost on the way."""
    engine = stage.database.engine

    def fail(connection: Connection) -> None:
        database_event.remove(engine, "commit", fail)
        if done:
            driver: Any = connection.connection.driver_connection
            driver.execute("COMMIT")
        raise OperationalError("COMMIT", {}, ConnectionError("the line broke"))

    database_event.listen(engine, "commit", fail)


def tries_again(stage: Stage, *events: Event) -> None:
    """What the writer does when the database did not answer."""
    with pytest.raises(errors.Unreachable):
        stage.happens(*events)
    stage.happens(*events)


def test_rule_13_the_next_event_sees_what_a_handler_changed(stage: Stage) -> None:
    stage.happens(says(BUDI, "/say"), says(BUDI, "/english"), says(BUDI, "/reword"), says(BUDI, "/say"))
    stage.delivers()
    assert stage.screen() == ["id Ini sudah dijawab.", "en kata kami"]


def test_rule_13_the_next_event_sees_nothing_of_a_failed_handler(stage: Stage) -> None:
    stage.happens(says(BUDI, "/english fail"), says(BUDI, "/reword fail"), says(BUDI, "/say"))
    stage.delivers()
    assert stage.screen() == ["id Ini sudah dijawab."]
    assert [row.reason.split(": ")[1] for row in stage.rows(InboxRow)] == ["RuntimeError"] * 2


def test_rule_13_counters_are_written_before_a_handler_reads_them(stage: Stage) -> None:
    stage.happens(says(BUDI, "one"), says(BUDI, "two"), says(BUDI, "/count"), says(BUDI, "/count"))
    stage.delivers()
    assert stage.screen() == ["3", "4"]


def test_rule_13_chance_and_moment_come_from_the_event(stage: Stage) -> None:
    broken.extend([0, 1, 1])
    stage.happens(says(BUDI, "/roll"))
    assert (len(seen), len(set(seen))) == (3, 1)
    assert seen[0][1] == stage.clock.now()
    stage.happens(says(BUDI, "/roll"))
    assert seen[3][0] != seen[0][0]


def test_rule_13_an_event_that_breaks_its_batch_is_set_aside_alone(stage: Stage) -> None:
    result = stage.happens(says(BUDI, "/roll"), says(EKA, "halo"), poison(), says(EKA, "/count"), says(BUDI, "halo"))
    assert [row.state for row in stage.rows(InboxRow)] == ["quarantined"]
    assert sorted(row.messages for row in stage.rows(Membership) if row.messages) == [2, 2]
    assert (len(seen), len(set(seen))) == (2, 1)
    assert len(result.orders) == 1
    assert len(stage.rows(Seen)) == 5


def test_rule_13_a_quarantined_event_is_not_tried_again_when_it_is_delivered_again(stage: Stage) -> None:
    event = poison()
    stage.happens(event)
    stage.happens(event)
    assert len(stage.rows(InboxRow)) == 1


def test_rule_13_people_met_in_a_failed_batch_are_met_again(stage: Stage) -> None:
    stage.happens(joins(EKA), says(EKA, "halo", private(EKA)), poison())
    stage.happens(says(EKA, "halo"))
    [eka] = stage.rows(Identity, Identity.name == "Eka")
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == eka.id)] == [1]


def test_rule_13_a_failed_handler_leaves_its_event_counted_and_its_rows_undone(stage: Stage) -> None:
    broken.append(1)
    stage.happens(joins(EKA), says(EKA, "halo"))
    assert [row.state for row in stage.rows(InboxRow)] == ["quarantined"]
    assert [(row.messages, row.joins) for row in stage.rows(Membership) if row.messages] == [(1, 1)]


@pytest.mark.parametrize("done", [False, True])
def test_rule_13_a_failed_commit_is_made_up_for_once(stage: Stage, done: bool) -> None:
    fails_once(stage, done=done)
    tries_again(stage, says(BUDI, "/count"))
    stage.delivers()
    assert (stage.screen(), len(stage.platform.done)) == (["1"], 1)
    assert [row.state for row in stage.rows(OutboxRow)] == ["done"]


@pytest.mark.parametrize("done", [False, True])
def test_rule_13_a_batch_whose_commit_failed_is_handled_once(stage: Stage, done: bool) -> None:
    fails_once(stage, done=done)
    stage.happens(says(BUDI, "/count"), says(BUDI, "halo"))
    stage.happens()
    stage.delivers()
    assert (stage.screen(), len(stage.platform.done)) == (["1"], 1)
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [2]


@pytest.mark.parametrize("done", [False, True])
def test_rule_13_what_flew_before_a_failed_commit_still_does(stage: Stage, done: bool) -> None:
    stage.does(Send(GROUP, "one"), Send(GROUP, "two"))
    fails_once(stage, done=done)
    stage.happens(says(BUDI, "halo"), says(BUDI, "halo"))
    assert [type(order.action) for order in stage.flying] == [Send]
    stage.delivers()
    assert stage.screen() == ["one", "two"]


def test_rule_13_a_result_whose_commit_failed_is_settled_once(stage: Stage) -> None:
    stage.does(Send(GROUP, "one", key="k"), Edit(GROUP, "two", key="k"), Send(GROUP, "three"))
    order = stage.order(Send)
    delivered = stage.platform.do(order)
    fails_once(stage, done=False)
    stage.flying.remove(order)
    tries_again(stage, delivered)
    stage.delivers()
    assert stage.screen() == ["two", "three"]


def test_rule_13_a_cached_role_is_the_one_in_the_database(stage: Stage) -> None:
    stage.happens(says(CITRA, "halo"), RoleChanged(f"r{number()}", stage.clock.now(), GROUP, CITRA, role=2), poison())
    stage.starts()
    assert [row.role for row in stage.rows(Membership, Membership.identity_id == CITRA.id)] == [2]


def test_rule_13_caches_hold_values_that_nobody_can_change(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"))
    roster = stage.batches.roster
    held: list[Any] = [*roster.places.values(), *roster.accounts.values()]
    held += [member for members in roster.members.values() for member in members.values()]
    assert len(held) >= 3
    for value in held:
        with pytest.raises(AttributeError):
            setattr(value, next(iter(value.__dataclass_fields__)), None)
