"""Accounts are people within a community."""

from dataclasses import replace

from bot.chat.events import Account
from bot.context import Context
from bot.models import Identity
from bot.services import people
from tests.cast import BUDI, CLASS, NOW


def test_an_account_is_met_once_and_its_new_name_is_learned(ctx: Context) -> None:
    renamed = replace(BUDI, id=0, name="Budi Santoso", username="budis")
    identity = people.meet(ctx.session, CLASS, renamed, NOW)
    assert (identity.id, identity.name, identity.username) == (BUDI.id, "Budi Santoso", "budis")


def test_a_name_that_a_platform_leaves_out_is_kept(ctx: Context) -> None:
    assert people.meet(ctx.session, CLASS, Account("telegram", BUDI.address), NOW).name == "Budi"


def test_the_same_account_is_somebody_else_in_another_community(ctx: Context) -> None:
    other = people.meet(ctx.session, 1, replace(BUDI, id=0), NOW)
    assert other.id != BUDI.id
    here = ctx.session.get_one(Identity, BUDI.id)
    assert other.person_id != here.person_id


def test_names_are_looked_up_among_the_people_of_this_group_without_regard_to_case(ctx: Context) -> None:
    assert people.by_name("@BUDI", ctx) == BUDI
    assert people.by_name(BUDI.address, ctx) == BUDI
    assert people.by_name("@bud%", ctx) is None
