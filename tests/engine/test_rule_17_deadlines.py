"""Rule 17: what comes too late to be of use does not come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Actions, Alert, Answer, AskPoll, Ban, Delete, Mute, Send
from bot.chat.events import Command
from bot.context import Context
from bot.models import DueRow, Membership, OutboxRow, SentMessage
from bot.routing import Router
from scheduler import notices
from tests.cast import BUDI, CITRA, GROUP, NOW, says
from tests.stage import Stage

router = Router("obeying")
obeyed: list[str] = []
LATE = NOW - timedelta(minutes=10, seconds=1)


@router.command("do")
def do(event: Command, ctx: Context) -> Actions:
    obeyed.append(event.args)
    return []


@pytest.fixture
def stage() -> Stage:
    obeyed.clear()
    return Stage(router, notices.router, abilities={"plain": Abilities(mutes=False)})


def states(stage: Stage) -> list[str]:
    return [row.state for row in stage.rows(OutboxRow)]


def test_rule_17_a_command_that_arrives_late_is_counted_and_not_obeyed(stage: Stage) -> None:
    stage.happens(says(BUDI, "/do late", at=LATE), says(BUDI, "/do now", at=NOW - timedelta(minutes=9)))
    assert obeyed == ["now"]
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [2]


def test_rule_17_moderation_acts_on_late_messages_all_the_same(stage: Stage) -> None:
    stage = Stage(router, abilities={"telegram": Abilities(mutes=False)})
    stage.does(Mute(GROUP, BUDI))
    stage.happens(says(BUDI, "/do late", at=LATE, message="41"))
    stage.delivers()
    assert [each.message for each in stage.platform.done if isinstance(each, Delete)] == ["41"]


@pytest.mark.parametrize(
    ("action", "seconds"),
    [
        (Answer(GROUP, "press", "ok"), 10),
        (Send(GROUP, "reply"), 600),
        (Send(GROUP, "until", until=NOW + timedelta(seconds=30)), 30),
        (AskPoll(GROUP, "quiz", ("a", "b"), until=NOW + timedelta(seconds=20)), 20),
    ],
)
def test_rule_17_what_is_late_is_expired_and_counted(action: Answer | Send | AskPoll, seconds: int) -> None:
    stage = Stage(free_at=lambda platform, address, lane: float(seconds) if address == "-2" else 0.0)
    stage.does(chat=replace(GROUP, address="-2", id=0))
    there = replace(action, to=replace(GROUP, address="-2", id=2))
    stage.does(there, there)
    stage.clock.shift(timedelta(seconds=seconds))
    stage.does()
    assert (states(stage), stage.flying) == (["expired", "expired"], [])
    assert stage.batches.counts["expired"] == 2
    assert [row.payload for row in stage.rows(OutboxRow)] == [None, None]


@pytest.mark.parametrize("action", [Alert(GROUP, "look"), Ban(GROUP, BUDI), Delete(GROUP, message="1")])
def test_rule_17_what_is_always_of_use_never_expires(stage: Stage, action: Alert | Ban | Delete) -> None:
    stage.does(action)
    stage.delays(type(action), 1)
    stage.clock.shift(timedelta(days=3))
    stage.does()
    assert [type(did) for did in stage.delivers()] == [type(action)]


def test_rule_17_an_expired_message_can_be_changed_no_more(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", key="k"))
    stage.delays(Send, 3600)
    stage.clock.shift(timedelta(minutes=11))
    stage.does()
    stage.does(Delete(GROUP, key="k"))
    assert (states(stage), stage.flying) == (["expired"], [])


def test_rule_17_a_notice_vanishes_after_it_was_seen_so_long(stage: Stage) -> None:
    stage.does(Send(GROUP, "a notice", vanish=60))
    assert stage.rows(DueRow) == []
    stage.clock.shift(timedelta(seconds=30))
    stage.delivers()
    [due] = stage.rows(DueRow)
    assert (due.kind, due.at) == ("vanish", stage.clock.now() + timedelta(seconds=60))
    stage.passes(seconds=59)
    stage.delivers()
    assert stage.screen() == ["a notice"]
    stage.passes(seconds=1)
    stage.delivers()
    assert (stage.screen(), stage.rows(DueRow)) == ([], [])


def test_rule_17_a_refused_notice_has_nothing_to_vanish(stage: Stage) -> None:
    stage.does(Send(GROUP, "a notice", vanish=60))
    stage.refuses(Send)
    assert stage.rows(DueRow) == []


def test_rule_17_a_notice_that_was_deleted_before_is_left_alone(stage: Stage) -> None:
    stage.does(Send(GROUP, "a notice", vanish=60, key="k"))
    stage.delivers()
    stage.does(Delete(GROUP, key="k"))
    stage.delivers()
    stage.passes(seconds=60)
    assert (stage.delivers(), [row.gone for row in stage.rows(SentMessage)]) == ([], [True])


def test_rule_17_every_part_of_a_long_notice_vanishes(stage: Stage) -> None:
    stage.does(Send(GROUP, "kata " * 1500, vanish=60))
    stage.delivers()
    assert len(stage.screen()) == 2
    stage.passes(seconds=60)
    stage.delivers()
    assert stage.screen() == []


def test_rule_17_a_role_that_is_asked_for_a_late_answer_counts_from_the_arrival(stage: Stage) -> None:
    stage.happens(says(CITRA, "/do in time", at=NOW - timedelta(minutes=9)))
    assert obeyed == ["in time"]
