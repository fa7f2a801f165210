"""What capabilities credit moves every counter, and weighs what the group says."""

from sqlmodel import select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Activity, Group, GroupDay, Identity, Membership
from bot.services import boards, people, points
from bot.services.people import join
from bot.settings import Defaults, load
from tests.cast import BUDI, CLASS, DEWI, GROUP, NOW, SARI
from tests.quiznight import PRICE, STOCK, answer, passes, stage_with, started


def test_credit_counts_for_the_member_for_the_day_and_in_the_log(ctx: Context) -> None:
    points.credit(ctx, "attended", [BUDI.id, DEWI.id])
    points.credit(ctx, "attended", [BUDI.id])
    points.credit(ctx, "helped", [])
    ctx.session.expire_all()
    budi = join(ctx.session, CLASS, GROUP.id, BUDI.id)
    assert (budi.attended, budi.helped) == (2, 0)
    [day] = ctx.session.exec(select(GroupDay)).all()
    assert (day.attended, day.helped, day.day) == (3, 0, NOW.date())
    noted = ctx.session.exec(select(Activity.identity_id).where(Activity.kind == "attended")).all()
    assert sorted(noted) == [BUDI.id, BUDI.id, DEWI.id]


def test_every_counter_has_its_weight(ctx: Context) -> None:
    budi = join(ctx.session, CLASS, GROUP.id, BUDI.id)
    for place, name in enumerate(points.WORTH):
        setattr(budi, name, 10**place)
    ctx.session.add(budi)
    ctx.session.flush()
    worth = points.Points(message=1, reply=2, reaction=3, vote=4, answer=5, attendance=6, help=7)
    ctx.change(worth)
    ctx.group = load(ctx.session, GROUP.id, Defaults())
    assert points.of(budi, worth) == 7654321
    assert points.rank(7654320, ctx) == 2
    assert points.rank(7654321, ctx) == 1


def linked(ctx: Context) -> Account:
    """Budi's account on WhatsApp, active in a WhatsApp group of the same community."""
    row = people.meet(ctx.session, CLASS, Account("whatsapp", "628111@c.us", "Budi WA"), NOW)
    row.person_id = ctx.session.get_one(Identity, BUDI.id).person_id
    room = Group(community_id=CLASS, platform="whatsapp", address="12@g.us", title="WA", created_at=NOW)
    ctx.session.add(room)
    ctx.session.flush()
    there = join(ctx.session, CLASS, room.id or 0, row.id or 0)
    there.messages, there.streak, there.last_day = 5, 3, NOW.date()
    ctx.session.flush()
    return people.account(ctx.session, row.id or 0)


def test_a_person_is_the_sum_of_their_accounts_and_groups(ctx: Context) -> None:
    phone = linked(ctx)
    join(ctx.session, CLASS, GROUP.id, BUDI.id).messages = 2
    ctx.session.flush()
    for who in (BUDI, phone):
        whole = points.together(who, ctx)
        assert whole is not None
        assert (whole.messages, whole.streak) == (7, 3)
    assert boards.best(points.BOARD.standings((), ctx), ctx) == [("Budi", 7)]
    assert not [row for row in ctx.session.new if isinstance(row, Membership)], "the sum is no row"


def test_whoever_is_in_no_group_of_the_community_has_no_part_in_it(ctx: Context) -> None:
    row = people.meet(ctx.session, CLASS, Account("telegram", "99", "Tamu"), NOW)
    assert points.together(people.account(ctx.session, row.id or 0), ctx) is None


def test_an_answer_in_a_quiz_counts_once_its_question_is_closed() -> None:
    stage = stage_with(PRICE, STOCK)
    started(stage)
    answer(stage, SARI, 0)
    answer(stage, BUDI, 1)
    passes(stage, 21)
    assert {row.identity_id for row in stage.rows(Membership) if row.answers == 1} == {SARI.id, BUDI.id}
    assert [row.answers for row in stage.rows(GroupDay) if row.answers] == [2]
    stage.close()
