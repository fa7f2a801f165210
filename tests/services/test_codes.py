"""A code proves something once, within its time, and only its hash is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.context import Context
from bot.services import codes
from tests.cast import BUDI, NOW, SARI

KIND, WEEK = "test.code", timedelta(days=7)


def test_a_code_leads_back_to_what_it_was_shown_for(ctx: Context) -> None:
    code = codes.show(KIND, "this", WEEK, ctx, BUDI)
    row = codes.behind(KIND, code, ctx)
    assert row is not None
    assert (row.args["about"], row.identity_id) == ("this", BUDI.id)
    assert codes.behind("another.code", code, ctx) is None


def test_a_spent_or_late_code_leads_nowhere(ctx: Context) -> None:
    code = codes.show(KIND, "this", WEEK, ctx)
    ctx.now = NOW + WEEK
    assert codes.behind(KIND, code, ctx) is None
    ctx.now = NOW
    codes.spend(KIND, code, ctx)
    assert codes.behind(KIND, code, ctx) is None


@pytest.mark.parametrize("change", [str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_a_code_is_read_as_people_write_it(ctx: Context, change: Callable[[str], str]) -> None:
    assert codes.behind(KIND, change(codes.show(KIND, "this", WEEK, ctx)), ctx) is not None


def test_only_a_hash_is_kept(ctx: Context) -> None:
    code = codes.show(KIND, "this", WEEK, ctx)
    row = codes.behind(KIND, code, ctx)
    assert row is not None
    assert code not in row.name + str(row.args)


def test_wrong_tries_count_by_account_and_are_forgotten(ctx: Context) -> None:
    for _ in range(codes.MOST_WRONG):
        assert codes.may_try(BUDI, ctx)
        codes.tried(BUDI, ctx)
    assert (codes.may_try(BUDI, ctx), codes.may_try(SARI, ctx)) == (False, True)
    ctx.now = NOW + codes.PENALTY
    assert codes.may_try(BUDI, ctx)
