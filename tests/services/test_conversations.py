"""A wizard is one row for each chat, person and thread."""

from datetime import timedelta

from sqlmodel import select

from bot.context import Context
from bot.models import Conversation
from bot.services import conversations


def test_what_was_begun_is_known_at_its_end_and_gone_afterwards(ctx: Context) -> None:
    conversations.begin("quiz.name", {"page": 1}, ctx)
    assert conversations.finish(ctx) == {"page": 1}
    assert conversations.finish(ctx) == {}


def test_a_new_wizard_takes_the_place_of_the_old_one(ctx: Context) -> None:
    conversations.begin("quiz.name", {"page": 1}, ctx)
    conversations.begin("appeals.text", {"page": 2}, ctx, timedelta(minutes=5))
    [row] = ctx.session.exec(select(Conversation)).all()
    assert (row.step, row.state, row.expires_at) == ("appeals.text", {"page": 2}, ctx.now + timedelta(minutes=5))
