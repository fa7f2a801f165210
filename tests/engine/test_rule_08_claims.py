"""Rule 8: only rows that were claimed are in doubt after a crash, and each action says what becomes of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import (
    Action,
    AfterCrash,
    Alert,
    Answer,
    AskPoll,
    Ban,
    Delete,
    Edit,
    Mute,
    Pin,
    React,
    Send,
    Unban,
    Unmute,
)
from bot.chat.events import Refused
from bot.context import Context
from bot.models import Group, OutboxRow, Restriction
from bot.routing import Router
from tests.cast import BUDI, GROUP
from tests.stage import Stage

router = Router("listening")
heard: list[Refused] = []


@router.on(Refused)
def listen(event: Refused, ctx: Context) -> None:
    heard.append(event)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    heard.clear()
    play = Stage(router, url=f"sqlite:///{tmp_path / 'pamong.db'}")
    yield play
    play.close()


def states(stage: Stage) -> list[str]:
    return [row.state for row in stage.rows(OutboxRow)]


def test_rule_8_at_most_eight_rows_are_claimed(stage: Stage) -> None:
    for turn in range(20):
        chat = replace(GROUP, address=f"-2{turn}", id=0)
        stage.does(chat=chat)
    chats = [replace(GROUP, address=row.address, id=row.id or 0) for row in stage.rows(Group)]
    stage.does(*(Send(chat, "halo") for chat in chats), *(Delete(chat, message="1") for chat in chats))
    while stage.flying:
        assert len(stage.flying) <= 8
        assert states(stage).count("sending") == len(stage.flying)
        stage.settles(stage.flying[0], stage.platform.do(stage.flying[0]))
    assert set(states(stage)) == {"done"}


def test_rule_8_claims_are_committed_with_the_batch_that_makes_them(stage: Stage) -> None:
    stage.does(Send(GROUP, "one"), Send(GROUP, "two"), Delete(GROUP, message="3"))
    assert states(stage) == ["sending", "pending", "sending"]


@pytest.mark.parametrize(
    "action",
    [
        Delete(GROUP, message="1"),
        Mute(GROUP, BUDI),
        Unmute(GROUP, BUDI),
        Ban(GROUP, BUDI),
        Unban(GROUP, BUDI),
        Pin(GROUP, message="1"),
        Alert(GROUP, "please look"),
        React(GROUP, "1", "👍"),
    ],
)
def test_rule_8_what_does_no_harm_twice_is_repeated(stage: Stage, action: Action) -> None:
    assert action.after_crash is AfterCrash.REPEAT
    stage.does(action)
    stage.starts()
    assert [type(order.action) for order in stage.flying] == [type(action)]
    stage.delivers()
    assert (states(stage), heard) == (["done"], [])


def test_rule_8_an_edit_is_repeated(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", key="k"))
    stage.delivers()
    stage.does(Edit(GROUP, "hai", key="k"))
    stage.starts()
    stage.delivers()
    assert stage.screen() == ["hai"]


@pytest.mark.parametrize("action", [Send(GROUP, "halo"), AskPoll(GROUP, "1?", ("1",)), Answer(GROUP, "press", "ok")])
def test_rule_8_chatter_is_given_up_and_said_to_who_listens(stage: Stage, action: Action) -> None:
    assert action.after_crash is AfterCrash.DROP
    stage.does(action)
    stage.starts()
    assert (stage.flying, states(stage)) == ([], ["unknown"])
    assert [(each.unknown, each.action, each.row) for each in heard] == [(True, type(action).__name__, 1)]


def test_rule_8_what_was_not_claimed_goes_on_as_if_nothing_had_happened(stage: Stage) -> None:
    stage.does(*(Send(GROUP, str(turn)) for turn in range(4)))
    stage.starts()
    stage.delivers()
    assert stage.screen() == ["1", "2", "3"]


def test_rule_8_an_outcome_that_comes_after_the_restart_settles_nothing_twice(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI))
    before = stage.order(Ban)
    stage.starts()
    stage.delivers()
    stage.happens(stage.platform.agreed(before), stage.platform.refused(before))
    assert [(row.kind, row.state) for row in stage.rows(Restriction)] == [("ban", "fact")]


def test_rule_8_what_waited_for_a_lost_message_is_dropped(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", key="k"))
    stage.does(Edit(GROUP, "hai", key="k"))
    stage.starts()
    assert (stage.flying, states(stage)) == ([], ["unknown", "cancelled"])
