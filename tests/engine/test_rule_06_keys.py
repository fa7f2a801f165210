"""Rule 6: a key names a message of ours, whatever has become of it by now."""

from dataclasses import replace

import pytest
from sqlmodel import col

from bot.chat.actions import Action, AskPoll, Choice, ClosePoll, Delete, Edit, Pin, Send, Unpin
from bot.models import Group, OutboxRow, Prompt, SentMessage
from tests.cast import GROUP
from tests.stage import Stage

HELLO = Send(GROUP, "halo", key="hello")
BUSY = Send(GROUP, "something before it")


def states(stage: Stage) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in stage.rows(OutboxRow)]


def test_rule_6_a_new_message_under_a_key_is_a_new_generation(stage: Stage) -> None:
    for text in ("one", "two"):
        stage.does(Send(GROUP, text, key="hello"))
        stage.delivers()
    assert [row.generation for row in stage.rows(SentMessage)] == [1, 2]
    stage.does(Edit(GROUP, "three", key="hello"))
    stage.delivers()
    assert stage.screen() == ["one", "three"]


def test_rule_6_delete_then_send_replaces_the_message_on_the_screen(stage: Stage) -> None:
    for text in ("one", "two"):
        stage.does(Delete(GROUP, key="hello"), Send(GROUP, text, key="hello"))
        stage.delivers()
    assert stage.screen() == ["two"]


def test_rule_6_editing_an_unsent_message_changes_what_is_sent(stage: Stage) -> None:
    stage.does(BUSY, HELLO)
    stage.does(Edit(GROUP, "selamat pagi", key="hello"))
    assert [type(action) for action in stage.delivers()] == [Send, Send]
    assert stage.screen() == ["something before it", "selamat pagi"]


def test_rule_6_deleting_an_unsent_message_cancels_it(stage: Stage) -> None:
    stage.does(BUSY, HELLO)
    stage.does(Delete(GROUP, key="hello"))
    stage.delivers()
    assert stage.screen() == ["something before it"]
    assert [(row.state, row.payload) for row in stage.rows(OutboxRow)][1] == ("cancelled", None)


def test_rule_6_a_message_may_be_cancelled_in_the_batch_that_stored_it(stage: Stage) -> None:
    stage.does(HELLO, Delete(GROUP, key="hello"))
    assert (stage.flying, states(stage)) == ([], [("Send", "cancelled")])


@pytest.mark.parametrize("action", [Edit(GROUP, "new", key="hello"), Delete(GROUP, key="hello"), Pin(GROUP, "hello")])
def test_rule_6_a_change_of_a_message_in_flight_waits_for_it(stage: Stage, action: Action) -> None:
    stage.does(HELLO)
    stage.does(action)
    assert states(stage) == [("Send", "sending"), (type(action).__name__, "waiting")]
    assert [type(did) for did in stage.delivers()] == [Send, type(action)]


@pytest.mark.parametrize("action", [Edit(GROUP, "new", key="hello"), Delete(GROUP, key="hello")])
def test_rule_6_a_change_of_a_refused_message_is_dropped(stage: Stage, action: Action) -> None:
    stage.does(HELLO)
    stage.does(action)
    stage.refuses(Send)
    stage.does(action)
    assert (stage.flying, states(stage)) == ([], [("Send", "refused"), (type(action).__name__, "cancelled")])


@pytest.mark.parametrize("action", [Edit(GROUP, "new", key="hello"), Delete(GROUP, key="hello"), Unpin(GROUP, "hello")])
def test_rule_6_a_change_of_a_sent_message_names_the_platforms_id(stage: Stage, action: Action) -> None:
    stage.does(HELLO)
    stage.delivers()
    stage.does(action)
    assert stage.order(type(action)).message == stage.rows(SentMessage)[0].platform_id == "500"


@pytest.mark.parametrize("action", [Edit(GROUP, "new", key="nobody"), Delete(GROUP, key="nobody")])
def test_rule_6_a_key_that_names_nothing_does_nothing(stage: Stage, action: Action) -> None:
    stage.does(action)
    assert states(stage) == []


