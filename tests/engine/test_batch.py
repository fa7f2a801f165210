"""Batches: each event once, in its order, whatever else is wrong."""

from datetime import timedelta

import pytest
from sqlmodel import col, update

from bot.chat.actions import Actions, Ban, Delete, Leave, Mute, Return, Send, Work
from bot.chat.events import Chat, Command, Due, Form, Message, Standing, Unreadable
from bot.context import Context
from bot.models import Activity, DueRow, Group, Identity, InboxRow, OutboxRow, Restriction, Seen
from bot.models import Membership as Member
from bot.routing import Router
from bot.services import privacy
from tests.cast import BUDI, CITRA, DEWI, GROUP, KEY, NOW, SARI, chatter, number, private, says
from tests.stage import Stage

router = Router("hearing")
heard: list[str] = []


@router.on(Message)
def hear(event: Message, ctx: Context) -> Actions | None:
    heard.append(str(event.text))
    return None


@router.command("forget", about_group=False)
def forget(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    privacy.forget(ctx.session, event.who.id, KEY, ctx.now)
    ctx.changed_people = True
    return []


@router.form("promise")
def promise(event: Form, ctx: Context) -> Actions:
    return [Return("done"), Work("report", {"date": NOW})]


@router.due("once")
def once(event: Due, ctx: Context) -> Actions:
    heard.append(event.name)
    return []


@pytest.fixture
def stage() -> Stage:
    heard.clear()
    return Stage(router)


def test_an_event_that_is_delivered_again_is_handled_once(stage: Stage) -> None:
    one, two = says(BUDI, "one"), says(BUDI, "two")
    stage.happens(one, two, one)
    stage.happens(two, one)
    stage.starts()
    stage.happens(one)
    assert heard == ["one", "two"]
    assert (len(stage.rows(Activity)), len(stage.rows(Seen))) == (2, 2)


def test_events_are_handled_in_the_order_of_their_arrival(stage: Stage) -> None:
    stage.happens(*reversed(chatter(50, BUDI)))
    assert heard == [f"pesan {turn}" for turn in reversed(range(50))]


def test_the_size_of_batches_changes_nothing() -> None:
    events = chatter(30, BUDI, CITRA, SARI)
    dumps = []
    for size in (1, 7, 30):
        stage = Stage(router)
        for start in range(0, len(events), size):
            stage.happens(*events[start : start + size])
        dumps.append([(row.identity_id, row.messages, row.last_seen, row.streak) for row in stage.rows(Member)])
        assert len(stage.rows(Activity)) == 30
    assert dumps[0] == dumps[1] == dumps[2]


def test_a_batch_counts_what_it_did(stage: Stage) -> None:
    one = says(BUDI, "one")
    before = dict(stage.batches.counts)
    stage.happens(one, one, says(BUDI, "two"))
    after = stage.batches.counts
    assert [after[name] - before[name] for name in ("events", "batches", "duplicates")] == [2, 1, 1]


def test_an_update_that_cannot_be_read_is_kept_with_its_reason(stage: Stage) -> None:
    stage.happens(Unreadable("u1", NOW, platform="telegram", raw='{"update_id": 1}', reason="no date"), says(BUDI, "x"))
    [row] = stage.rows(InboxRow)
    assert (row.state, row.platform, row.reason, heard) == ("quarantined", "telegram", "no date", ["x"])
    assert '{\\"update_id\\": 1}' in row.event


def test_an_outcome_of_nothing_does_nothing(stage: Stage) -> None:
    stage.does(Delete(GROUP, message="1"))
    order = stage.order(Delete)
    done = stage.platform.agreed(order)
    stage.happens(done, done)
    stage.happens(stage.platform.refused(order))
    assert [row.state for row in stage.rows(OutboxRow)] == ["done"]


def test_a_form_whose_handler_breaks_promises_nothing(stage: Stage) -> None:
    result = stage.happens(Form("f1", NOW, GROUP, None, name="promise"))
    assert (result.returned, result.works) == ({}, [])
    assert [row.state for row in stage.rows(InboxRow)] == ["quarantined"]


def spoil(stage: Stage, payload: str) -> None:
    with stage.session() as session, session.begin():
        waiting = col(OutboxRow.state) == "pending"
        session.execute(update(OutboxRow).where(waiting).values(payload=payload))


@pytest.mark.parametrize(
    "payload", ['{"$":"Renamed"}', '{"$":"Send","text":"no chat"}', "no json", '{"$id":["Chat",9]}']
)
def test_a_row_that_nobody_can_read_any_more_stops_nobody(stage: Stage, payload: str) -> None:
    stage.does(Send(GROUP, "one"), Send(GROUP, "unreadable"))
    spoil(stage, payload)
    stage.delivers()
    stage.does(Send(GROUP, "two"))
    stage.delivers()
    assert stage.screen() == ["one", "two"]
    assert [row.state for row in stage.rows(OutboxRow)] == ["done", "cancelled", "done"]


@pytest.mark.parametrize("restart", [False, True])
def test_a_row_in_flight_that_nobody_can_read_any_more_is_settled(stage: Stage, restart: bool) -> None:
    stage.does(Send(GROUP, "one"), Send(GROUP, "two"))
    with stage.session() as session, session.begin():
        flying = col(OutboxRow.state) == "sending"
        session.execute(update(OutboxRow).where(flying).values(payload='{"$":"Renamed"}'))
    if restart:
        stage.starts()
    stage.delivers()
    assert stage.screen()[-1] == "two"
    assert {row.state for row in stage.rows(OutboxRow)} <= {"done", "unknown"}


def test_an_act_about_somebody_who_was_forgotten_is_dropped(stage: Stage) -> None:
    stage.does(Mute(GROUP, CITRA), Ban(GROUP, SARI), Delete(GROUP, message="1"), who=DEWI)
    stage.happens(says(SARI, "/forget", private(SARI)))
    stage.delivers()
    stage.happens(says(BUDI, "still there?"))
    assert [type(action) for action in stage.platform.done] == [Mute, Delete]
    assert heard[-1] == "still there?"
    assert [row.identity_id for row in stage.rows(Restriction)] == [CITRA.id]


def test_an_act_in_flight_about_somebody_who_was_forgotten_is_settled(stage: Stage) -> None:
    stage.does(Ban(GROUP, SARI), Delete(GROUP, message="1"), who=DEWI)
    stage.happens(says(SARI, "/forget", private(SARI)))
    stage.delivers()
    assert [row.state for row in stage.rows(OutboxRow)] == ["done", "done"]


def test_who_was_forgotten_is_a_stranger_from_then_on(stage: Stage) -> None:
    stage.happens(says(SARI, "halo"))
    stage.happens(says(SARI, "/forget", private(SARI)), says(SARI, "halo again"))
    [sari] = stage.rows(Identity, Identity.name == "Sari")
    assert sari.id != SARI.id
    assert [row.messages for row in stage.rows(Member, Member.identity_id == sari.id)] == [1]
    assert stage.rows(InboxRow) == []


def test_a_due_row_that_breaks_outside_of_a_handler_is_set_aside_alone(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        for turn, group in enumerate((GROUP.id, 999, GROUP.id)):
            at = NOW + timedelta(seconds=turn)
            session.add(DueRow(community_id=2, group_id=group, kind="once", name=str(turn), at=at))
    stage.starts()
    stage.passes(minutes=1)
    assert heard == ["0", "2"]
    assert [(row.name, row.state, row.reason) for row in stage.rows(DueRow)] == [("1", "failed", "NoResultFound")]


def test_a_waiting_event_that_nobody_can_read_any_more_is_set_aside_alone(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        for state, event in (
            ("parked", '{"$":"Renamed"}'),
            ("parked", '{"$":"Tick","key":"","at":{"$at":"2026-03-02"}}'),
        ):
            session.add(InboxRow(community_id=2, state=state, event=event, arrived_at=NOW, expires_at=NOW))
        session.add(DueRow(community_id=2, group_id=GROUP.id, kind="once", name="due", at=NOW))
    stage.starts()
    stage.passes(minutes=1)
    assert [(row.state, row.reason) for row in stage.rows(InboxRow)] == [("quarantined", "KeyError")]
    assert heard == ["due"]


def stands(stage: Stage, *, present: bool) -> None:
    at = stage.clock.now()
    stage.happens(Standing(f"standing:{number()}", at, GROUP, CITRA, present=present, rights=frozenset({"delete"})))


def test_a_group_without_the_bot_sleeps_until_it_is_back(stage: Stage) -> None:
    stage.does(Send(GROUP, "in flight"), Send(GROUP, "too late"))
    stands(stage, present=False)
    stage.does(Send(GROUP, "nobody is there"))
    stage.delivers()
    assert (stage.screen(), [row.state for row in stage.rows(Group)]) == (["in flight"], ["asleep"])
    stage.clock.shift(timedelta(seconds=1))
    stands(stage, present=True)
    stage.does(Send(GROUP, "back again"))
    stage.delivers()
    assert stage.screen() == ["in flight", "back again"]


def test_a_platform_that_says_the_group_is_gone_lets_it_sleep(stage: Stage) -> None:
    stage.does(Send(GROUP, "one"), Send(GROUP, "two"), Send(GROUP, "three"))
    stage.refuses(Send, "gone")
    assert (stage.flying, [row.state for row in stage.rows(Group)]) == ([], ["asleep"])
    assert [row.state for row in stage.rows(OutboxRow)] == ["refused", "cancelled", "cancelled"]


def test_a_group_that_the_bot_leaves_sleeps(stage: Stage) -> None:
    stage.does(Leave(GROUP))
    stage.delivers()
    stage.does(Send(GROUP, "nobody is there"))
    assert (stage.flying, [row.state for row in stage.rows(Group)]) == ([], ["asleep"])


def test_a_chat_that_is_named_by_our_id_is_that_chat(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo", private(BUDI)))
    with stage.session() as session, session.begin():
        session.add(Group(community_id=1, platform="telegram", address=BUDI.address, kind="private", created_at=NOW))
    [mine, _] = stage.rows(Group, Group.kind == "private")
    with stage.session() as session, session.begin():
        session.add(DueRow(community_id=2, group_id=mine.id, kind="stage.due", name="x", at=NOW))
    met: list[Chat | None] = []
    own = Router("own")
    own.due("stage.due")(lambda event, ctx: met.append(ctx.place.chat))
    stage.batches.dispatch.routes.routes |= own.routes
    stage.starts()
    stage.passes(seconds=1)
    assert [chat.id for chat in met if chat] == [mine.id]
