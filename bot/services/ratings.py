"""Whether answers helped: one word of each person for each answer, the last one counts."""

from collections.abc import Iterable

from sqlmodel import col, func, select

from bot.context import Context
from bot.models import Faq, FaqRating


def rate(row: Faq, identity: int, ctx: Context, *, good: bool) -> None:
    """Somebody says whether the answer helped; the last word counts."""
    where = (FaqRating.faq_id == row.id, FaqRating.identity_id == identity)
    mine = ctx.session.exec(select(FaqRating).where(*where)).first() or FaqRating(
        community_id=ctx.community, faq_id=row.id or 0, identity_id=identity, good=good
    )
    mine.good = good
    ctx.session.add(mine)
    ctx.session.flush()


def ratings(rows: Iterable[Faq], ctx: Context) -> dict[int, tuple[int, int]]:
    """For each answer how many it helped, and how many not."""
    numbers = [row.id for row in rows]
    query = (
        select(FaqRating.faq_id, FaqRating.good, func.count())
        .where(col(FaqRating.faq_id).in_(numbers))
        .group_by(col(FaqRating.faq_id), col(FaqRating.good))
    )
    found: dict[int, tuple[int, int]] = {}
    for number, good, count in ctx.session.exec(query).all():
        yes, no = found.get(number, (0, 0))
        found[number] = (yes + count, no) if good else (yes, no + count)
    return found
