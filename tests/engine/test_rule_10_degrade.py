"""Rule 10: what a platform cannot do is decided when it is stored, and our own rules hold it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import (
    Actions,
    AskPoll,
    Ban,
    Choice,
    Close,
    Delete,
    Edit,
    Mute,
    Pin,
    Relink,
    Remove,
    Send,
    Unban,
    Unmute,
)
from bot.chat.events import Chose, Joined, Message
from bot.context import Context
from bot.models import Group, OutboxRow, Restriction
from bot.routing import Router
from bot.texts import say
from tests.cast import BUDI, CITRA, GROUP, NOW, edits, joins, leaves, says
from tests.stage import Stage

PLAIN = Abilities(
    buttons=False, polls=False, edits=False, mutes=False, bans=False, pins=False, closing=False, many_deletes=False
)
NUMBERS = say("id", "prompts.numbers", {})
router = Router("listening")
heard: list[str] = []


@router.on(Joined)
def joined(event: Joined, ctx: Context) -> Actions:
    heard.append("joined")
    return []


@router.on(Message)
def said(event: Message, ctx: Context) -> Actions:
    heard.append(str(event.text))
    return []


@router.chose("chosen")
def chosen(event: Chose, ctx: Context) -> Actions:
    heard.append(f"chose {event.args}")
    return []


@pytest.fixture
def stage() -> Stage:
    heard.clear()
    return Stage(router, abilities={"telegram": PLAIN})


def deleted(stage: Stage) -> list[str]:
    return [action.message for action in stage.platform.done if isinstance(action, Delete)]


def test_rule_10_choices_become_a_numbered_menu(stage: Stage) -> None:
    stage.does(Send(GROUP, "Mau?", choices=[Choice("Ya", "chosen", (1,)), Choice("Tidak", "chosen", (2,))]))
    stage.delivers()
    assert stage.screen() == [f"Mau?\n\n1. Ya\n2. Tidak\n{NUMBERS}"]
    stage.happens(says(BUDI, "2"))
    assert heard == ["chose (2,)"]


def test_rule_10_the_menu_is_written_in_the_groups_language(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Group, GROUP.id).language = "en"
    stage.starts()
    stage.does(Send(GROUP, "Well?", choices=[Choice("Yes", "chosen")]))
    stage.delivers()
    assert stage.screen() == [f"Well?\n\n1. Yes\n{say('en', 'prompts.numbers', {})}"]


def test_rule_10_a_poll_is_answered_by_number_by_everybody(stage: Stage) -> None:
    stage.does(AskPoll(GROUP, "2+2?", ("3", "4"), correct=(1,), route="chosen"))
    stage.delivers()
    stage.happens(says(BUDI, "2"), says(CITRA, "1"))
    assert heard == ["chose (1,)", "chose (0,)"]


def test_rule_10_an_edit_is_a_new_message(stage: Stage) -> None:
    stage.does(Send(GROUP, "one", key="k"))
    stage.delivers()
    stage.does(Edit(GROUP, "two", key="k"))
    stage.delivers()
    stage.does(Delete(GROUP, key="k"))
    stage.delivers()
    assert stage.screen() == ["one"]


def test_rule_10_a_mute_is_a_fact_at_once_and_deletes_what_is_written(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI, NOW + timedelta(hours=1), then=[Send(GROUP, "quiet now")]))
    assert [(row.kind, row.state, row.enforced) for row in stage.rows(Restriction)] == [("mute", "fact", True)]
    loud = says(BUDI, "but", message="41")
    stage.happens(loud, edits(loud, "but!"), says(CITRA, "halo"))
    stage.delivers()
    assert (heard, deleted(stage), stage.screen()) == (["halo"], ["41", "41"], ["quiet now"])


def test_rule_10_a_mute_ends_with_its_time(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI, NOW + timedelta(hours=1)))
    stage.clock.shift(timedelta(hours=1))
    stage.happens(says(BUDI, "again"))
    assert heard == ["again"]


def test_rule_10_a_mute_ends_when_it_is_lifted(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI))
    stage.does(Unmute(GROUP, BUDI, then=[Send(GROUP, "welcome back")]))
    stage.happens(says(BUDI, "again"))
    stage.delivers()
    assert (heard, stage.rows(Restriction), stage.screen()) == (["again"], [], ["welcome back"])


def test_rule_10_a_banned_person_is_removed_and_removed_again(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI))
    stage.happens(leaves(BUDI, at=NOW + timedelta(seconds=1)), joins(BUDI, at=NOW + timedelta(seconds=2)))
    stage.happens(says(BUDI, "I am back", at=NOW + timedelta(seconds=3), message="41"))
    stage.delivers()
    assert [type(action) for action in stage.platform.done] == [Remove, Remove, Delete, Remove]
    assert heard == []


def test_rule_10_a_ban_that_is_lifted_lets_people_return(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI))
    stage.happens(leaves(BUDI, at=NOW + timedelta(seconds=1)))
    stage.does(Unban(GROUP, BUDI))
    stage.happens(joins(BUDI, at=NOW + timedelta(seconds=2)))
    assert heard == ["joined"]


def test_rule_10_a_restriction_holds_in_its_group_only(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI))
    stage.happens(says(BUDI, "elsewhere", replace(GROUP, address="-1002")))
    assert heard == ["elsewhere"]


def test_rule_10_a_restriction_outlives_a_restart(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI))
    stage.starts()
    stage.happens(says(BUDI, "but"))
    assert heard == []


def test_rule_10_a_pin_is_posted_again(stage: Stage) -> None:
    stage.does(Pin(GROUP, message="41", text="The rules"))
    stage.delivers()
    assert stage.screen() == ["The rules"]


def test_rule_10_what_cannot_be_done_counts_as_refused(stage: Stage) -> None:
    stage.does(Close(GROUP, then=[Send(GROUP, "closed")], otherwise=[Send(GROUP, "I cannot close this group")]))
    stage.delivers()
    assert stage.screen() == ["I cannot close this group"]


def test_rule_10_what_is_stored_is_what_is_sent_even_if_the_platform_learns_more(stage: Stage) -> None:
    stage.does(Send(GROUP, "before"), Mute(GROUP, BUDI), Ban(GROUP, CITRA))
    assert [row.kind for row in stage.rows(OutboxRow)] == ["Send", "Remove"]


def test_rule_10_what_is_too_old_to_be_changed_is_said_anew_under_its_key() -> None:
    stage = Stage(abilities={"telegram": Abilities(edits_for=900)})
    stage.does(Send(GROUP, "one", key="board"))
    stage.delivers()
    stage.passes(minutes=14)
    stage.does(Edit(GROUP, "two", "board"))
    stage.delivers()
    assert stage.screen() == ["two"]
    stage.passes(minutes=2)
    stage.does(Edit(GROUP, "three", "board"))
    stage.delivers()
    assert stage.screen() == ["two", "three"]
    stage.does(Edit(GROUP, "four", "board"))
    stage.delivers()
    assert stage.screen() == ["two", "four"]
    stage.close()


def test_rule_10_a_ban_that_is_a_removal_gives_the_group_another_link() -> None:
    stage = Stage(abilities={"telegram": Abilities(bans=False, relinks=True)})
    stage.does(Ban(GROUP, BUDI))
    assert [type(action) for action in stage.delivers()] == [Remove, Relink]
    stage.close()
