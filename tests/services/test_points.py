"""What capabilities credit moves every counter, and weighs what the group says."""

from sqlmodel import select

from bot.context import Context
from bot.models import Activity, GroupDay
from bot.services import points
from bot.services.people import join
from tests.cast import BUDI, CLASS, DEWI, GROUP, NOW


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
    assert points.of(budi, worth) == 7654321
    assert points.rank(ctx.session, GROUP.id, 7654320, worth) == 2
    assert points.rank(ctx.session, GROUP.id, 7654321, worth) == 1
