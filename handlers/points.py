"""My points, and the leaderboard."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import points

router = Router("points", sections=(points.Points,))

MEDALS = ("🥇", "🥈", "🥉")


@router.command("me", "saya")
def me(event: Command, ctx: Context) -> Actions:
    """My counters, points, streak and place, told to me alone."""
    assert event.who is not None
    member = ctx.member(ctx.group.chat, event.who)
    if member is None:
        raise errors.Refused("points.not_yet")
    worth = ctx.settings(points.Points)
    mine = points.of(member, worth)
    text = ctx.say(
        "points.mine",
        group=ctx.group.chat.title,
        points=mine,
        rank=points.rank(ctx.session, ctx.group.chat.id, mine, worth),
        messages=member.messages,
        replies=member.replies,
        reactions=member.reactions,
        votes=member.votes,
        streak=ctx.say("points.days", count=member.streak),
    )
    here = ctx.reply(text)
    return [here] if ctx.place.is_private else [Tell(event.who, text, otherwise=[here])]


@router.command("top", "papan")
def top(event: Command, ctx: Context) -> Actions:
    """The ten members with the most points."""
    if event.args not in ("", "points", "poin"):
        raise errors.Misused
    leaders = points.leaders(ctx)
    if not leaders:
        return [ctx.reply(ctx.say("points.nobody"))]
    lines = [f"{_place(number)} {name} · {score}" for number, (name, score) in enumerate(leaders, 1)]
    text = Text("\n").join([ctx.say("points.top", group=ctx.group.chat.title), *lines])
    return [ctx.reply(text, vanish=300)]


def _place(number: int) -> str:
    return MEDALS[number - 1] if number <= len(MEDALS) else f"{number}."
