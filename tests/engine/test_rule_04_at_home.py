"""Rule 4: whoever speaks privately on one platform about a group on another is meant as their account there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.chat.actions import Actions
from bot.chat.events import Account, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.models import Identity
from bot.routing import Router
from bot.services import conversations, people
from tests.cast import BUDI, DEWI, number, private, says
from tests.stage import Stage

PHONE = Account("cloud", "628111", "Budi")
router = Router("home")


@router.command("who")
def who(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    conversations.begin("home.step", {}, ctx)
    return [ctx.reply(f"{event.who.name} {event.who.platform} {ctx.know(RoleOf(ctx.group.chat, event.who)).name}")]


@router.step("home.step")
def step(event: Message, ctx: Context) -> Actions:
    conversations.finish(ctx)
    assert event.who is not None
    return [ctx.reply(f"{event.who.platform} {event.text}")]


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(router)
    made.platform.roles[DEWI.address] = Role.MODERATOR
    yield made
    made.close()


def linked(stage: Stage, account: Account, other: Account) -> None:
    """The first account becomes another one of the second one's person, in their community."""
    with stage.session() as session, session.begin():
        home = session.get_one(Identity, other.id)
        row = people.meet(session, home.community_id, account, stage.clock.now())
        row.person_id = home.person_id
    stage.batches.roster.drop_all()


def asks(stage: Stage, account: Account, text: str) -> None:
    stage.happens(says(account, text, private(account), message=f"m{number()}"))
    stage.delivers()


@pytest.mark.parametrize(("other", "said"), [(BUDI, "Budi telegram MEMBER"), (DEWI, "Dewi telegram MODERATOR")])
def test_rule_4_a_linked_account_speaks_as_the_one_that_belongs_to_the_group(
    stage: Stage, other: Account, said: str
) -> None:
    linked(stage, PHONE, other)
    asks(stage, PHONE, "/who")
    assert stage.screen(private(PHONE)) == [said]


def test_rule_4_its_wizard_goes_on_where_it_speaks(stage: Stage) -> None:
    linked(stage, PHONE, BUDI)
    asks(stage, PHONE, "/who")
    asks(stage, PHONE, "sate")
    assert stage.screen(private(PHONE))[-1] == "telegram sate"


def test_rule_4_a_stranger_is_no_one_else(stage: Stage) -> None:
    linked(stage, PHONE, BUDI)
    asks(stage, replace(PHONE, address="628222"), "/who")
    assert "belum" in stage.screen(private(replace(PHONE, address="628222")))[-1]
