"""Joining and parting accounts: what is one's own stays one's own."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Group, Identity, Person, Quiz, QuizAnswer, QuizQuestion, QuizRound, QuizRun
from bot.services import linking, people
from tests.cast import BUDI, CLASS, GROUP, NOW

PHONE = Account("whatsapp", "628111@c.us", "Budi WA")


@pytest.fixture
def phone(ctx: Context) -> Account:
    row = people.meet(ctx.session, CLASS, PHONE, NOW)
    return people.account(ctx.session, row.id or 0)


def person(who: Account, ctx: Context) -> int:
    return ctx.session.get_one(Identity, who.id).person_id


def answers(who: Account, minutes: int, round_: int, ctx: Context) -> None:
    ctx.session.add(
        QuizAnswer(
            community_id=CLASS,
            group_id=GROUP.id,
            run_id=1,
            round_id=round_,
            question_id=1,
            person_id=person(who, ctx),
            identity_id=who.id,
            at=NOW + timedelta(minutes=minutes),
        )
    )
    ctx.session.flush()


@pytest.fixture
def rounds(ctx: Context) -> list[int]:
    """Two questions of a quiz that was played."""
    common: dict[str, Any] = {"community_id": CLASS}
    rows = [
        Quiz(**common, slug="dasar", name="Dasar", created_at=NOW, changed_at=NOW),
        QuizQuestion(**common, quiz_id=1, position=1),
        QuizRun(**common, group_id=GROUP.id, quiz_id=1, created_at=NOW),
        *(QuizRound(**common, group_id=GROUP.id, run_id=1, question_id=1, position=at) for at in (1, 2)),
    ]
    for row in rows:
        ctx.session.add(row)
        ctx.session.flush()
    return [1, 2]


def test_the_emptied_person_is_gone_and_a_new_one_comes_with_parting(ctx: Context, phone: Account) -> None:
    before = len(ctx.session.exec(select(Person)).all())
    linking.join(BUDI, phone, ctx)
    assert person(BUDI, ctx) == person(phone, ctx)
    assert len(ctx.session.exec(select(Person)).all()) == before - 1
    linking.part(phone, ctx)
    assert person(BUDI, ctx) != person(phone, ctx)
    assert len(ctx.session.exec(select(Person)).all()) == before


def test_quiz_answers_follow_the_person_and_go_back_with_the_account(
    ctx: Context, phone: Account, rounds: list[int]
) -> None:
    answers(BUDI, 0, rounds[0], ctx)
    answers(phone, 1, rounds[1], ctx)
    linking.join(BUDI, phone, ctx)
    assert {row.person_id for row in ctx.session.exec(select(QuizAnswer)).all()} == {person(BUDI, ctx)}
    linking.part(phone, ctx)
    owners = {row.identity_id: row.person_id for row in ctx.session.exec(select(QuizAnswer)).all()}
    assert owners == {BUDI.id: person(BUDI, ctx), phone.id: person(phone, ctx)}


@pytest.mark.parametrize("later", [-5, 5])
def test_of_two_answers_to_one_question_the_first_stays(
    ctx: Context, phone: Account, rounds: list[int], later: int
) -> None:
    answers(BUDI, 0, rounds[0], ctx)
    answers(phone, later, rounds[0], ctx)
    linking.join(BUDI, phone, ctx)
    [kept] = ctx.session.exec(select(QuizAnswer)).all()
    assert (kept.identity_id, kept.person_id) == (BUDI.id if later > 0 else phone.id, person(BUDI, ctx))


def test_parting_splits_nothing_from_the_others(ctx: Context, phone: Account) -> None:
    third = people.meet(ctx.session, CLASS, Account("cloud", "628111", "Budi Cloud"), NOW)
    cloud = people.account(ctx.session, third.id or 0)
    linking.join(BUDI, phone, ctx)
    linking.join(BUDI, cloud, ctx)
    linking.part(phone, ctx)
    assert person(BUDI, ctx) == person(cloud, ctx) != person(phone, ctx)
    assert linking.others(phone, ctx) == []


def test_a_private_chat_that_was_about_nothing_is_about_the_community(ctx: Context) -> None:
    lobby = people.meet(ctx.session, 1, PHONE, NOW)
    chat: dict[str, Any] = {"platform": PHONE.platform, "address": PHONE.address, "kind": "private", "created_at": NOW}
    ctx.session.add(Group(community_id=1, identity_id=lobby.id, **chat))
    ctx.session.flush()
    linking.join(BUDI, people.account(ctx.session, lobby.id or 0), ctx)
    chats = ctx.session.exec(select(Group).where(Group.kind == "private").order_by(Group.id)).all()  # type: ignore[arg-type]
    assert [row.community_id for row in chats] == [1, CLASS]
