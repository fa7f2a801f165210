"""Rule 15: everything has a bound: the queue, the statements of a batch, the due rows of a tick."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.actions import Actions, Return, Send
from bot.chat.events import Account, Due, Form
from bot.context import Context
from bot.models import DueRow, InboxRow, Membership
from bot.routing import Router
from bot.services.schedule import cancel, schedule
from tests.cast import BUDI, GROUP, chatter, number, reacts, says
from tests.engine.statements import counted
from tests.stage import Stage

router = Router("planning")
done: list[str] = []
tried: list[str] = []


@router.form("plan")
def plan(event: Form, ctx: Context) -> Actions:
    for name, minutes in event.values.items():
        schedule(ctx.session, ctx.group, "reminder", name, ctx.now + timedelta(minutes=minutes), {"name": name})
    return [Return(len(event.values))]


@router.form("unplan")
def unplan(event: Form, ctx: Context) -> Actions:
    return [Return(cancel(ctx.session, "reminder", str(event.values["name"])))]


@router.due("reminder")
def remind(event: Due, ctx: Context) -> Actions:
    tried.append(event.name)
    if event.name.startswith("bad"):
        raise RuntimeError("broken")
    done.append(event.name)
    return [Send(ctx.place.chat, event.args["name"])]


@pytest.fixture
def stage() -> Stage:
    done.clear()
    tried.clear()
    return Stage(router)


def plans(stage: Stage, **minutes: int) -> None:
    stage.happens(Form(f"plan:{number()}", stage.clock.now(), GROUP, None, name="plan", values=minutes))


def test_rule_15_a_tick_takes_at_most_a_hundred_due_rows_and_says_that_there_are_more(stage: Stage) -> None:
    plans(stage, **{f"r{turn}": 1 for turn in range(205)})
    result = stage.passes(minutes=1)
    assert (len(done), result.more) == (100, True)
    assert (stage.passes(seconds=0).more, len(done)) == (True, 200)
    assert (stage.passes(seconds=0).more, len(done)) == (False, 205)
    assert stage.rows(DueRow) == []


def test_rule_15_due_rows_run_in_the_order_of_their_time(stage: Stage) -> None:
    plans(stage, late=3, early=1, middle=2)
    stage.passes(minutes=2)
    assert done == ["early", "middle"]
    stage.passes(minutes=1)
    assert done == ["early", "middle", "late"]


def test_rule_15_a_failing_due_row_is_set_aside_alone_after_three_tries(stage: Stage) -> None:
    plans(stage, one=1, bad=1, two=1)
    stage.passes(minutes=1)
    assert (done, tried.count("bad")) == (["one", "two"], 3)
    assert [(row.state, row.reason.split(": ")[1]) for row in stage.rows(InboxRow)] == [("quarantined", "RuntimeError")]
    stage.delivers()
    assert stage.screen() == ["one", "two"]


def test_rule_15_the_same_name_moves_instead_of_doubling(stage: Stage) -> None:
    plans(stage, one=1)
    plans(stage, one=5)
    stage.passes(minutes=4)
    assert done == []
    stage.passes(minutes=1)
    assert done == ["one"]


def test_rule_15_what_was_cancelled_is_never_due(stage: Stage) -> None:
    plans(stage, one=1)
    unplanned = Form("u1", stage.clock.now(), GROUP, None, name="unplan", values={"name": "one"})
    assert stage.happens(unplanned).returned == {"u1": True}
    stage.passes(minutes=2)
    assert done == []


def test_rule_15_an_idle_tick_asks_the_database_nothing_but_begin_and_commit(stage: Stage) -> None:
    stage.passes(seconds=1)
    with counted(stage.database.engine) as statements:
        stage.passes(seconds=1)
    assert [each for each in statements if each not in ("BEGIN", "COMMIT")] == []


def test_rule_15_a_missed_moment_is_made_up_after_a_restart(stage: Stage) -> None:
    plans(stage, one=1)
    stage.clock.shift(timedelta(hours=5))
    stage.starts()
    stage.passes(seconds=0)
    assert done == ["one"]


@pytest.mark.parametrize("size", [1, 100, 200])
@pytest.mark.parametrize("authors", [1, 40])
def test_rule_15_a_quiet_batch_takes_at_most_twelve_round_trips(postgres_url: str, size: int, authors: int) -> None:
    stage = Stage(url=postgres_url)
    people = [Account("telegram", f"9{turn}", f"Orang {turn}") for turn in range(authors)]
    stage.happens(*(says(who, "before") for who in people))
    with counted(stage.database.engine) as statements:
        stage.happens(*chatter(size, *people))
    assert len(statements) <= 12, statements
    assert sum(row.messages for row in stage.rows(Membership)) == size + authors
    stage.close()


def test_rule_15_reactions_between_messages_cost_no_more(postgres_url: str) -> None:
    stage = Stage(url=postgres_url)
    stage.happens(says(BUDI, "before"), reacts(BUDI, "m0", "👍"))
    felt = [reacts(BUDI, f"m{turn}", "👍") for turn in range(50)]
    with counted(stage.database.engine) as statements:
        stage.happens(*chatter(50, BUDI), *felt)
    assert len(statements) <= 12, statements
    assert [row.reactions for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [50]
    stage.close()


def test_rule_15_several_groups_and_a_new_day_cost_no_more(postgres_url: str) -> None:
    stage = Stage(url=postgres_url)
    groups = [replace(GROUP, address=f"-2{turn}") for turn in range(20)]
    for group in groups:
        stage.happens(says(BUDI, "before", group))
    tomorrow = stage.clock.now() + timedelta(days=1)
    with counted(stage.database.engine) as statements:
        stage.happens(*(says(BUDI, "halo", group, at=tomorrow, reply_to="1") for group in groups))
    assert len(statements) <= 12, statements
    stage.close()
