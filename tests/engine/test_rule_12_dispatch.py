"""Rule 12: what happened goes to everybody, what is said to the first that answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Actions, Choice, Delete, Mute, Send
from bot.chat.events import Account, AccountKind, Chose, Command, Joined, Left, Message, Reacted, RoleChanged
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Membership
from bot.routing import Router
from tests.cast import BUDI, CITRA, GROUP, NOW, edits, joins, leaves, number, reacts, says
from tests.stage import Stage

EKA = Account("telegram", "77", "Eka")
first, second = Router("first"), Router("second")
heard: list[str] = []


@first.on(Joined, Left, Reacted, RoleChanged)
def everything(event: Joined | Left | Reacted, ctx: Context) -> Actions:
    heard.append(f"first {type(event).__name__}")
    return [Send(GROUP, "first")]


@first.on(Joined)
def broken(event: Joined, ctx: Context) -> Actions:
    heard.append("broken")
    raise RuntimeError("broken")


@second.on(Joined, Left, Reacted)
def everything_again(event: Joined | Left | Reacted, ctx: Context) -> Actions:
    heard.append(f"second {type(event).__name__}")
    return [Send(GROUP, "second")]


@first.command("points", "poin")
def points(event: Command, ctx: Context) -> Actions:
    heard.append(f"points {event.name} {event.args!r}")
    return []


@first.on(Message, when=lambda message: "?" in message.text)
def questions(event: Message, ctx: Context) -> Actions | None:
    heard.append(f"asked {event.text}")
    return [] if "!" in event.text else None


@second.on(Message)
def words(event: Message, ctx: Context) -> Actions:
    heard.append(f"said {event.text}")
    return []


@first.chose("first.choice")
def choice(event: Chose, ctx: Context) -> Actions:
    heard.append(f"chose {event.text}")
    return []


@pytest.fixture
def stage() -> Stage:
    heard.clear()
    return Stage(first, second, abilities={"telegram": Abilities(mutes=False, buttons=False, prefixes="/!")})


def test_rule_12_what_happened_goes_to_everybody_in_order_whatever_they_answer(stage: Stage) -> None:
    stage.happens(leaves(BUDI, at=NOW), reacts(BUDI, "1", "👍"))
    assert heard == ["first Left", "second Left", "first Reacted", "second Reacted"]


def test_rule_12_a_broken_handler_takes_nothing_from_the_others(stage: Stage) -> None:
    stage.happens(joins(EKA))
    assert heard == ["first Joined", "broken", "broken", "broken", "second Joined"]
    stage.delivers()
    assert stage.screen() == ["first", "second"]


def test_rule_12_news_that_is_known_already_is_no_news(stage: Stage) -> None:
    stage.happens(leaves(BUDI, at=NOW), leaves(BUDI, at=NOW + timedelta(seconds=5)))
    stage.happens(joins(BUDI, at=NOW - timedelta(days=1)))
    assert heard == ["first Left", "second Left"]


def test_rule_12_the_platforms_word_on_roles_is_kept(stage: Stage) -> None:
    stage.happens(RoleChanged(f"role:{number()}", NOW + timedelta(seconds=1), GROUP, BUDI, role=int(Role.ADMIN)))
    assert [row.role for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [Role.ADMIN]
    assert heard == ["first RoleChanged"]


def test_rule_12_what_is_said_goes_to_the_first_that_answers(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"), says(BUDI, "what?"), says(BUDI, "what?!"))
    assert heard == ["said halo", "asked what?", "said what?", "asked what?!"]


def test_rule_12_a_command_goes_before_everything(stage: Stage) -> None:
    stage.happens(says(BUDI, "/points"), says(BUDI, "!Poin  10 "), says(BUDI, "/points@pamong_bot\nall"))
    assert heard == ["points points ''", "points points '10'", "points points 'all'"]


def test_rule_12_another_bots_command_and_an_unknown_one_are_talk(stage: Stage) -> None:
    stage.happens(says(BUDI, "/points@other_bot"), says(BUDI, "/pointless"), says(BUDI, "see /points"), says(BUDI, "/"))
    assert heard == ["said /points@other_bot", "said /pointless", "said see /points", "said /"]


def test_rule_12_a_prompt_goes_before_listeners(stage: Stage) -> None:
    stage.does(Send(GROUP, "Well?", choices=[Choice("A", "first.choice"), Choice("B", "first.choice")]))
    stage.delivers()
    stage.happens(says(BUDI, "2"), says(BUDI, "1"))
    assert heard == ["chose B", "said 1"]


def test_rule_12_moderations_stop_ends_the_way_to_everybody(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI))
    stage.happens(
        says(BUDI, "halo", message="41"), says(BUDI, "/points", message="42"), says(BUDI, "why?", message="43")
    )
    stage.delivers()
    assert heard == []
    assert [each.message for each in stage.platform.done if isinstance(each, Delete)] == ["41", "42", "43"]


def test_rule_12_edits_are_moderated_and_never_obeyed(stage: Stage) -> None:
    said = says(BUDI, "halo", message="41")
    stage.happens(said, edits(said, "/points"))
    assert heard == ["said halo"]
    stage.does(Mute(GROUP, BUDI))
    stage.happens(edits(said, "halo again"))
    stage.delivers()
    assert [each.message for each in stage.platform.done if isinstance(each, Delete)] == ["41"]


@pytest.mark.parametrize("kind", [AccountKind.BOT, AccountKind.CHANNEL, AccountKind.LINKED_CHANNEL])
def test_rule_12_bots_and_channels_are_not_obeyed(stage: Stage, kind: AccountKind) -> None:
    stage.happens(says(replace(EKA, kind=kind), "/points"), says(replace(EKA, kind=kind), "halo"))
    assert heard == []


@pytest.mark.parametrize(("kind", "judged"), [(AccountKind.CHANNEL, True), (AccountKind.LINKED_CHANNEL, False)])
def test_rule_12_only_the_linked_channel_is_never_judged(stage: Stage, kind: AccountKind, judged: bool) -> None:
    stage.does(Mute(GROUP, CITRA))
    stage.happens(says(replace(CITRA, kind=kind), "a post", message="41"))
    stage.delivers()
    assert [type(each) for each in stage.platform.done] == [Delete] * judged
