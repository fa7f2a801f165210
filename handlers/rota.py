"""Duties that go round: moderators on watch, hosts of a meet-up."""

import re
from datetime import datetime

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Account, Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, plain
from bot.context import Context
from bot.domain.daily import next_time
from bot.domain.moments import say_moment
from bot.domain.weekdays import BadDay, parse_days
from bot.models import Rota, RotaTurn
from bot.routing import Router
from bot.services import conversations, duties, people, rota

router = Router("rota")

WORDS = {
    "join": "join ikut",
    "leave": "leave keluar",
    "add": "add tambah",
    "remove": "remove hapus",
    "swap": "swap tukar",
    "note": "note catatan",
    "daily": "daily harian",
    "weekly": "weekly mingguan",
    "off": "off mati stop",
}
VERBS = {word: verb for verb, words in WORDS.items() for word in words.split()}
FOR_ADMINS = {"add", "remove", "daily", "weekly", "off"}
DAYS = {"daily": 1, "weekly": 7}
TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
USUAL = "09:00"
SHOWN = 6


@router.command("rota", "piket", role=Role.MODERATOR, destructive=True)
def command(event: Command, ctx: Context) -> Actions:
    """Shows the rota; joins or leaves it; swaps; leaves a note; admins begin and end it, add and remove people.

    A first word that is none of these names another rota, such as `kopdar`. An anonymous admin shows who they are:
    it is a person who takes turns.
    """
    assert event.who is not None
    name, verb, rest = _parsed(event.args)
    if verb in FOR_ADMINS and ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")
    if not verb:
        return [ctx.reply(_shown(name, ctx), vanish=120)]
    return DOING[verb](event, name, rest, ctx)


def _parsed(words: str) -> tuple[str, str, str]:
    """(name, verb, the rest): "kopdar weekly sat 10:00", "swap", "note Ada dua pertanyaan terbuka"."""
    first, _, rest = words.strip().partition(" ")
    if first.lower() in VERBS:
        return "", VERBS[first.lower()], rest.strip()
    verb, _, behind = rest.strip().partition(" ")
    if not verb:
        return first.lower(), "", ""
    if verb.lower() not in VERBS:
        raise errors.Misused
    return first.lower(), VERBS[verb.lower()], behind.strip()


def _shown(name: str, ctx: Context) -> Text:
    row = rota.find(name, ctx)
    if row is None:
        raise errors.Refused("rota.unknown")
    coming = rota.upcoming(row, ctx)
    lines = [duties.title(row, ctx)]
    duty, now = rota.on_duty(row, ctx), rota.current(row, ctx)
    if duty is not None and now is not None:
        until = say_moment(now.ends_at, ctx.now, ctx.group.zone, ctx.language)
        lines.append(ctx.say("rota.on_duty", name=duty.name, until=until))
    elif not row.running:
        lines.append(ctx.say("rota.stopped"))
    names = ", ".join(who.name for who in coming[:SHOWN])
    lines.append(ctx.say("rota.coming", names=names) if names else ctx.say("rota.nobody"))
    return Text("\n").join(lines)


