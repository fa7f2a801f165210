"""A buddy for every newcomer: who is mine, who is willing, and what comes of it."""

from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import Account, AccountKind, Chose, Command, Left
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.domain.switches import OFF, ON
from bot.models import Companion, Identity, Volunteer
from bot.routing import Router
from bot.services import buddies, checkins, handovers, introductions, people, reachability
from bot.services.buddies import Buddies

router = Router("buddies", sections=(Buddies,))

JOIN = ("join", "ikut", "gabung", "mau")
LEAVE = ("leave", "keluar", "berhenti", "stop")
ANOTHER = ("another", "lain", "ganti", "baru")
MOST = 50  # newcomers at a time
MONTH = timedelta(days=30)


# Mine --------------------------------------------------------------------------------------------------------------


@router.command("buddy", "kawan")
def buddy(event: Command, ctx: Context) -> Actions:
    """Who is mine, and whom I look after; `another` asks for somebody else."""
    who = _somebody(event, ctx)
    mine = buddies.living(who.id, ctx)
    if event.args.lower() in ANOTHER:
        return _another(who, mine, ctx)
    lines = [_my_buddy(mine, ctx), *_my_charges(who, ctx)]
    label = "buddies.button.another" if mine else "buddies.button.find"
    choice = Choice(str(ctx.say(label)), "buddies.another", who=who)
    here = ctx.reply(Text("\n").join(lines), choices=(choice,) if ctx.settings(Buddies).on else ())
    return [here] if ctx.place.is_private else [Tell(who, here.text, choices=here.choices, otherwise=[here])]


def _my_buddy(mine: Companion | None, ctx: Context) -> Text:
    if mine is None:
        return ctx.say("buddies.none", group=ctx.group.chat.title)
    return ctx.say("buddies.mine", buddy=introductions.named(mine.buddy_id, ctx), group=ctx.group.chat.title)


def _my_charges(who: Account, ctx: Context) -> list[Text]:
    found = [introductions.named(row.newcomer_id, ctx) for row in buddies.charges(who.id, ctx)]
    return [ctx.say("buddies.charges", names=Text(", ").join(found))] if found else []


@router.chose("buddies.another")
def another(event: Chose, ctx: Context) -> Actions:
    """Somebody asks for a buddy, or for another one."""
    assert event.who is not None
    return _another(event.who, buddies.living(event.who.id, ctx), ctx)


def _another(who: Account, mine: Companion | None, ctx: Context) -> Actions:
    """The new one is named in private, by the introduction itself; here only where that cannot be."""
    if not ctx.settings(Buddies).on:
        raise errors.Refused("buddies.is_off")
    if mine is None:
        new = buddies.assign(who, ctx)
        told = introductions.begun(new, ctx) if new else []
    else:
        new, told = handovers.hand_over(mine, "asked", ctx)
    if new is None:
        raise errors.Refused("buddies.nobody_else" if mine else "buddies.nobody")
    if ctx.place.is_private or reachability.is_reachable(who, ctx):
        return told
    return [*told, ctx.reply(ctx.say("buddies.now", buddy=introductions.named(new.buddy_id, ctx)))]


@router.chose("buddies.answer")
def answer(event: Chose, ctx: Context) -> Actions:
    """What a newcomer, or for them their buddy, says at a check-in."""
    assert event.who is not None
    row, verb = _found(event, ctx), str(event.args[2])
    if verb == "another":
        return _another(event.who, buddies.living(event.who.id, ctx), ctx)
    if verb == "yes":
        row.met_at = row.met_at or ctx.now
        ctx.session.add(row)
        ctx.session.flush()
        return [ctx.reply(ctx.say("buddies.met"))]
    return _not_yet(row, event.who, ctx)


def _not_yet(row: Companion, who: Account, ctx: Context) -> Actions:
    """Whoever was not asked gets a friendly word, so that one of them begins."""
    if who.id == row.buddy_id:
        return [ctx.reply(ctx.say("buddies.begin", name=introductions.named(row.newcomer_id, ctx)))]
    said = ctx.reply(ctx.say("buddies.not_yet", buddy=introductions.named(row.buddy_id, ctx)))
    if row.until is not None:
        return [said]
    other = people.account(ctx.session, row.buddy_id)
    return [said, Tell(other, ctx.say_to(other, "buddies.begin", name=introductions.named(row.newcomer_id, ctx)))]


@router.chose("buddies.decline")
def decline(event: Chose, ctx: Context) -> Actions:
    """A buddy has no time for somebody: another one takes over."""
    row = _found(event, ctx)
    if row.until is not None:
        raise errors.Refused("buddies.over")
    _, told = handovers.hand_over(row, "declined", ctx)
    return [*told, ctx.reply(ctx.say("buddies.declined"))]


