"""Boards name only people who want to be named."""

from sqlmodel import col, select

from bot.chat.text import Text
from bot.context import Context
from bot.models import Identity
from bot.services import boards
from tests.cast import BUDI, SARI


def everybody() -> boards.Standings:
    return boards.Standings(Text("all"), select(Identity.name, Identity.id).order_by(col(Identity.id)))


def test_who_wants_no_board_is_left_out_of_all_of_them(ctx: Context) -> None:
    assert [name for name, _ in boards.best(everybody(), ctx)] == ["Sari", "Budi", "Citra", "Dewi"]
    boards.list_name(ctx.session, BUDI, listed=False)
    assert [name for name, _ in boards.best(everybody(), ctx)] == ["Sari", "Citra", "Dewi"]
    boards.list_name(ctx.session, BUDI, listed=True)
    assert [name for name, _ in boards.best(everybody(), ctx, most=2)] == ["Sari", "Budi"]


def test_all_accounts_of_a_person_are_left_out_together(ctx: Context) -> None:
    other = ctx.session.get_one(Identity, SARI.id)
    other.person_id = ctx.session.get_one(Identity, BUDI.id).person_id
    ctx.session.add(other)
    ctx.session.flush()
    boards.list_name(ctx.session, BUDI, listed=False)
    assert [name for name, _ in boards.best(everybody(), ctx)] == ["Citra", "Dewi"]
