"""Members' reports: who stands behind a flag, and how often those people were right before."""

from datetime import timedelta

from sqlmodel import col, func, select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Flag, Membership, Report

AN_HOUR = timedelta(hours=1)
HOURLY = 10  # reports of one member
LONGEST = 200  # characters of a reason


def lately(who: Account, ctx: Context) -> int:
    """How many reports somebody made within the hour."""
    where = (Report.group_id == ctx.group.chat.id, Report.identity_id == who.id, Report.at > ctx.now - AN_HOUR)
    return ctx.session.exec(select(func.count()).select_from(Report).where(*where)).one()


def add(flag: Flag, who: Account, reason: str, ctx: Context) -> bool:
    """Puts somebody's report behind a flag; False when it was there already."""
    if any(row.identity_id == who.id for row in of(flag, ctx)):
        return False
    ctx.session.add(
        Report(
            community_id=ctx.community,
            group_id=ctx.group.chat.id,
            flag_id=flag.id or 0,
            identity_id=who.id,
            reason=reason[:LONGEST],
            at=ctx.now,
        )
    )
    ctx.session.flush()
    return True


def of(flag: Flag, ctx: Context) -> list[Report]:
    """The reports behind a flag, the oldest first."""
    return list(ctx.session.exec(select(Report).where(Report.flag_id == flag.id).order_by(col(Report.id))).all())


def accuracy(member: Membership) -> float:
    """How likely somebody's report is right: one half before anything is known of them."""
    return (member.reports_right + 1) / (member.reports_right + member.reports_wrong + 2)


def confidence(flag: Flag, ctx: Context) -> float:
    """How likely at least one of those who reported is right."""
    doubt = 1.0
    for member in _members(flag, ctx):
        doubt *= 1 - accuracy(member)
    return 1 - doubt


def judged(flag: Flag, ctx: Context, *, right: bool, times: int = 1) -> None:
    """Notes for everybody behind a flag whether they were right; `times=-1` takes that back."""
    for member in _members(flag, ctx):
        if right:
            member.reports_right = max(0, member.reports_right + times)
        else:
            member.reports_wrong = max(0, member.reports_wrong + times)
        ctx.session.add(member)
    ctx.session.flush()


def _members(flag: Flag, ctx: Context) -> list[Membership]:
    query = select(Membership).join(Report, col(Report.identity_id) == col(Membership.identity_id))
    return list(ctx.session.exec(query.where(Report.flag_id == flag.id, Membership.group_id == flag.group_id)).all())
