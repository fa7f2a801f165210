"""Accounts are people within a community."""

from dataclasses import replace

from bot.chat.events import Account
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.models import Identity
from bot.services import people
from tests.cast import BUDI, CLASS, GROUP, NOW


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


def test_a_number_behind_an_at_is_the_number_of_an_address(ctx: Context) -> None:
    eka = people.meet(ctx.session, CLASS, Account("whatsapp", "777@lid", aliases=(("id", "62811@c.us"),)), NOW)
    people.join(ctx.session, CLASS, GROUP.id, eka.id or 0)
    found = {people.by_name(word, ctx) for word in ("@777", "@62811", "62811@c.us")}
    assert [each.id for each in found if each] == [eka.id]
    assert people.by_name("@77", ctx) is None


def test_whoever_has_no_name_goes_by_the_end_of_their_address(ctx: Context) -> None:
    eka = people.meet(ctx.session, CLASS, Account("whatsapp", "6281234567890@c.us"), NOW)
    assert eka.name == "…7890"
    assert people.meet(ctx.session, CLASS, Account("whatsapp", "6281234567890@c.us", "Eka"), NOW).name == "Eka"


def test_an_owner_is_known_by_any_of_their_names(ctx: Context) -> None:
    owned = replace(ctx.installation, owners=frozenset({("whatsapp", "62811@c.us")}))
    eka = Account("whatsapp", "777@lid", aliases=(("id", "62811@c.us"),), id=BUDI.id)
    assert replace(ctx, installation=owned).know(RoleOf(GROUP, eka)) is Role.OWNER
