"""Members who fell silent get a friendly private word with something easy; nobody else learns of it."""

from datetime import UTC, datetime, time, timedelta

from sqlmodel import select

from bot import errors, settings
from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import Account, Due
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.domain.daily import next_time
from bot.models import Group, Membership
from bot.routing import Router
from bot.services import daily, people, silence
from bot.services.schedule import schedule
from moderation.rules.quiet import Quiet, until

router = Router("nudges", sections=(silence.Nudges,))

ROUND, LOOK = "nudges.round", "nudges.look"
AT, LATEST = "10:00", time(20)
ROUND_AT = "00:10"
PATIENCE = timedelta(hours=2)
QUESTIONS = 7
ROLE_AGE = 24 * 3600.0  # seconds
ANSWERS = ("a", "b", "c")
FORTNIGHT = 24.0 * 14  # hours for which it may be answered


def plan(ctx: Context) -> None:
    """The next round through the groups."""
    daily.plan(ROUND, ROUND_AT, ctx)


@router.due(ROUND)
def go_round(event: Due, ctx: Context) -> Actions:
    """Every group that the bot looks after gets its own moment, in the morning of its own zone."""
    plan(ctx)
    groups = select(Group.id).where(Group.kind == "group", Group.state == "awake")
    for number in ctx.session.exec(groups).all():
        group = settings.load(ctx.session, number or 0, ctx.installation.defaults)
        schedule(ctx.session, group, LOOK, str(number), next_time(ctx.now, AT, group.zone))
    return []


@router.due(LOOK)
def look(event: Due, ctx: Context) -> Actions:
    """Writes to those who have been silent, unless the group is at rest: then later."""
    wanted = ctx.settings(silence.Nudges)
    if not wanted.on or ctx.settings(Quiet).state == "closed":
        return []
    later = _at_rest_until(ctx)
    if later is not None:
        schedule(ctx.session, ctx.group, LOOK, event.name, later)
        return []
    found = [(member, people.account(ctx.session, who.id or 0)) for member, who in silence.to_nudge(wanted, ctx)]
    return [_nudge(member, who, ctx) for member, who in [pair for pair in found if _is_ordinary(pair[1], ctx)]]


def _is_ordinary(who: Account, ctx: Context) -> bool:
    """Whether somebody is still a member and nothing more: the platform is asked, for people leave unseen."""
    try:
        return ctx.know(RoleOf(ctx.group.chat, who), max_age=ROLE_AGE) in (Role.NEWCOMER, Role.MEMBER)
    except errors.Refused:
        return False


def _at_rest_until(ctx: Context) -> datetime | None:
    """When the quiet hours or the night end that run now; None by day."""
    here = ctx.now.astimezone(ctx.group.zone).time()
    if not time.fromisoformat(AT) <= here < LATEST:
        return next_time(ctx.now, AT, ctx.group.zone)
    return until(ctx.settings(Quiet), ctx.now, ctx)


def _nudge(member: Membership, who: Account, ctx: Context) -> Tell:
    member.nudged_at = ctx.now
    ctx.session.add(member)
    ctx.session.flush()
    question = 1 + ctx.now.astimezone(ctx.group.zone).toordinal() % QUESTIONS
    text = ctx.say_to(
        who,
        "nudges.hello",
        name=who.name,
        group=ctx.group.chat.title,
        question=ctx.say_to(who, f"nudges.question.{question}.ask"),
    )
    return Tell(who, text, key=f"nudge.{member.id}", choices=_choices(question, who, ctx), until=_end(ctx))


def _choices(question: int, who: Account, ctx: Context) -> tuple[Choice, ...]:
    """Three answers that cost one tap, and a way to be left alone."""
    answers = [
        Choice(
            str(ctx.say_to(who, f"nudges.question.{question}.{letter}")),
            "silent.answered",
            (question, letter),
            who=who,
            hours=FORTNIGHT,
            row=row,
        )
        for row, letter in enumerate(ANSWERS)
    ]
    alone = Choice(str(ctx.say_to(who, "nudges.stop")), "silent.stop", (), who=who, hours=FORTNIGHT, row=len(answers))
    return (*answers, alone)


def _end(ctx: Context) -> datetime:
    """What could not be said soon is not said in the evening."""
    local = ctx.now.astimezone(ctx.group.zone)
    evening = datetime.combine(local.date(), LATEST, ctx.group.zone).astimezone(UTC)
    return min(ctx.now + PATIENCE, evening)
