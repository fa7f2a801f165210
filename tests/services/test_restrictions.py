"""Mutes and bans, from the question to the fact and past a person's erasure."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.context import Context
from bot.models import Remembered, Restriction
from bot.services import restrictions
from tests.cast import BUDI, CLASS, GROUP, KEY, NOW, SARI


def test_asking_again_replaces_the_end(ctx: Context) -> None:
    for hours in (1, 2):
        until = NOW + timedelta(hours=hours)
        restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "mute", until)
    row = restrictions.find(ctx.session, GROUP, BUDI.id, "mute")
    assert row is not None
    assert (row.state, row.until) == ("asked", NOW + timedelta(hours=2))


def test_what_has_run_out_goes_and_what_has_no_end_stays(ctx: Context) -> None:
    restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "mute", NOW)
    restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "ban", None)
    restrictions.expire(ctx.session, NOW)
    assert restrictions.find(ctx.session, GROUP, BUDI.id, "mute") is None
    assert restrictions.find(ctx.session, GROUP, BUDI.id, "ban") is not None


def test_a_hash_means_nothing_in_another_community(ctx: Context) -> None:
    restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "ban", None)
    restrictions.remember(ctx.session, BUDI.id, KEY, NOW)
    restrictions.lift(ctx.session, GROUP, BUDI.id, "ban")
    restrictions.recall(ctx.session, CLASS + 1, BUDI, KEY, NOW)
    assert restrictions.find(ctx.session, GROUP, BUDI.id, "ban") is None
    restrictions.recall(ctx.session, CLASS, BUDI, KEY, NOW)
    back = ctx.session.get(Restriction, 1)
    assert back is not None
    assert back.state == "fact"
    assert ctx.session.get(Remembered, 1) is None


def test_a_hash_that_has_run_out_restores_nothing(ctx: Context) -> None:
    restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "mute", NOW + timedelta(hours=1))
    restrictions.remember(ctx.session, BUDI.id, KEY, NOW)
    restrictions.lift(ctx.session, GROUP, BUDI.id, "mute")
    restrictions.recall(ctx.session, CLASS, BUDI, KEY, NOW + timedelta(hours=2))
    assert restrictions.find(ctx.session, GROUP, BUDI.id, "mute") is None


@pytest.mark.parametrize(("mine", "theirs", "left"), [(1, 2, 2), (2, 1, 2), (None, 1, None), (1, None, None)])
def test_of_two_names_of_one_account_the_longer_restriction_stays(
    ctx: Context, mine: int | None, theirs: int | None, left: int | None
) -> None:
    for who, hours in ((BUDI, mine), (SARI, theirs)):
        until = NOW + timedelta(hours=hours) if hours else None
        restrictions.agree(ctx.session, CLASS, GROUP, who, "ban", until)
    restrictions.hand_over(ctx.session, SARI.id, BUDI.id)
    [row] = ctx.session.exec(select(Restriction)).all()
    assert (row.identity_id, row.until) == (BUDI.id, NOW + timedelta(hours=left) if left else None)
