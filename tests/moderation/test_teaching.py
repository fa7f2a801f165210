"""Moderators teach their own group, and take it back without a trace."""

from sqlmodel import select

from bot.context import Context
from bot.models import Learned
from moderation.learn import MESSAGES, Counts
from moderation.teaching import teach

SCAM = "Transfer dulu 500 ribu, besok jadi 2 juta!"


def counts(ctx: Context) -> Counts:
    rows = ctx.session.exec(select(Learned)).all()
    return Counts.from_rows({row.feature: (row.spam, row.ham) for row in rows})


def test_what_was_removed_counts_as_unwanted_and_what_is_fine_as_ordinary(ctx: Context) -> None:
    teach(SCAM, ctx, spam=True)
    teach("transfer sudah masuk ya kak", ctx, spam=False)
    learned = counts(ctx)
    assert (learned.spam, learned.ham) == (1, 1)
    assert learned.seen["transfer"] == (1, 1)
    assert learned.seen["dulu"] == (1, 0)
    assert MESSAGES not in learned.seen


def test_taking_it_back_leaves_nothing(ctx: Context) -> None:
    teach(SCAM, ctx, spam=True)
    teach(SCAM, ctx, spam=True, times=-1)
    assert ctx.session.exec(select(Learned)).all() == []


def test_a_long_message_is_learned_whole(ctx: Context) -> None:
    teach(" ".join(f"kata{number} unik{number}" for number in range(400)), ctx, spam=False)
    teach("kata399 unik399", ctx, spam=True)
    assert counts(ctx).seen["kata399"] == (1, 1)
