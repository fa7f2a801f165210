"""Rule 18: what a platform lets nobody say before the person writes again waits for that, as long as it is of use."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.actions import Choice, Delete, Edit, Send, Tell
from bot.chat.events import Account
from bot.engine.unheard import LONGEST, MOST
from bot.models import Identity, OutboxRow, Prompt, SentMessage
from tests.cast import BUDI, CITRA, GROUP, NOW, private, says
from tests.stage import Stage

SECRET = Tell(BUDI, "in private", until=NOW + timedelta(days=2))


def writes(stage: Stage, who: Account) -> None:
    """Somebody writes to the bot in private."""
    stage.happens(says(who, "halo", private(who), at=stage.clock.now()))


def linked(stage: Stage, one: Account, other: Account) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Identity, other.id).person_id = session.get_one(Identity, one.id).person_id


def states(stage: Stage) -> list[str]:
    return [row.state for row in stage.rows(OutboxRow)]


@pytest.fixture
def held(stage: Stage) -> Stage:
    """A message to Budi waits for him."""
    writes(stage, BUDI)
    stage.does(SECRET)
    stage.refuses(Send, "unheard")
    return stage


def test_rule_18_what_may_not_be_said_yet_waits_until_the_person_writes(held: Stage) -> None:
    assert (states(held), held.flying) == (["waiting"], [])
    held.passes(hours=30)
    writes(held, CITRA)
    assert held.flying == []
    writes(held, BUDI)
    held.delivers()
    assert held.screen(private(BUDI)) == ["in private"]


def test_rule_18_what_waits_for_a_person_survives_a_restart(held: Stage) -> None:
    held.starts()
    assert held.flying == []
    writes(held, BUDI)
    held.delivers()
    assert held.screen(private(BUDI)) == ["in private"]


def test_rule_18_a_platform_that_still_says_no_holds_it_again(held: Stage) -> None:
    writes(held, BUDI)
    held.refuses(Send, "unheard")
    assert states(held) == ["waiting"]
    writes(held, BUDI)
    held.delivers()
    assert held.screen(private(BUDI)) == ["in private"]


def test_rule_18_what_came_to_be_of_no_use_meanwhile_expires_and_is_counted(held: Stage) -> None:
    held.passes(days=2)
    writes(held, BUDI)
    assert (states(held), held.flying, held.batches.counts["expired"]) == (["expired"], [], 1)
    assert [row.gone for row in held.rows(SentMessage)] == [True]


def test_rule_18_nobody_needs_to_write_for_it_to_expire(held: Stage) -> None:
    held.passes(days=2)
    assert (states(held), held.batches.counts["expired"]) == (["expired"], 1)
    assert [row.payload for row in held.rows(OutboxRow)] == [None]


def test_rule_18_without_a_deadline_of_its_own_it_waits_for_a_week(stage: Stage) -> None:
    writes(stage, BUDI)
    stage.does(Tell(BUDI, "in private"))
    stage.refuses(Send, "unheard")
    stage.passes(hours=1)
    assert [(row.state, row.until) for row in stage.rows(OutboxRow)] == [("waiting", NOW + LONGEST)]


def test_rule_18_no_more_wait_than_anybody_would_want_to_read_at_once(stage: Stage) -> None:
    writes(stage, BUDI)
    for number in range(MOST + 2):
        stage.does(Tell(BUDI, f"news {number}"))
        stage.refuses(Send, "unheard")
    assert stage.batches.counts["expired"] == 2
    writes(stage, BUDI)
    stage.delivers()
    assert stage.screen(private(BUDI)) == [f"news {number}" for number in range(2, MOST + 2)]


def test_rule_18_another_account_is_told_instead_of_waiting(stage: Stage) -> None:
    linked(stage, BUDI, CITRA)
    writes(stage, BUDI)
    writes(stage, CITRA)
    stage.does(SECRET)
    stage.refuses(Send, "unheard")
    stage.delivers()
    assert stage.screen(private(CITRA)) == ["in private"]
    stage.does(SECRET)
    assert stage.order(Send).action.to.address == BUDI.address


def test_rule_18_two_accounts_that_are_both_shut_do_not_pass_it_to_and_fro(stage: Stage) -> None:
    linked(stage, BUDI, CITRA)
    writes(stage, BUDI)
    writes(stage, CITRA)
    stage.does(SECRET)
    stage.refuses(Send, "unheard")
    stage.refuses(Send, "unheard")
    assert (states(stage), stage.flying) == (["refused", "waiting"], [])
    writes(stage, CITRA)
    stage.delivers()
    assert stage.screen(private(CITRA)) == ["in private"]


def test_rule_18_a_fallback_happens_at_once(stage: Stage) -> None:
    writes(stage, BUDI)
    stage.does(Tell(BUDI, "in private", otherwise=[Send(GROUP, "in public")]))
    stage.refuses(Send, "unheard")
    stage.delivers()
    assert (stage.screen(), states(stage)) == (["in public"], ["refused", "done"])


def test_rule_18_of_a_long_message_with_a_fallback_no_piece_stays_behind(stage: Stage) -> None:
    writes(stage, BUDI)
    stage.does(Tell(BUDI, "kata " * 1500, otherwise=[Send(GROUP, "in public")]))
    stage.refuses(Send, "unheard")
    stage.refuses(Send, "unheard")
    stage.delivers()
    assert (stage.screen(), states(stage)) == (["in public"], ["refused", "refused", "done"])


def test_rule_18_choices_can_still_be_made_when_it_comes(stage: Stage) -> None:
    writes(stage, BUDI)
    stage.does(Tell(BUDI, "Well?", choices=[Choice("Yes", "r", hours=1)]))
    stage.refuses(Send, "unheard")
    stage.passes(days=3)
    writes(stage, BUDI)
    stage.delivers()
    assert [button.label for button in stage.shown(private(BUDI))[0].buttons] == ["Yes"]
    [prompt] = stage.rows(Prompt)
    assert prompt.expires_at > stage.clock.now()


def test_rule_18_a_message_that_waits_can_be_changed_and_taken_back(stage: Stage) -> None:
    writes(stage, BUDI)
    for key in ("a", "b"):
        stage.does(Tell(BUDI, f"{key} first", key=key))
        stage.refuses(Send, "unheard")
    there = replace(private(BUDI), id=stage.rows(OutboxRow)[0].group_id)
    stage.does(Edit(there, "a now", key="a"), Delete(there, key="b"))
    writes(stage, BUDI)
    stage.delivers()
    assert (stage.screen(private(BUDI)), states(stage)) == (["a now"], ["done", "cancelled"])
