"""My points, and the leaderboards."""

from pydantic import ValidationError

from bot import errors
from bot.chat.actions import Actions, Choice, Edit, Tell
from bot.chat.events import Account, Chose, Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain import badges
from bot.models import Identity, Membership
from bot.routing import Router
from bot.services import boards, gratitude, points
from bot.services.quizzes import boards as quizboards

router = Router("points", sections=(points.Points,))

BOARDS: tuple[boards.Board, ...] = (points.BOARD, quizboards.BOARD, gratitude.BOARD)
"""What `/top` can show; the first when nothing is named."""

CALLED = {
    "message": ("message", "pesan"),
    "reply": ("reply", "balasan"),
    "reaction": ("reaction", "reaksi"),
    "vote": ("vote", "suara"),
    "answer": ("answer", "kuis"),
    "attendance": ("attendance", "hadir"),
    "help": ("help", "bantuan"),
}
"""What admins call each weight, in English and in Indonesian."""

MEDALS = ("🥇", "🥈", "🥉")
MINE = "points.mine"


@router.command("me", "saya")
def me(event: Command, ctx: Context) -> Actions:
    """My counters, points, streak, stage, badges and place, told to me alone."""
    assert event.who is not None
    text, choices = _mine(event.who, ctx), (_switch(event.who, ctx),)
    if ctx.place.is_private:
        return [ctx.reply(text, choices=choices, key=MINE)]
    return [Tell(event.who, text, key=MINE, choices=choices, otherwise=[ctx.reply(text)])]


def _mine(who: Account, ctx: Context) -> Text:
    member = points.together(who, ctx)
    if member is None:
        raise errors.Refused("points.not_yet")
    worth = ctx.settings(points.Points)
    sum_ = points.of(member, worth)
    text = ctx.say(
        "points.mine",
        group=ctx.group.chat.title,
        points=sum_,
        rank=points.rank(sum_, ctx),
        streak=ctx.say("points.days", count=points.streak(member, ctx)),
        **points.counters(member),
    )
    return Text("\n").join([text, *_progress(member, sum_, ctx)])


def _progress(member: Membership, sum_: int, ctx: Context) -> list[Text]:
    """The stage, the way to the next one, and badges."""
    now, missing = ctx.say(f"points.stage.{badges.stage(sum_)}"), badges.to_next(sum_)
    key = "points.growing" if missing else "points.grown"
    lines = [ctx.say(key, stage=now, count=missing) if missing else ctx.say(key, stage=now)]
    counted = points.counters(member) | {"streak": points.streak(member, ctx)}
    earned = [ctx.say(f"points.badge.{name}") for name in badges.earned(counted)]
    return [*lines, ctx.say("points.badges", badges=Text(", ").join(earned))] if earned else lines


def _switch(who: Account, ctx: Context) -> Choice:
    listed = ctx.session.get_one(Identity, who.id).listed
    label = ctx.say("points.hide" if listed else "points.show")
    return Choice(str(label), "points.list", (not listed,), once=False, hours=24 * 30)


@router.chose("points.list")
def list_(event: Chose, ctx: Context) -> Actions:
    """My name stands on boards, or on none."""
    assert event.who is not None
    boards.list_name(ctx.session, event.who, listed=bool(event.args[0]))
    ctx.session.expire_all()
    text = Text("\n").join([_mine(event.who, ctx), ctx.say("points.shown" if event.args[0] else "points.hidden")])
    return [Edit(ctx.place.chat, text, key=MINE, choices=(_switch(event.who, ctx),))]


@router.command("top", "papan")
def top(event: Command, ctx: Context) -> Actions:
    """The ten best of a board."""
    board, words = _board(event.args.lower().split())
    standings = board.standings(words, ctx)
    best = boards.best(standings, ctx)
    if not best:
        return [ctx.reply(Text("\n").join([standings.title, ctx.say("points.nobody")]))]
    lines = [f"{_place(number)} {name} · {score}" for number, (name, score) in enumerate(best, 1)]
    return [ctx.reply(Text("\n").join([standings.title, *lines]), vanish=300)]


def _board(words: list[str]) -> tuple[boards.Board, list[str]]:
    """The board that the first word names, and the other words; without a word the first board."""
    if not words:
        return BOARDS[0], []
    named = next((board for board in BOARDS if words[0] in board.words), None)
    if named is None:
        raise errors.Misused
    return named, words[1:]


def _place(number: int) -> str:
    return MEDALS[number - 1] if number <= len(MEDALS) else f"{number}."


@router.command("points", "poin", role=Role.ADMIN)
def weigh(event: Command, ctx: Context) -> Actions:
    """Shows what everything is worth; `reply 2` sets one weight. All points follow at once, for nothing is stored."""
    worth = ctx.settings(points.Points)
    if event.args:
        worth = _weighed(event.args.lower().split(), worth)
        ctx.change(worth)
    names = points.Points.model_fields
    lines = [ctx.say(f"points.weight.{name}", worth=getattr(worth, name), word=_word(name, ctx)) for name in names]
    return [ctx.reply(Text("\n").join([ctx.say("points.weights"), *lines, ctx.say("points.set")]), vanish=120)]


def _weighed(words: list[str], worth: points.Points) -> points.Points:
    if len(words) != 2 or not words[1].isdecimal():
        raise errors.Misused
    name = next((name for name, called in CALLED.items() if words[0] in called), None)
    if name is None:
        raise errors.Misused
    try:
        return points.Points.model_validate(worth.model_dump() | {name: int(words[1])})
    except ValidationError:
        raise errors.Misused from None


def _word(name: str, ctx: Context) -> str:
    return CALLED[name][ctx.language == "id"]
