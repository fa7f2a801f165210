"""What moderators decide about a message teaches their group what is unwanted there, and what is not."""

from sqlmodel import col, select

from bot.context import Context
from bot.models import Learned
from moderation.learn import MESSAGES, features
from moderation.reading import reading

AT_ONCE = 500  # features in one query


def teach(text: str, ctx: Context, *, spam: bool, times: int = 1) -> None:
    """Counts a message of the group as unwanted or as ordinary; `times=-1` takes that back."""
    names = [MESSAGES, *features(reading(text))]
    known = _known(names, ctx)
    for name in names:
        row = known.get(name) or Learned(group_id=ctx.group.chat.id, feature=name, community_id=ctx.community)
        row.spam = max(0, row.spam + (times if spam else 0))
        row.ham = max(0, row.ham + (0 if spam else times))
        if row.spam or row.ham:
            ctx.session.add(row)
        elif name in known:
            ctx.session.delete(row)
    ctx.session.flush()


def _known(names: list[str], ctx: Context) -> dict[str, Learned]:
    found: dict[str, Learned] = {}
    for start in range(0, len(names), AT_ONCE):
        some = col(Learned.feature).in_(names[start : start + AT_ONCE])
        rows = ctx.session.exec(select(Learned).where(Learned.group_id == ctx.group.chat.id, some)).all()
        found |= {row.feature: row for row in rows}
    return found
