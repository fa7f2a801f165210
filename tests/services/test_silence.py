"""Who counts as silent, and who may be greeted."""

from datetime import datetime, timedelta

import pytest

from bot.context import Context
from bot.models import Identity, Membership, Restriction
from bot.services import silence
from tests.cast import BUDI, CLASS, GROUP, NOW, SARI

WEEK = timedelta(days=7)


def seen(ctx: Context, identity: int, at: datetime | None, **values: object) -> Membership:
    """When somebody was seen last, and what else is known of them."""
    row = ctx.member(GROUP, {who.id: who for who in (SARI, BUDI)}[identity])
    assert row is not None
    for name, value in {"last_seen": at, **values}.items():
        setattr(row, name, value)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def names(ctx: Context) -> list[str]:
    return [who.name for _, who, _ in silence.silent(NOW - WEEK, ctx)]


def greetable(ctx: Context) -> list[str]:
    return [who.name for _, who in silence.to_nudge(silence.Nudges(), ctx)]


@pytest.fixture(autouse=True)
def reachable(ctx: Context) -> None:
    for number in (SARI.id, BUDI.id):
        ctx.session.get_one(Identity, number).writable = True
    ctx.session.flush()


def test_whoever_never_said_a_word_is_silent_since_they_came(ctx: Context) -> None:
    assert names(ctx) == greetable(ctx) == ["Budi"]
    [(_, _, since)] = silence.silent(NOW - WEEK, ctx)
    assert since == NOW - timedelta(days=30)


def test_the_one_missed_longest_is_first_and_the_one_missed_latest_is_greeted_first(ctx: Context) -> None:
    seen(ctx, SARI.id, NOW - timedelta(days=9))
    assert names(ctx) == ["Budi", "Sari"]
    assert greetable(ctx) == ["Sari", "Budi"]


def test_exactly_a_week_is_not_silent_yet(ctx: Context) -> None:
    seen(ctx, BUDI.id, NOW - WEEK)
    assert names(ctx) == []


@pytest.mark.parametrize("gone", [{"present": False}, {"appointed": True}, {"role": 3}])
def test_those_who_left_or_lead_are_not_silent(ctx: Context, gone: dict[str, object]) -> None:
    seen(ctx, BUDI.id, None, **gone)
    assert names(ctx) == greetable(ctx) == []


@pytest.mark.parametrize("why", [{"nudges": False}, {"nudged_at": NOW - timedelta(days=13)}])
def test_those_who_were_greeted_or_want_no_greeting_are_left_alone(ctx: Context, why: dict[str, object]) -> None:
    seen(ctx, BUDI.id, None, **why)
    assert names(ctx) == ["Budi"]
    assert greetable(ctx) == []


@pytest.mark.parametrize(("hours", "wanted"), [(None, []), (1, []), (-1, ["Budi"])])
def test_whoever_is_muted_is_not_greeted(ctx: Context, hours: int | None, wanted: list[str]) -> None:
    until = None if hours is None else NOW + timedelta(hours=hours)
    ctx.session.add(
        Restriction(community_id=CLASS, group_id=GROUP.id, identity_id=BUDI.id, kind="mute", state="fact", until=until)
    )
    ctx.session.flush()
    assert greetable(ctx) == wanted


def test_a_sign_of_life_ends_the_silence(ctx: Context) -> None:
    silence.greeted(BUDI, ctx)
    assert names(ctx) == []
    silence.leave_alone(SARI, ctx)
    assert ctx.session.get_one(Membership, SARI.id).nudges is False
