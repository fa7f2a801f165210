"""A person can be written to as soon as one of their accounts can."""

from bot.context import Context, Installation
from bot.models import Identity
from bot.services.reachability import how, is_reachable
from tests.cast import BUDI, KEY, SARI, context


def test_any_account_of_a_person_will_do(ctx: Context) -> None:
    assert not is_reachable(SARI, ctx)
    sari, budi = ctx.session.get_one(Identity, SARI.id), ctx.session.get_one(Identity, BUDI.id)
    budi.writable, budi.person_id = True, sari.person_id
    ctx.session.add(budi)
    ctx.session.flush()
    assert is_reachable(SARI, ctx)


def test_the_way_names_the_bot_where_its_name_is_known(ctx: Context) -> None:
    assert "@pamong_bot" in how(ctx)
    assert "@" not in how(context(ctx.session, installation=Installation(key=KEY)))
