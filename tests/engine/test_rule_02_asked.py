"""Rule 2: what a platform must agree to is asked first, and a fact afterwards."""

from datetime import timedelta

import pytest

from bot.chat.actions import Action, Ban, Delete, Mute, Send, Unban, Unmute
from bot.chat.events import Refused
from bot.context import Context
from bot.models import OutboxRow, Restriction, SentMessage
from bot.routing import Router
from tests.cast import BUDI, GROUP, NOW
from tests.stage import Stage

HOUR = NOW + timedelta(hours=1)
YES, NO = Send(GROUP, "done"), Send(GROUP, "I may not do that")


def held(stage: Stage) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in stage.rows(Restriction)]


@pytest.mark.parametrize(("action", "kind"), [(Mute(GROUP, BUDI, HOUR), "mute"), (Ban(GROUP, BUDI), "ban")])
def test_rule_2_a_restriction_is_asked_and_a_fact_when_delivered(stage: Stage, action: Action, kind: str) -> None:
    stage.does(action)
    assert held(stage) == [(kind, "asked")]
    stage.delivers()
    assert held(stage) == [(kind, "fact")]


@pytest.mark.parametrize("action", [Mute(GROUP, BUDI, HOUR), Ban(GROUP, BUDI)])
def test_rule_2_a_refusal_takes_back_what_was_asked(stage: Stage, action: Action) -> None:
    stage.does(action)
    stage.refuses(type(action), missing="can_restrict_members")
    assert held(stage) == []


@pytest.mark.parametrize(
    ("first", "second"), [(Mute(GROUP, BUDI), Unmute(GROUP, BUDI)), (Ban(GROUP, BUDI), Unban(GROUP, BUDI))]
)
def test_rule_2_a_restriction_ends_when_the_platform_agreed(stage: Stage, first: Action, second: Action) -> None:
    stage.does(first)
    stage.delivers()
    stage.does(second)
    stage.refuses(type(second))
    assert [state for _, state in held(stage)] == ["fact"]
    stage.does(second)
    stage.delivers()
    assert held(stage) == []


def test_rule_2_the_last_word_counts_when_several_are_on_their_way(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI))
    stage.does(Unmute(GROUP, BUDI), Mute(GROUP, BUDI, HOUR))
    stage.delivers()
    assert [(row.kind, row.state, row.until) for row in stage.rows(Restriction)] == [("mute", "fact", HOUR)]


def test_rule_2_a_refused_extension_leaves_what_holds(stage: Stage) -> None:
    stage.does(Mute(GROUP, BUDI, HOUR))
    stage.delivers()
    stage.does(Mute(GROUP, BUDI, HOUR + timedelta(days=1)))
    stage.refuses(Mute)
    assert [(row.state, row.until) for row in stage.rows(Restriction)] == [("fact", HOUR)]


def test_rule_2_people_are_told_only_when_it_is_true(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI, then=[YES], otherwise=[NO]))
    assert stage.screen() == []
    assert [row.kind for row in stage.rows(OutboxRow)] == ["Ban"]
    stage.delivers()
    assert stage.screen() == ["done"]


def test_rule_2_people_are_told_when_it_was_refused(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI, then=[YES], otherwise=[NO]))
    stage.refuses(Ban)
    stage.delivers()
    assert stage.screen() == ["I may not do that"]


def test_rule_2_what_follows_may_have_something_follow_it(stage: Stage) -> None:
    stage.does(Ban(GROUP, BUDI, then=[Unban(GROUP, BUDI, then=[YES])]))
    stage.delivers()
    assert (stage.screen(), held(stage)) == (["done"], [])


def test_rule_2_a_refusal_names_the_missing_right_to_who_listens() -> None:
    heard = []
    router = Router("listening")

    @router.on(Refused)
    def listen(event: Refused, ctx: Context) -> None:
        heard.append((event.action, event.missing, event.group))

    stage = Stage(router)
    stage.does(Ban(GROUP, BUDI))
    stage.refuses(Ban, missing="can_restrict_members")
    assert heard == [("Ban", "can_restrict_members", GROUP)]


def test_rule_2_a_message_is_gone_when_the_platform_removed_it(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", key="hello"))
    stage.delivers()
    stage.does(Delete(GROUP, key="hello"))
    assert [row.gone for row in stage.rows(SentMessage)] == [False]
    stage.delivers()
    assert [row.gone for row in stage.rows(SentMessage)] == [True]


def test_rule_2_a_refused_deletion_leaves_the_message(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo", key="hello"))
    stage.delivers()
    stage.does(Delete(GROUP, key="hello"))
    stage.refuses(Delete)
    assert [row.gone for row in stage.rows(SentMessage)] == [False]
    assert stage.screen() == ["halo"]
