"""What stands in for what a platform cannot do."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.abilities import Abilities, degrade
from bot.chat.actions import (
    Action,
    Admit,
    AskPoll,
    Ban,
    Choice,
    Close,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Mute,
    Pin,
    React,
    Relink,
    Remove,
    Reopen,
    Send,
    Unban,
    Unmute,
    Unpin,
)
from tests.cast import BUDI, GROUP, NOW

NONE: dict[str, Any] = {field.name: False for field in fields(Abilities) if field.type is bool}
NOTHING = Abilities(**NONE)
DONE, REFUSED = Send(GROUP, "done"), Send(GROUP, "refused")
FOLLOWS = {"then": (DONE,), "otherwise": (REFUSED,)}

words = st.text(min_size=1, max_size=20)
choices = st.lists(st.builds(Choice, words, st.just("route")), max_size=4).map(tuple)
moments = st.sampled_from((None, NOW + timedelta(hours=1)))
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(Send, st.just(GROUP), st.text(max_size=20), choices=choices, document=st.sampled_from((0, 7))),
    st.builds(
        AskPoll,
        st.just(GROUP),
        words,
        st.lists(words, min_size=2, max_size=4).map(tuple),
        correct=st.sampled_from(((), (1,))),
        explanation=st.sampled_from(("", "because")),
    ),
    st.builds(ClosePoll, st.just(GROUP), st.just("key")),
    st.builds(Edit, st.just(GROUP), words, st.just("key"), choices),
    st.builds(Delete, st.just(GROUP), message=words),
    st.builds(DeleteMany, st.just(GROUP), st.lists(words, min_size=1, max_size=4).map(tuple)),
    st.builds(React, st.just(GROUP), words, st.just("👍")),
    st.builds(Mute, st.just(GROUP), st.just(BUDI), moments),
    st.builds(Unmute, st.just(GROUP), st.just(BUDI)),
    st.builds(Ban, st.just(GROUP), st.just(BUDI), moments),
    st.builds(Unban, st.just(GROUP), st.just(BUDI)),
    st.builds(Pin, st.just(GROUP), message=words, text=st.sampled_from(("", "the rules"))),
    st.builds(Unpin, st.just(GROUP)),
    st.sampled_from((Close(GROUP), Reopen(GROUP), Admit(GROUP, BUDI), Relink(GROUP))),
).flatmap(lambda action: st.sampled_from((action, replace(action, **FOLLOWS))))
abilities = st.builds(
    Abilities,
    most_choices=st.sampled_from((None, 2)),
    **{field.name: st.booleans() for field in fields(Abilities) if field.type is bool},
)


def menu(labels: object) -> str:
    return f"choose {labels}"


def missing(action: Action, can: Abilities) -> list[str]:
    """The abilities that an action needs and a chat has not."""
    choosing = (
        isinstance(action, Send | Edit)
        and action.choices
        and not str(action.text).endswith(menu([choice.label for choice in action.choices]))
    )
    needs = {
        "buttons": choosing and isinstance(action, Send | Edit) and not can.offers(action.choices),
        "deletes": isinstance(action, Delete | DeleteMany),
        "polls": isinstance(action, AskPoll | ClosePoll),
        "quizzes": isinstance(action, AskPoll) and action.correct,
        "edits": isinstance(action, Edit),
        "mutes": isinstance(action, Mute | Unmute),
        "bans": isinstance(action, Ban | Unban),
        "pins": isinstance(action, Pin | Unpin),
        "closing": isinstance(action, Close | Reopen),
        "reactions": isinstance(action, React),
        "many_deletes": isinstance(action, DeleteMany),
        "joins_by_request": isinstance(action, Admit),
        "relinks": isinstance(action, Relink),
        "files": isinstance(action, Send) and action.document,
    }
    return [name for name, needed in needs.items() if needed and (name == "buttons" or not getattr(can, name))]


@given(actions, abilities)
def test_nothing_in_the_result_needs_what_is_missing(action: Action, can: Abilities) -> None:
    assert [missing(each, can) for each in degrade(action, can, menu) if missing(each, can)] == []


@given(actions, abilities)
def test_degrading_twice_changes_nothing_more(action: Action, can: Abilities) -> None:
    once = degrade(action, can, menu)
    assert [again for each in once for again in degrade(each, can, menu)] == once


@given(actions)
def test_with_everything_possible_an_action_stays_as_it_is(action: Action) -> None:
    assert degrade(action, Abilities(), menu) == [action]


@given(actions, abilities)
def test_what_people_are_told_afterwards_is_told_once_whatever_is_done_instead(action: Action, can: Abilities) -> None:
    instead = degrade(action, can, menu)
    if instead:
        assert [follow for each in instead for follow in each.then] == list(action.then)


def test_a_ban_that_a_platform_cannot_hold_is_a_removal_and_a_rule_of_ours() -> None:
    held, removal = degrade(Ban(GROUP, BUDI, NOW), NOTHING, menu)
    assert (type(held).__name__, removal) == ("Enforce", Remove(GROUP, BUDI))


def test_an_edit_is_said_anew_under_the_same_key() -> None:
    assert degrade(Edit(GROUP, "new", "key"), NOTHING, menu) == [Send(GROUP, "new", key="key")]


def test_a_poll_is_a_numbered_question_whose_numbers_go_to_its_route() -> None:
    [question] = degrade(AskPoll(GROUP, "2+2?", ("3", "4"), correct=(1,), route="quiz.answer"), NOTHING, menu)
    assert isinstance(question, Send)
    assert [(choice.route, choice.args, choice.once) for choice in question.choices] == [
        ("quiz.answer", (0,), False),
        ("quiz.answer", (1,), False),
    ]
    assert str(question.text) == "2+2?\n\nchoose ['3', '4']"


def test_a_platform_with_buttons_shows_a_poll_as_buttons() -> None:
    [question] = degrade(AskPoll(GROUP, "2+2?", ("3", "4")), replace(NOTHING, buttons=True), menu)
    assert isinstance(question, Send)
    assert (str(question.text), len(question.choices)) == ("2+2?", 2)


def test_more_choices_than_a_platform_shows_become_a_menu() -> None:
    can = Abilities(most_choices=2)
    two, three = (
        Send(GROUP, "which?", choices=[Choice(label, "route") for label in labels]) for labels in ("ab", "abc")
    )
    assert degrade(two, can, menu) == [two]
    assert [str(each.text) for each in degrade(three, can, menu) if isinstance(each, Send)] == [
        "which?\n\nchoose ['a', 'b', 'c']"
    ]
    assert (Abilities().numbers, can.numbers, NOTHING.numbers) == (False, True, True)


def test_what_cannot_be_done_at_all_is_nothing() -> None:
    gone = (Delete(GROUP, message="1"), DeleteMany(GROUP, ("1", "2")))
    beyond = (Pin(GROUP, message="1"), Unpin(GROUP), React(GROUP, "1", "👍"), Close(GROUP), Admit(GROUP, BUDI), *gone)
    assert [degrade(action, NOTHING, menu) for action in beyond] == [[]] * 7
