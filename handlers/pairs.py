"""Pairing rounds: two people who hardly know one another talk for a quarter of an hour."""

import re
from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Send, Tell
from bot.chat.events import Account, AccountKind, Chose, Command
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.domain.durations import BadDuration, say_duration, take_duration
from bot.domain.moments import say_moment
from bot.domain.switches import OFF
from bot.routing import Router
from bot.services import pairs
from bot.services.pairs import Pairs

router = Router("pairs", sections=(Pairs,))

JOIN = ("join", "ikut", "gabung")
LEAVE = ("leave", "keluar", "berhenti")
EVERY = re.compile(r"(?:every|setiap|tiap)?\s*(.*)", re.DOTALL)
ONE = {"week": "1w", "weekly": "1w", "minggu": "1w", "mingguan": "1w", "month": "30d", "bulan": "30d", "bulanan": "30d"}
HOUR = re.compile(r"(?:at|jam|pukul)?\s*([01]?\d|2[0-3])[:.]([0-5]\d)")
MENTORS = ("mentor", "mentors", "dengan mentor", "with mentors")
MONTH = 24.0 * 30


@router.command("pairs", "pasangan")
def all_(event: Command, ctx: Context) -> Actions:
    """Takes part or not; admins set how often, or turn it off; without words what is set."""
    words = event.args.lower()
    if not words:
        return [ctx.reply(_shown(ctx))]
    if words in JOIN or words in LEAVE:
        return _takes_part(event.who, ctx, yes=words in JOIN)
    _check_admin(event, ctx)
    return _off(ctx) if words in OFF else _set(words, ctx)


def _check_admin(event: Command, ctx: Context) -> None:
    assert event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")


def _shown(ctx: Context) -> Text:
    settings, at = ctx.settings(Pairs), pairs.next_round(ctx)
    if not settings.every or at is None:
        return ctx.say("pairs.none")
    return ctx.say(
        "pairs.shown",
        every=say_duration(timedelta(days=settings.every), ctx.language),
        moment=say_moment(at, ctx.now, ctx.group.zone, ctx.language),
        count=len(pairs.members(ctx)),
    )


def _takes_part(who: Account | None, ctx: Context, *, yes: bool) -> Actions:
    member = ctx.member(ctx.group.chat, who) if who is not None else None
    if who is None or member is None or not member.present or who.kind is not AccountKind.PERSON:
        raise errors.Refused("pairs.members_only")
    if yes:
        pairs.join(who.id, ctx)
    elif not pairs.leave(who.id, ctx):
        raise errors.Refused("pairs.not_in")
    at = pairs.next_round(ctx)
    when = say_moment(at, ctx.now, ctx.group.zone, ctx.language) if at else ctx.say("pairs.no_date")
    here = ctx.reply(ctx.say("pairs.joined" if yes else "pairs.left", moment=when))
    return [here] if ctx.place.is_private else [Tell(who, here.text, otherwise=[here])]


@router.chose("pairs.join")
def join(event: Chose, ctx: Context) -> Actions:
    """The same by the button below the announcement."""
    return _takes_part(event.who, ctx, yes=True)


def _off(ctx: Context) -> Actions:
    ctx.change(ctx.settings(Pairs).model_copy(update={"every": 0}))
    pairs.unplan(ctx)
    return [ctx.reply(ctx.say("pairs.off"))]


def _set(words: str, ctx: Context) -> Actions:
    """The rhythm, the hour and whether mentors are paired with everybody else; the group is asked who takes part."""
    settings = _parsed(words, ctx.settings(Pairs))
    ctx.change(settings)
    pairs.unplan(ctx)
    at = pairs.plan(settings, ctx)
    text = ctx.say(
        "pairs.announced",
        every=say_duration(timedelta(days=settings.every), ctx.language),
        moment=say_moment(at, ctx.now, ctx.group.zone, ctx.language),
    )
    choice = Choice(str(ctx.say("pairs.button.join")), "pairs.join", once=False, hours=MONTH)
    told: list[AnyAction] = [Send(ctx.group.chat, text, key="pairs", choices=[choice])]
    return [*told, ctx.reply(ctx.say("pairs.set"))] if ctx.place.is_private else told


def _parsed(words: str, present: Pairs) -> Pairs:
    """What an admin wrote, such as "every 2w 10:00 mentor"; raises `errors.Misused`."""
    match = EVERY.fullmatch(words)
    rest = match[1] if match else words
    first, _, behind = rest.partition(" ")
    try:
        every, rest = take_duration(f"{ONE[first]} {behind}" if first in ONE else rest)
    except BadDuration:
        raise errors.Misused from None
    if every is None or every < timedelta(days=1) or every % timedelta(days=1):
        raise errors.Misused
    at, rest = _hour(rest, present.at)
    if rest and rest not in MENTORS:
        raise errors.Misused
    return Pairs(every=every.days, at=at, mentors=bool(rest))


def _hour(words: str, present: str) -> tuple[str, str]:
    found = HOUR.match(words)
    if found is None:
        return present, words.strip()
    return f"{int(found[1]):02}:{found[2]}", words[found.end() :].strip()


@router.chose("pairs.met")
def met(event: Chose, ctx: Context) -> Actions:
    """Whether two met: one yes is enough."""
    assert event.who is not None
    pair = pairs.find(int(event.args[0]), ctx)
    if pair is None:
        raise errors.Refused("prompts.unknown")
    if event.args[1] != "yes":
        return [ctx.reply(ctx.say("pairs.not_yet"))]
    pair.met_at = pair.met_at or ctx.now
    ctx.session.add(pair)
    ctx.session.flush()
    return [ctx.reply(ctx.say("pairs.have_met"))]