def _found(event: Chose, ctx: Context) -> Companion:
    """The pair behind a button, asked by one of the two."""
    row = buddies.find(int(event.args[0]), ctx)
    if row is None or event.who is None or event.who.id not in (row.newcomer_id, row.buddy_id):
        raise errors.Refused("buddies.over")
    return row


@router.on(Left)
def gone(event: Left, ctx: Context) -> Actions | None:
    """Nobody is left with a buddy who is gone, and nobody is asked about somebody who is."""
    if event.who is None or event.group is None:
        return None
    told = handovers.leave(event.who.id, "left", ctx)
    row = buddies.living(event.who.id, ctx)
    if row is not None:
        buddies.part(row, "gone", ctx)
        checkins.unplan(row, ctx)
        told += handovers.fill(ctx)
    return told or None


# Everybody's -------------------------------------------------------------------------------------------------------


@router.command("buddies", "parakawan")
def all_(event: Command, ctx: Context) -> Actions:
    """Volunteering, turning it on and off, and for admins how it goes."""
    word, _, rest = event.args.lower().partition(" ")
    if not word:
        return _shown(event, ctx)
    if word in JOIN:
        return _join(event, rest, ctx)
    if word in LEAVE:
        return _leave(event, ctx)
    if word in ON or word in OFF:
        return _switch(event, ctx, on=word in ON)
    raise errors.Misused


def _switch(event: Command, ctx: Context, *, on: bool) -> Actions:
    if not _is_admin(event, ctx):
        raise errors.Refused("roles.only_admin")
    ctx.change(ctx.settings(Buddies).model_copy(update={"on": on}))
    return [ctx.reply(ctx.say("buddies.now_on" if on else "buddies.now_off"))]


def _is_admin(event: Command, ctx: Context) -> bool:
    assert event.who is not None
    return ctx.know(RoleOf(ctx.group.chat, event.who)) >= Role.ADMIN


def _join(event: Command, words: str, ctx: Context) -> Actions:
    """Somebody is willing; newcomers who wait get one at once."""
    who, capacity = _somebody(event, ctx), _capacity(words)
    offer = buddies.offer(who.id, ctx, capacity)
    told = handovers.fill(ctx, offer.capacity)
    text = ctx.say("buddies.joined", count=offer.capacity, group=ctx.group.chat.title)
    here = ctx.reply(ctx.say("buddies.joined_here", count=offer.capacity))
    return [here if ctx.place.is_private else Tell(who, text, otherwise=[here]), *told]


def _capacity(words: str) -> int | None:
    if not words:
        return None
    if not words.isdecimal() or not 1 <= int(words) <= MOST:
        raise errors.Misused
    return int(words)


def _leave(event: Command, ctx: Context) -> Actions:
    who = _somebody(event, ctx)
    offer = buddies.volunteer(who.id, ctx)
    if offer is None or not offer.active:
        raise errors.Refused("buddies.not_willing")
    told = handovers.leave(who.id, "withdrew", ctx)
    here = ctx.reply(ctx.say("buddies.withdrew"))
    return [*told, here if ctx.place.is_private else Tell(who, here.text, otherwise=[here])]


def _somebody(event: Command, ctx: Context) -> Account:
    """The member who asks: not a channel, not somebody in disguise."""
    assert event.who is not None
    member = ctx.member(ctx.group.chat, event.who)
    if event.who.kind is not AccountKind.PERSON or member is None or not member.present:
        raise errors.Refused("buddies.members_only")
    return event.who


def _shown(event: Command, ctx: Context) -> Actions:
    """Admins see the whole picture, in private; everybody else how to take part."""
    assert event.who is not None
    if not _is_admin(event, ctx):
        return [ctx.reply(ctx.say("buddies.how", count=len(buddies.volunteers(ctx))))]
    here = ctx.reply(_report(ctx), vanish=120)
    return [here] if ctx.place.is_private else [Tell(event.who, here.text, otherwise=[here])]


def _report(ctx: Context) -> Text:
    now, ever = buddies.loads(ctx), buddies.given(ctx)
    state = ctx.say("buddies.state_on" if ctx.settings(Buddies).on else "buddies.state_off")
    met, begun = buddies.met_share(ctx, ctx.now - MONTH)
    lines = [
        ctx.say("buddies.report", group=ctx.group.chat.title, state=state),
        *(_line(row, who, now, ever, ctx) for row, who in buddies.volunteers(ctx)),
        ctx.say("buddies.month", begun=begun, met=met, waiting=len(buddies.waiting(ctx, 1000))),
    ]
    return Text("\n").join(lines)


def _line(row: Volunteer, who: Identity, now: dict[int, int], ever: dict[int, int], ctx: Context) -> Text:
    key = "buddies.line_mentor" if row.mentor else "buddies.line"
    numbers = {"load": now.get(row.identity_id, 0), "room": row.capacity, "given": ever.get(row.identity_id, 0)}
    return ctx.say(key, name=who.name, **numbers)
