"""Which bans come over to another account, and which go back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.chat.actions import Ban, Unban
from bot.chat.events import Account
from bot.context import Context
from bot.models import CarriedBan, Group, Restriction
from bot.services import bans, decisions, people, restrictions
from tests.cast import BUDI, CLASS, GROUP, NOW

PHONE = Account("whatsapp", "628111@c.us", "Budi WA")
LATER = NOW + timedelta(days=3)


@pytest.fixture
def phone(ctx: Context) -> Account:
    """An account on another platform, which has a group in the same community."""
    ctx.session.add(Group(community_id=CLASS, platform="whatsapp", address="12@g.us", title="WA", created_at=NOW))
    ctx.session.flush()
    return people.account(ctx.session, people.meet(ctx.session, CLASS, PHONE, NOW).id or 0)


def carried(ctx: Context, phone: Account) -> list[tuple[str, object]]:
    acts = bans.carry([BUDI.id, phone.id], ctx)
    return [(act.to.title, act.until) for act in acts if isinstance(act, Ban)]


def test_a_running_ban_comes_over_with_its_end(ctx: Context, phone: Account) -> None:
    restrictions.agree(ctx.session, CLASS, GROUP, BUDI, "ban", LATER)
    assert carried(ctx, phone) == [("WA", LATER)]


@pytest.mark.parametrize(("kind", "until"), [("mute", None), ("ban", NOW - timedelta(hours=1))])
def test_mutes_and_bans_that_are_over_do_not(ctx: Context, phone: Account, kind: str, until: object) -> None:
    restrictions.agree(ctx.session, CLASS, GROUP, BUDI, kind, until)  # type: ignore[arg-type]
    assert carried(ctx, phone) == []


def test_a_ban_that_was_only_asked_for_does_not(ctx: Context, phone: Account) -> None:
    restrictions.ask(ctx.session, CLASS, GROUP, BUDI, "ban", None)
    assert carried(ctx, phone) == []


def test_carrying_twice_changes_nothing_more(ctx: Context, phone: Account) -> None:
    restrictions.agree(ctx.session, CLASS, GROUP, BUDI, "ban", LATER)
    assert carried(ctx, phone)
    assert carried(ctx, phone) == []


def test_what_came_over_is_lifted_where_it_went(ctx: Context, phone: Account) -> None:
    restrictions.agree(ctx.session, CLASS, GROUP, BUDI, "ban", LATER)
    [ban] = bans.carry([BUDI.id, phone.id], ctx)
    assert isinstance(ban, Ban)
    restrictions.agree(ctx.session, CLASS, ban.to, phone, "ban", LATER)
    [lifted] = bans.give_back(BUDI.id, ctx)
    assert isinstance(lifted, Unban)
    assert (lifted.to.title, lifted.who) == ("WA", phone)
    assert ctx.session.exec(select(CarriedBan)).all() == []
    here = ctx.session.exec(select(Restriction).where(Restriction.group_id == GROUP.id)).all()
    assert [row.identity_id for row in here] == [BUDI.id]


def test_what_moderators_decided_since_is_not_lifted(ctx: Context, phone: Account) -> None:
    restrictions.agree(ctx.session, CLASS, GROUP, BUDI, "ban", LATER)
    [ban] = bans.carry([BUDI.id, phone.id], ctx)
    assert isinstance(ban, Ban)
    restrictions.agree(ctx.session, CLASS, ban.to, phone, "ban", None)
    ctx.now = NOW + timedelta(minutes=5)
    there = people.account(ctx.session, phone.id)
    row = decisions.record(there, "ban", ctx)
    row.group_id = ban.to.id
    ctx.session.flush()
    assert bans.give_back(phone.id, ctx) == []
