"""Agreeing to the rules is written down once, a group at a time."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from bot.context import Context
from bot.models import RulesAccepted
from bot.services.acceptance import accept, accepted_at
from tests.cast import BUDI, NOW, SARI


def test_the_first_time_counts(ctx: Context) -> None:
    assert accepted_at(SARI, ctx) is None
    accept(SARI, ctx)
    accept(SARI, replace(ctx, now=NOW + timedelta(days=1)))
    assert accepted_at(SARI, ctx) == NOW
    assert accepted_at(BUDI, ctx) is None
    assert len(ctx.session.exec(select(RulesAccepted)).all()) == 1
