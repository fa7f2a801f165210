"""A month's budget is taken from and told of, platform by platform."""

from bot.context import Context
from bot.services import budgets


def test_platforms_have_budgets_of_their_own(ctx: Context) -> None:
    taken = [budgets.take(ctx.session, platform, "2026-03", 1) for platform in ("cloud", "other", "cloud")]
    assert taken == [True, True, False]


def test_that_it_is_used_up_is_told_once(ctx: Context) -> None:
    assert [budgets.tell(ctx.session, "cloud", "2026-03") for _ in range(2)] == [True, False]