def test_rule_6_a_message_may_be_pinned_by_who_sends_it(stage: Stage) -> None:
    stage.does(HELLO, Pin(GROUP, key="hello"))
    assert [type(did) for did in stage.delivers()] == [Send, Pin]


def test_rule_6_a_poll_may_be_closed_before_it_is_sent(stage: Stage) -> None:
    stage.does(BUSY, AskPoll(GROUP, "berapa?", ("1", "2"), key="poll"))
    stage.does(ClosePoll(GROUP, "poll"))
    assert [type(did) for did in stage.delivers()] == [Send, AskPoll, ClosePoll]


def test_rule_6_what_waited_for_a_cancelled_message_is_dropped(stage: Stage) -> None:
    stage.does(HELLO)
    stage.does(Edit(GROUP, "new", key="hello"))
    stage.delays(Send, 5)
    stage.does(Delete(GROUP, key="hello"))
    assert states(stage) == [("Send", "cancelled"), ("Edit", "cancelled")]


def test_rule_6_what_waited_for_an_expired_message_is_dropped(stage: Stage) -> None:
    stage.does(HELLO)
    stage.does(Edit(GROUP, "new", key="hello"))
    stage.delays(Send, 3600)
    stage.passes(minutes=11)
    stage.does(BUSY)
    assert states(stage)[:2] == [("Send", "expired"), ("Edit", "cancelled")]


def test_rule_6_every_part_of_a_long_message_goes_with_its_key(stage: Stage) -> None:
    stage.does(Send(GROUP, "kata " * 1500, key="hello"))
    stage.delivers()
    assert len(stage.screen()) == 2
    stage.does(Delete(GROUP, key="hello"))
    stage.delivers()
    assert stage.screen() == []


def test_rule_6_an_edit_replaces_what_may_be_answered(stage: Stage) -> None:
    stage.does(Send(GROUP, "yes?", key="hello", choices=[Choice("Yes", "r")]))
    stage.delivers()
    stage.does(Edit(GROUP, "no?", key="hello", choices=[Choice("No", "r")]))
    stage.delivers()
    assert [button.label for button in stage.shown()[0].buttons] == ["No"]
    assert [row.label for row in stage.rows(Prompt, col(Prompt.used_at).is_(None))] == ["No"]


def test_rule_6_a_key_belongs_to_its_chat(stage: Stage) -> None:
    other = replace(GROUP, address="-1002", id=0)
    stage.does(Send(GROUP, "here", key="hello"))
    stage.does(chat=other)
    there = replace(other, id=stage.rows(Group)[-1].id or 0)
    stage.does(Send(there, "there", key="hello"), chat=other)
    stage.delivers()
    stage.does(Delete(GROUP, key="hello"))
    stage.delivers()
    assert (stage.screen(), stage.screen(other)) == ([], ["there"])


@pytest.mark.parametrize(
    ("before", "after"), [(5000, 5001), (5000, 10), (10, 5000), (9000, 5000), (10, 11)], ids=lambda size: f"{size}"
)
def test_rule_6_an_edit_replaces_every_part_of_a_long_message(stage: Stage, before: int, after: int) -> None:
    stage.does(Send(GROUP, "lama " * (before // 5), key="long", choices=[Choice("A", "a")]))
    stage.delivers()
    stage.does(Edit(GROUP, "baru " * (after // 5), key="long", choices=[Choice("B", "b")]))
    stage.delivers()
    said = " ".join(stage.screen())
    assert said.split() == ["baru"] * (after // 5)
    assert [button.label for shown in stage.shown() for button in shown.buttons] == ["B"]


@pytest.mark.parametrize(("before", "after"), [(5000, 10), (10, 5000)])
def test_rule_6_an_edit_of_an_unsent_long_message_is_all_that_is_sent(stage: Stage, before: int, after: int) -> None:
    stage.does(BUSY, Send(GROUP, "lama " * (before // 5), key="long"))
    stage.does(Edit(GROUP, "baru " * (after // 5), key="long"))
    stage.delivers()
    assert " ".join(stage.screen()[1:]).split() == ["baru"] * (after // 5)
