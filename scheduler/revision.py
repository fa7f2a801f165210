"""The morning after: whoever has shown that they know more than their level hears so in private."""

from datetime import timedelta

from sqlmodel import select

from bot import settings
from bot.chat.actions import Actions, Tell
from bot.chat.events import Account, Due
from bot.context import Context
from bot.domain.daily import next_time
from bot.models import Group, QuizAnswer
from bot.routing import Router
from bot.services import daily, people, revision
from bot.services.schedule import schedule

router = Router("revision")

ROUND, LOOK = "revision.round", "revision.look"
ROUND_AT, AT = "00:20", "09:00"
SINCE = timedelta(hours=26)  # a day, and what a change of the clocks may add


def plan(ctx: Context) -> None:
    """The next round through the groups."""
    daily.plan(ROUND, ROUND_AT, ctx)


@router.due(ROUND)
def go_round(event: Due, ctx: Context) -> Actions:
    """Every group in which quizzes were answered gets its own moment, in the morning of its own zone."""
    plan(ctx)
    answered = select(QuizAnswer.group_id).where(QuizAnswer.at > ctx.now - SINCE).distinct()
    for number in ctx.session.exec(answered).all():
        row = ctx.session.get(Group, number)
        if row is None or row.state != "awake":
            continue
        group = settings.load(ctx.session, number, ctx.installation.defaults)
        schedule(ctx.session, group, LOOK, str(number), next_time(ctx.now, AT, group.zone))
    return []


@router.due(LOOK)
def look(event: Due, ctx: Context) -> Actions:
    """Looks at those who answered since the morning before."""
    where = (QuizAnswer.group_id == ctx.group.chat.id, QuizAnswer.at > ctx.now - SINCE - timedelta(hours=9))
    found = ctx.session.exec(select(QuizAnswer.identity_id).where(*where).distinct()).all()
    return [told for who in found for told in _told(people.account(ctx.session, who), ctx)]


def _told(who: Account, ctx: Context) -> list[Tell]:
    level = revision.risen(who, ctx)
    if not level:
        return []
    name = ctx.say_to(who, f"levels.{level}")
    return [Tell(who, ctx.say_to(who, "revision.risen", level=name))]
