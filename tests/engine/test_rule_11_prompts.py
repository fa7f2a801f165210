"""Rule 11: a choice is data behind an opaque id, and is checked again when it is made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import errors
from bot.chat.abilities import Abilities
from bot.chat.actions import Action, Actions, Answer, Choice, LookUp, Send
from bot.chat.events import Account, Chose
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Group, Prompt
from bot.routing import Router
from bot.texts import say
from tests.cast import BUDI, CITRA, GROUP, SARI, presses, says
from tests.stage import Stage

router = Router("choosing")
chosen: list[tuple[str, tuple[Any, ...]]] = []


@router.chose("quiet")
def quiet(event: Chose, ctx: Context) -> Actions | None:
    assert event.who is not None
    chosen.append((event.who.name, event.args))
    return None


@router.chose("answering")
def answering(event: Chose, ctx: Context) -> Actions:
    return [Answer(ctx.place.chat, event.press, "noted"), Send(ctx.place.chat, f"you chose {event.text}")]


@router.chose("refusing")
def refusing(event: Chose, ctx: Context) -> Actions:
    raise errors.Refused("roles.only_owner")


@router.chose("failing")
def failing(event: Chose, ctx: Context) -> Actions:
    raise RuntimeError("broken")


@pytest.fixture
def stage() -> Stage:
    chosen.clear()
    return Stage(router, abilities={"plain": Abilities(buttons=False)})


def offers(stage: Stage, *choices: Choice) -> None:
    stage.does(Send(GROUP, "Well?", choices=choices))
    stage.delivers()


def answers(actions: Sequence[Action]) -> list[str]:
    return [action.text for action in actions if isinstance(action, Answer)]


def press(stage: Stage, who: Account, label: str) -> list[str]:
    """The answers to one press."""
    stage.happens(stage.presses(who, label))
    return answers(stage.delivers())


def words(key: str) -> list[str]:
    return [str(say("id", f"prompts.{key}", {}))]


def test_rule_11_a_button_carries_an_opaque_id_and_nothing_else(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", ("secret",)), Choice("B", "quiet", ("secret",)))
    ids = [button.data for button in stage.shown()[0].buttons]
    assert len(set(ids)) == 2
    assert all(len(each) == 16 and "secret" not in each and "quiet" not in each for each in ids)


def test_rule_11_a_press_reaches_the_handler_of_its_route_with_its_arguments(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", (7, "x")))
    press(stage, BUDI, "A")
    assert chosen == [("Budi", (7, "x"))]


def test_rule_11_every_press_is_answered_by_the_engine_if_by_nobody_else(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet"), Choice("B", "answering"))
    assert press(stage, BUDI, "A") == [""]


def test_rule_11_a_handlers_own_answer_is_the_only_one(stage: Stage) -> None:
    offers(stage, Choice("B", "answering"))
    assert press(stage, BUDI, "B") == ["noted"]
    assert stage.screen()[1:] == ["you chose B"]


def test_rule_11_a_refusal_is_the_answer(stage: Stage) -> None:
    offers(stage, Choice("A", "refusing"))
    assert press(stage, BUDI, "A") == [str(say("id", "roles.only_owner", {}))]


def test_rule_11_a_press_is_answered_even_when_its_handler_is_broken(stage: Stage) -> None:
    offers(stage, Choice("A", "failing"))
    assert len(press(stage, BUDI, "A")) == 1


def test_rule_11_a_press_that_nobody_offered_is_answered(stage: Stage) -> None:
    stage.happens(presses(BUDI, "invented"))
    assert answers(stage.delivers()) == words("unknown")


def test_rule_11_a_route_that_is_gone_is_answered(stage: Stage) -> None:
    offers(stage, Choice("A", "gone since the last version"))
    assert press(stage, BUDI, "A") == words("unknown")


def test_rule_11_only_who_is_asked_may_choose(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", who=SARI))
    assert press(stage, BUDI, "A") == words("not_yours")
    assert press(stage, SARI, "A") == [""]
    assert chosen == [("Sari", ())]


def test_rule_11_the_role_is_asked_when_the_button_is_pressed(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", role=Role.ADMIN))
    stage.clock.shift(timedelta(seconds=1))
    stage.platform.roles[CITRA.address] = Role.MEMBER  # no longer an admin
    stage.happens(stage.presses(CITRA, "A"))
    did = stage.delivers()
    assert (isinstance(did[0], LookUp), answers(did), chosen) == (True, words("not_allowed"), [])
    stage.platform.roles[BUDI.address] = Role.OWNER
    assert press(stage, BUDI, "A") == [""]
    assert chosen == [("Budi", ())]


def test_rule_11_a_prompt_ends_with_its_time(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", hours=2))
    stage.clock.shift(timedelta(hours=2))
    assert (press(stage, BUDI, "A"), chosen) == (words("expired"), [])


def test_rule_11_the_first_press_closes_the_whole_prompt(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", ("a",)), Choice("B", "quiet", ("b",)))
    press(stage, BUDI, "A")
    assert press(stage, SARI, "B") == words("used")
    assert press(stage, BUDI, "A") == words("used")
    assert chosen == [("Budi", ("a",))]
    assert [row.used_by for row in stage.rows(Prompt, Prompt.label == "A")] == [BUDI.id]


def test_rule_11_a_choice_for_everybody_stays_open(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet", once=False))
    press(stage, BUDI, "A")
    press(stage, SARI, "A")
    assert chosen == [("Budi", ()), ("Sari", ())]


def test_rule_11_two_presses_in_one_batch_count_once(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet"))
    stage.happens(stage.presses(BUDI, "A"), stage.presses(SARI, "A"))
    assert (answers(stage.delivers()), chosen) == (["", *words("used")], [("Budi", ())])


def test_rule_11_a_failed_choice_stays_open(stage: Stage) -> None:
    offers(stage, Choice("A", "refusing"))
    press(stage, BUDI, "A")
    assert [row.used_at for row in stage.rows(Prompt)] == [None]


def test_rule_11_a_button_of_another_chat_is_not_obeyed(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet"))
    data = stage.shown()[0].buttons[0].data
    stage.happens(presses(BUDI, data, replace(GROUP, address="-1002")))
    assert (answers(stage.delivers()), chosen) == (words("unknown"), [])


@pytest.fixture
def plain(stage: Stage) -> Stage:
    """The same group on a platform without buttons."""
    with stage.session() as session, session.begin():
        session.get_one(Group, GROUP.id).platform = "plain"
    stage.starts()
    return stage


HERE = replace(GROUP, platform="plain")
EKA, FAJAR = Account("plain", "77", "Eka"), Account("plain", "78", "Fajar")


def test_rule_11_a_number_answers_the_newest_question(plain: Stage) -> None:
    offers(plain, Choice("A", "quiet", ("old",)), Choice("B", "quiet", ("old",)))
    offers(plain, Choice("C", "quiet", ("c",)), Choice("D", "quiet", ("d",)))
    plain.happens(says(EKA, "2", HERE), says(FAJAR, "99", HERE), says(FAJAR, "1a", HERE))
    assert chosen == [("Eka", ("d",))]


def test_rule_11_a_quoted_question_is_the_one_that_is_answered(plain: Stage) -> None:
    offers(plain, Choice("A", "quiet", ("a",)))
    offers(plain, Choice("C", "quiet", ("c",)))
    plain.clock.shift(timedelta(hours=1))
    first = plain.shown(HERE)[0]
    plain.happens(says(EKA, "1", HERE, reply_to=first.id, at=plain.clock.now()))
    assert chosen == [("Eka", ("a",))]


def test_rule_11_a_bare_number_is_an_answer_for_ten_minutes(plain: Stage) -> None:
    offers(plain, Choice("A", "quiet", once=False))
    plain.clock.shift(timedelta(minutes=9, seconds=59))
    plain.happens(says(EKA, "1", HERE))
    plain.clock.shift(timedelta(seconds=1))
    plain.happens(says(EKA, "1", HERE))
    assert len(chosen) == 1


def test_rule_11_somebody_elses_question_is_passed_over(plain: Stage) -> None:
    plain.happens(says(EKA, "halo", HERE))
    offers(plain, Choice("A", "quiet", ("for all",)))
    eka = plain.rows(Prompt, Prompt.label == "A")[0]
    assert eka.identity_id is None
    offers(plain, Choice("C", "quiet", ("for Budi",), who=BUDI))
    plain.happens(says(EKA, "1", HERE))
    assert chosen == [("Eka", ("for all",))]


def test_rule_11_where_there_are_buttons_a_number_is_only_a_number(stage: Stage) -> None:
    offers(stage, Choice("A", "quiet"))
    stage.happens(says(BUDI, "1"))
    assert chosen == []
