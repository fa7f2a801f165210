"""Two communities become one: nothing is lost, nothing is there twice, nothing points to what is gone."""

from typing import Any

import pytest
from sqlalchemy import func
from sqlalchemy import select as pick
from sqlmodel import select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Community, Group, Identity, Membership, Person, Profile, Quiz, Restriction, Table
from bot.services import merging, people
from tests.cast import BUDI, CITRA, CLASS, GROUP, NOW, SARI

WANDA = Account("whatsapp", "628111@c.us", "Wanda")


@pytest.fixture
def other(ctx: Context) -> int:
    """A second community: Budi and Citra are there, too, and Wanda only there; Budi and Wanda are linked."""
    community = Community(name="Kelas Jualan", created_at=NOW)
    ctx.session.add(community)
    ctx.session.flush()
    number = community.id or 0
    room = Group(community_id=number, platform="telegram", address="-1002", title="Kelas Jualan", created_at=NOW)
    ctx.session.add(room)
    ctx.session.flush()
    for who, messages in ((BUDI, 5), (CITRA, 3), (WANDA, 2)):
        row = people.meet(ctx.session, number, Account(who.platform, who.address, who.name), NOW)
        common: dict[str, Any] = {"community_id": number, "group_id": room.id, "identity_id": row.id}
        ctx.session.add(Membership(**common, messages=messages))
        ctx.session.add(Restriction(**common, kind="mute", state="fact"))
        ctx.session.add(Profile(community_id=number, identity_id=row.id or 0, level="advanced"))
        ctx.session.flush()
    budi, wanda = (people.find(ctx.session, number, who) for who in (BUDI, WANDA))
    assert budi is not None
    assert wanda is not None
    emptied = ctx.session.get_one(Person, wanda.person_id)
    wanda.person_id = budi.person_id
    ctx.session.flush()
    ctx.session.delete(emptied)
    ctx.session.flush()
    return number


def merged(ctx: Context, other: int) -> None:
    merging.merge(ctx.session, other, CLASS)
    ctx.session.flush()


def test_every_row_belongs_to_the_one_community_that_is_left(ctx: Context, other: int) -> None:
    merged(ctx, other)
    for table in Table.metadata.sorted_tables:
        if "community_id" in table.columns:
            left = ctx.session.execute(pick(func.count()).select_from(table).where(table.c.community_id == other))
            assert left.scalar_one() == 0, table.name
    assert ctx.session.get(Community, other) is None


def test_nothing_points_to_what_is_gone(ctx: Context, other: int) -> None:
    merged(ctx, other)
    assert ctx.session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_who_was_known_in_both_is_known_once_with_everything(ctx: Context, other: int) -> None:
    merged(ctx, other)
    for who, messages in ((BUDI, [0, 5]), (CITRA, [0, 3]), (SARI, [0])):
        mine = ctx.session.exec(select(Membership).where(Membership.identity_id == who.id)).all()
        assert sorted(row.messages for row in mine) == messages
    assert len(ctx.session.exec(select(Identity).where(Identity.community_id == CLASS)).all()) == 5
    mutes = ctx.session.exec(select(Restriction.identity_id)).all()
    assert {BUDI.id, CITRA.id} < set(mutes)


def test_who_was_linked_in_one_is_linked_in_the_whole(ctx: Context, other: int) -> None:
    merged(ctx, other)
    wanda = people.find(ctx.session, CLASS, WANDA)
    assert wanda is not None
    assert wanda.person_id == ctx.session.get_one(Identity, BUDI.id).person_id
    persons = set(ctx.session.exec(select(Person.id)).all())
    assert persons == set(ctx.session.exec(select(Identity.person_id)).all())


def test_a_profile_of_the_own_community_stays(ctx: Context, other: int) -> None:
    ctx.session.add(Profile(community_id=CLASS, identity_id=BUDI.id, level="beginner"))
    ctx.session.flush()
    merged(ctx, other)
    levels = {row.identity_id: row.level for row in ctx.session.exec(select(Profile)).all()}
    assert (levels[BUDI.id], levels[CITRA.id]) == ("beginner", "advanced")


def test_a_quiz_of_a_taken_name_gets_another_one(ctx: Context, other: int) -> None:
    for community in (CLASS, other):
        ctx.session.add(Quiz(community_id=community, slug="dasar", name="Dasar", created_at=NOW, changed_at=NOW))
    ctx.session.flush()
    merged(ctx, other)
    assert [(row.slug, row.name) for row in ctx.session.exec(select(Quiz)).all()] == [
        ("dasar", "Dasar"),
        ("dasar-2", "Dasar 2"),
    ]


def test_of_two_private_chats_with_one_account_one_stays(ctx: Context, other: int) -> None:
    budi = people.find(ctx.session, other, BUDI)
    assert budi is not None
    for community, identity in ((CLASS, BUDI.id), (other, budi.id)):
        chat: dict[str, Any] = {"platform": "telegram", "address": BUDI.address, "kind": "private", "created_at": NOW}
        ctx.session.add(Group(community_id=community, identity_id=identity, **chat))
    ctx.session.flush()
    merged(ctx, other)
    [left] = ctx.session.exec(select(Group).where(Group.kind == "private")).all()
    assert (left.community_id, left.identity_id) == (CLASS, BUDI.id)
    assert left.id != GROUP.id
