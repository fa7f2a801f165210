"""Help that somebody was thanked for: counted once a day between two people, and a board of the most helpful."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.models import Identity, Thanks
from bot.services import points
from bot.services.boards import Board, Standings

DAY = timedelta(days=1)
SPANS = {"week": 7, "minggu": 7, "month": 30, "bulan": 30}
ALL = ("all", "semua")


def thank(helper: Account, by: Account, ctx: Context) -> bool:
    """Credits the helper; False when these two had that already today."""
    pair = (Thanks.helper_id == helper.id, Thanks.by_identity == by.id, Thanks.at > ctx.now - DAY)
    if ctx.session.exec(select(Thanks.id).where(Thanks.group_id == ctx.group.chat.id, *pair)).first() is not None:
        return False
    row = Thanks(
        community_id=ctx.community, group_id=ctx.group.chat.id, helper_id=helper.id, by_identity=by.id, at=ctx.now
    )
    ctx.session.add(row)
    points.credit(ctx, "helped", [helper.id])
    return True


def _standings(words: Sequence[str], ctx: Context) -> Standings:
    """The last 30 days, or as the words say: week, month, all."""
    word = words[0] if words else "month"
    if len(words) > 1 or word not in (*SPANS, *ALL):
        raise errors.Misused
    count = func.count(col(Thanks.id))
    query = (
        select(Identity.name, count)
        .join(Thanks, col(Thanks.helper_id) == col(Identity.id))
        .where(Thanks.group_id == ctx.group.chat.id, Thanks.at > _since(word, ctx))
        .group_by(col(Identity.id), col(Identity.name))
        .order_by(count.desc(), col(Identity.id))
    )
    return Standings(ctx.say("gratitude.top", group=ctx.group.chat.title), query)


def _since(word: str, ctx: Context) -> datetime:
    return ctx.now - timedelta(days=SPANS.get(word, 400))


BOARD = Board(("helpers", "penolong"), _standings)
