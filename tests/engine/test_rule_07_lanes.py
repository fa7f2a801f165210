"""Rule 7: two lanes a chat; urgent things never wait for talk."""

from dataclasses import replace

from bot.chat.actions import Action, Answer, Ban, Delete, Edit, Lane, LookUp, Mute, Pin, React, Send, Weight
from bot.chat.actions import AskPoll as Poll
from bot.models import Group
from tests.cast import BUDI, GROUP
from tests.stage import Stage


def groups(stage: Stage, number: int) -> list[Group]:
    """So many more groups."""
    for turn in range(number):
        stage.does(chat=replace(GROUP, address=f"-2{turn:03}", id=0))
    return stage.rows(Group)[1:]


def texts(actions: list[Action]) -> list[str]:
    return [str(action.text) for action in actions if isinstance(action, Send)]


def test_rule_7_every_action_has_its_lane() -> None:
    urgent: set[type[Action]] = {Delete, Mute, Ban, Answer, LookUp, React, Pin}
    assert {kind.lane for kind in urgent} == {Lane.URGENT}
    talk: set[type[Action]] = {Send, Edit, Poll}
    assert {kind.lane for kind in talk} == {Lane.TALK}


def test_rule_7_talk_leaves_one_by_one_in_its_order(stage: Stage) -> None:
    stage.does(*(Send(GROUP, str(turn)) for turn in range(5)))
    assert texts([order.action for order in stage.flying]) == ["0"]
    assert texts(stage.delivers()) == ["0", "1", "2", "3", "4"]


def test_rule_7_talk_is_ordered_by_class_then_age(stage: Stage) -> None:
    stage.does(Send(GROUP, "already on its way"))
    weights = [*reversed(Weight), *Weight]
    stage.does(*(Send(GROUP, f"{weight.name} {turn}", weight=weight) for turn, weight in enumerate(weights)))
    said = [text.split()[0] for text in texts(stage.delivers())[1:]]
    assert said == [weight.name for weight in Weight for _ in range(2)]


def test_rule_7_age_decides_within_a_class(stage: Stage) -> None:
    stage.does(Send(GROUP, "first"), Send(GROUP, "quiz", weight=Weight.QUIZ))
    stage.does(Send(GROUP, "second"))
    assert texts(stage.delivers()) == ["first", "second", "quiz"]


def test_rule_7_a_deletion_does_not_wait_for_5000_reminders() -> None:
    stage = Stage(free_at=lambda platform, address, lane: 1e9 if lane is Lane.TALK and stage_is_full else 0.0)
    stage_is_full = False
    everywhere = [GROUP, *(replace(GROUP, address=row.address, id=row.id or 0) for row in groups(stage, 9))]
    stage_is_full = True
    stage.does(*(Send(everywhere[turn % 10], f"number {turn}", weight=Weight.REMINDER) for turn in range(5000)))
    assert stage.flying == []
    stage.does(Delete(GROUP, message="41"))
    assert [type(order.action) for order in stage.flying] == [Delete]


def test_rule_7_talk_never_takes_every_place() -> None:
    stage = Stage()
    everywhere = [replace(GROUP, address=row.address, id=row.id or 0) for row in groups(stage, 12)]
    stage.does(*(Send(chat, "halo") for chat in everywhere))
    assert len(stage.flying) == 6
    stage.does(Delete(everywhere[0], message="41"), Delete(GROUP, message="42"), Delete(everywhere[1], message="43"))
    assert [type(order.action) for order in stage.flying[6:]] == [Delete, Delete]


def test_rule_7_urgent_things_keep_their_order(stage: Stage) -> None:
    stage.does(Delete(GROUP, message="41"), Ban(GROUP, BUDI), Delete(GROUP, message="42"))
    assert [type(action) for action in stage.delivers()] == [Delete, Ban, Delete]


def test_rule_7_a_delayed_message_keeps_its_place(stage: Stage) -> None:
    stage.does(Send(GROUP, "first"), Send(GROUP, "second"))
    stage.delays(Send, 30)
    assert stage.flying == []
    stage.does(Delete(GROUP, message="41"))
    assert [type(order.action) for order in stage.flying] == [Delete]
    stage.passes(seconds=31)
    stage.does()
    assert texts(stage.delivers()) == ["first", "second"]


def test_rule_7_the_writer_learns_when_to_look_again(stage: Stage) -> None:
    stage.does(Send(GROUP, "first"))
    order = stage.order(Send)
    result = stage.delays(Send, 30)
    assert (result.wait, order.row) == (30.0, 1)


def test_rule_7_one_slow_chat_stops_nobody_else() -> None:
    stage = Stage(free_at=lambda platform, address, lane: 60.0 if address == GROUP.address else 0.0)
    [row] = groups(stage, 1)
    stage.does(Send(GROUP, "waits"), Send(replace(GROUP, address=row.address, id=row.id or 0), "goes"))
    assert texts(stage.delivers()) == ["goes"]