def _join(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    assert event.who is not None
    return _joined(event.who, rota.named(name, ctx), ctx)


def _add(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    return _joined(_meant(event, rest, ctx), rota.named(name, ctx), ctx)


def _joined(who: Account, row: Rota, ctx: Context) -> Actions:
    key = "rota.joined" if rota.join(row, who, ctx) else "rota.already"
    return [ctx.reply(Text("\n").join([ctx.say(key, name=who.name), _shown(row.name, ctx)]), vanish=120)]


def _leave(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    assert event.who is not None
    return _left(event.who, name, ctx)


def _remove(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    return _left(_meant(event, rest, ctx), name, ctx)


def _left(who: Account, name: str, ctx: Context) -> Actions:
    if not rota.leave(_known(name, ctx), who, ctx):
        raise errors.Refused("rota.not_in")
    return [ctx.reply(ctx.say("rota.left", name=who.name))]


def _meant(event: Command, words: str, ctx: Context) -> Account:
    """Somebody named, or whose message is answered."""
    who = people.by_name(words.split()[0], ctx) if words else event.reply_who
    if who is None:
        raise errors.Misused
    return who


def _known(name: str, ctx: Context) -> Rota:
    row = rota.find(name, ctx)
    if row is None:
        raise errors.Refused("rota.unknown")
    return row


def _begin(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    """`weekly sat 10:00`: from the next such moment on."""
    kind = _parsed(event.args)[1]
    time = TIME.search(rest)
    at = f"{int(time[1]):02}:{time[2]}" if time else USUAL
    first = _first(TIME.sub(" ", rest).strip(), at, ctx)
    row = rota.named(name, ctx)
    rota.begin(row, DAYS[kind], at, first, ctx)
    when = say_moment(first, ctx.now, ctx.group.zone, ctx.language)
    return [ctx.reply(Text("\n").join([ctx.say("rota.begins", when=when), _shown(name, ctx)]), vanish=120)]


def _first(day: str, at: str, ctx: Context) -> datetime:
    moment = next_time(ctx.now, at, ctx.group.zone)
    if not day:
        return moment
    try:
        days = parse_days(day)
    except BadDay:
        raise errors.Misused from None
    while moment.astimezone(ctx.group.zone).weekday() not in days:
        moment = next_time(moment, at, ctx.group.zone)
    return moment


def _off(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    rota.stop(_known(name, ctx), ctx)
    return [ctx.reply(ctx.say("rota.is_off"))]


def _swap(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    """Asks everybody else on the rota whether they take over."""
    assert event.who is not None
    row = _known(name, ctx)
    return [*duties.ask_others(row, _mine(row, event.who, ctx), event.who, ctx), ctx.reply(ctx.say("rota.swap_asked"))]


def _mine(row: Rota, who: Account, ctx: Context) -> RotaTurn:
    now = rota.current(row, ctx)
    if now is None or now.ends_at <= ctx.now or now.identity_id != who.id:
        raise errors.Refused("rota.not_your_turn")
    return now


def _note(event: Command, name: str, rest: str, ctx: Context) -> Actions:
    assert event.who is not None
    if not rest:
        raise errors.Misused
    row = _known(name, ctx)
    rota.note(_mine(row, event.who, ctx), rest, ctx)
    return [ctx.reply(ctx.say("rota.noted"))]


DOING = {
    "join": _join,
    "add": _add,
    "leave": _leave,
    "remove": _remove,
    "daily": _begin,
    "weekly": _begin,
    "off": _off,
    "swap": _swap,
    "note": _note,
}


@router.chose("rota.swap")
def swap(event: Chose, ctx: Context) -> Actions:
    """The one on duty asks the others."""
    assert event.who is not None
    turn = _turn(event, ctx)
    row = rota.by_id(turn.rota_id, ctx)
    if row is None or turn.identity_id != event.who.id:
        raise errors.Refused("rota.not_your_turn")
    return [*duties.ask_others(row, turn, event.who, ctx), ctx.reply(ctx.say("rota.swap_asked"))]


@router.chose("rota.take")
def take(event: Chose, ctx: Context) -> Actions:
    """The first who takes over has the turn; both learn of it."""
    assert event.who is not None
    turn, before = _turn(event, ctx), int(event.args[1])
    row = rota.by_id(turn.rota_id, ctx)
    if row is None or turn.identity_id != before:
        raise errors.Refused("rota.taken")
    rota.take_over(row, turn, event.who, ctx)
    asker = people.account(ctx.session, before)
    until = say_moment(turn.ends_at, ctx.now, ctx.group.zone, ctx.language)
    told = Tell(asker, ctx.say_to(asker, "rota.taken_by", name=event.who.name))
    return [ctx.reply(ctx.say("rota.took", until=until)), told]


@router.chose("rota.note")
def ask_note(event: Chose, ctx: Context) -> Actions:
    """The next message is the note."""
    turn = _turn(event, ctx)
    conversations.begin("rota.noting", {"turn": turn.id}, ctx)
    return [ctx.reply(ctx.say("rota.ask_note"))]


@router.step("rota.noting")
def noting(event: Message, ctx: Context) -> Actions:
    """Kept for the next one on duty."""
    assert event.who is not None
    turn = ctx.session.get(RotaTurn, int(conversations.finish(ctx).get("turn", 0)))
    if turn is None or turn.identity_id != event.who.id:
        raise errors.Refused("rota.not_your_turn")
    rota.note(turn, plain(event.text), ctx)
    return [ctx.reply(ctx.say("rota.noted"))]


def _turn(event: Chose, ctx: Context) -> RotaTurn:
    turn = rota.turn_of(int(event.args[0]), ctx)
    if turn is None:
        raise errors.Refused("rota.over")
    return turn
