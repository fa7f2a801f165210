"""Rule 18: a private message finds a reachable account of the person, or its fallback happens."""

from dataclasses import replace

import pytest
from sqlmodel import col

from bot.chat.actions import Choice, Send, Tell, Work
from bot.chat.events import Account, Reachable
from bot.models import Group, Identity, Prompt, WorkRow
from tests.cast import BUDI, CITRA, GROUP, NOW, number, private, says
from tests.stage import Stage

PUBLIC = Send(GROUP, "in public")
SECRET = Tell(BUDI, "in private", otherwise=[PUBLIC])


def reachable(stage: Stage, who: Account, *, yes: bool = True) -> None:
    stage.happens(Reachable(f"reach:{number()}", stage.clock.now(), private(who), who, yes=yes))


def linked(stage: Stage, one: Account, other: Account) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Identity, other.id).person_id = session.get_one(Identity, one.id).person_id


def test_rule_18_who_can_be_written_to_is_written_to(stage: Stage) -> None:
    reachable(stage, BUDI)
    stage.does(SECRET)
    stage.delivers()
    assert (stage.screen(private(BUDI)), stage.screen()) == (["in private"], [])


def test_rule_18_who_writes_in_private_can_be_written_to(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo", private(BUDI)))
    stage.does(SECRET)
    stage.delivers()
    assert stage.screen(private(BUDI)) == ["in private"]


def test_rule_18_who_cannot_be_written_to_gets_the_fallback(stage: Stage) -> None:
    stage.does(SECRET)
    stage.delivers()
    assert (stage.screen(private(BUDI)), stage.screen()) == ([], ["in public"])


def test_rule_18_any_account_of_the_person_will_do(stage: Stage) -> None:
    linked(stage, BUDI, CITRA)
    reachable(stage, CITRA)
    stage.does(SECRET)
    stage.delivers()
    assert stage.screen(private(CITRA)) == ["in private"]


def test_rule_18_the_account_that_was_named_comes_first(stage: Stage) -> None:
    linked(stage, CITRA, BUDI)
    reachable(stage, CITRA)
    reachable(stage, BUDI)
    for who in (CITRA, BUDI):
        stage.does(Tell(who, who.name))
    stage.delivers()
    assert (stage.screen(private(BUDI)), stage.screen(private(CITRA))) == (["Budi"], ["Citra"])


def test_rule_18_another_persons_account_will_not_do(stage: Stage) -> None:
    reachable(stage, CITRA)
    stage.does(SECRET)
    stage.delivers()
    assert (stage.screen(private(CITRA)), stage.screen()) == ([], ["in public"])


@pytest.mark.parametrize("reason", ["unreachable", "refused"])
def test_rule_18_a_refusal_stores_the_fallback(stage: Stage, reason: str) -> None:
    reachable(stage, BUDI)
    stage.does(SECRET)
    stage.refuses(Send, reason)
    stage.delivers()
    assert stage.screen() == ["in public"]


def test_rule_18_who_has_blocked_the_bot_is_not_tried_again(stage: Stage) -> None:
    reachable(stage, BUDI)
    stage.does(SECRET)
    stage.refuses(Send, "unreachable")
    stage.does(SECRET)
    stage.delivers()
    assert stage.screen() == ["in public", "in public"]
    reachable(stage, BUDI)
    stage.does(SECRET)
    stage.delivers()
    assert stage.screen(private(BUDI)) == ["in private"]


def test_rule_18_a_fallback_may_be_anything(stage: Stage) -> None:
    stage.does(Tell(BUDI, "in private", otherwise=[Tell(CITRA, "then you", otherwise=[Work("report")])]))
    assert [row.kind for row in stage.rows(WorkRow)] == ["report"]


def test_rule_18_choices_are_offered_in_the_private_chat(stage: Stage) -> None:
    reachable(stage, BUDI)
    stage.does(Tell(BUDI, "Well?", choices=[Choice("Yes", "r")]))
    stage.delivers()
    assert [button.label for button in stage.shown(private(BUDI))[0].buttons] == ["Yes"]


def test_rule_18_nobody_gets_nothing(stage: Stage) -> None:
    stage.does(Tell(replace(BUDI, id=999), "in private", otherwise=[PUBLIC]))
    stage.delivers()
    assert stage.screen() == ["in public"]


def test_rule_18_a_private_chat_belongs_to_the_community_that_writes(stage: Stage) -> None:
    reachable(stage, BUDI)
    stage.does(SECRET)
    stage.delivers()
    chats = stage.rows(Group, Group.kind == "private", Group.address == BUDI.address)
    assert {chat.community_id for chat in chats} == {2}


def test_rule_18_what_one_account_cannot_be_told_goes_to_another_with_its_choices(stage: Stage) -> None:
    linked(stage, BUDI, CITRA)
    reachable(stage, BUDI)
    reachable(stage, CITRA)
    stage.does(Tell(BUDI, "Well?", choices=[Choice("Yes", "r", who=BUDI)], otherwise=[PUBLIC]))
    stage.refuses(Send, "unreachable")
    stage.delivers()
    assert (stage.screen(private(CITRA)), stage.screen()) == (["Well?"], [])
    [prompt] = stage.rows(Prompt, col(Prompt.used_at).is_(None))
    assert (prompt.label, prompt.identity_id) == ("Yes", CITRA.id)


def test_rule_18_a_message_that_no_account_can_be_told_ends_in_its_fallback(stage: Stage) -> None:
    linked(stage, BUDI, CITRA)
    reachable(stage, BUDI)
    reachable(stage, CITRA)
    stage.does(SECRET)
    stage.refuses(Send, "unreachable")
    stage.refuses(Send, "unreachable")
    stage.delivers()
    assert stage.screen() == ["in public"]


def test_rule_18_an_order_knows_when_the_person_last_wrote(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo", private(BUDI), at=NOW))
    stage.does(SECRET)
    assert stage.order(Send).heard_at == NOW
    stage.does(PUBLIC)
    assert next(order for order in stage.flying if order.action.to == GROUP).heard_at is None
