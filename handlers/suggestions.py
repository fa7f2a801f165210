"""The suggestion box: members put in, the group votes, admins answer."""

from dataclasses import replace

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Choice, Delete, Tell
from bot.chat.events import Account, Chose, Command
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.models import Suggestion
from bot.routing import Router
from bot.services import places, restrictions, suggestions

router = Router("suggestions")

HIDDEN = ("anonim", "anonymous", "anon")
SHELVES: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "baru": ("new",),
    "planned": ("planned",),
    "rencana": ("planned",),
    "done": ("done",),
    "selesai": ("done",),
    "no": ("no",),
    "tidak": ("no",),
    "all": suggestions.STATES,
    "semua": suggestions.STATES,
}
"""What admins call the states."""
SHORTEST = 5  # characters
ON_A_PAGE = 8


@router.command("suggest", "saran")
def suggest(event: Command, ctx: Context) -> Actions:
    """Puts a suggestion into the box; `anonim` as first word hides the name, and the message goes."""
    assert event.who is not None
    first, _, rest = event.args.partition(" ")
    anonymous = first.lower().strip(":,") in HIDDEN
    text = (rest if anonymous else event.args).strip()
    if len(text) < SHORTEST:
        raise errors.Misused
    _may_write(event.who, ctx)
    row = suggestions.add(text, event.who, ctx, anonymous=anonymous)
    gone = [Delete(ctx.place.chat, message=event.message)] if anonymous and not ctx.place.is_private else []
    return [*gone, *suggestions.post(row, places.in_group(ctx)), *_thanks(event.who, row, ctx)]


def _may_write(who: Account, ctx: Context) -> None:
    """In private nobody comes round a mute; a stranger has no say."""
    if ctx.know(RoleOf(ctx.group.chat, who)) < Role.NEWCOMER:
        raise errors.Refused("roles.only_member")
    if any(restrictions.find(ctx.session, ctx.group.chat, who.id, kind) for kind in ("mute", "ban")):
        raise errors.Refused("suggestions.muted")


def _thanks(who: Account, row: Suggestion, ctx: Context) -> list[AnyAction]:
    text = ctx.say("suggestions.thanks_hidden" if row.anonymous else "suggestions.thanks", number=row.id)
    here = ctx.reply(text)
    if ctx.place.is_private:
        return [here]
    return [Tell(who, text, otherwise=[replace(here, reply_to="") if row.anonymous else here])]


@router.command("suggestions", "daftarsaran", role=Role.ADMIN)
def listed(event: Command, ctx: Context) -> Actions:
    """The suggestions that wait, or those in a state, each a button; to the admin alone. A number answers one."""
    assert event.who is not None
    shelf = event.args.lower()
    number, _, words = event.args.removeprefix("#").partition(" ")
    if number.isdecimal():
        return _answered(_found(int(number), ctx), words.strip(), event.who, ctx)
    if shelf and shelf not in SHELVES:
        raise errors.Misused
    found = suggestions.listed(SHELVES.get(shelf, suggestions.OPEN), ctx)
    if not found:
        return [ctx.reply(ctx.say("suggestions.none"))]
    title = ctx.say("suggestions.list", count=len(found), group=ctx.group.chat.title)
    text = Text("\n").join([title, *(suggestions.line(row, ctx) for row in found)])
    choices = tuple(
        Choice(f"#{row.id}", "suggestions.show", (row.id,), role=Role.ADMIN, once=False, row=at // 4)
        for at, row in enumerate(found[:ON_A_PAGE])
    )
    here = ctx.reply(text, choices=choices, vanish=120)
    return [here] if ctx.place.is_private else [Tell(event.who, text, choices=choices, otherwise=[here])]


def _answered(row: Suggestion, words: str, by: Account, ctx: Context) -> Actions:
    """`3` shows one, `3 done Thanks to Dewi` answers it."""
    if not words:
        return suggestions.hand(row, by, places.in_group(ctx))
    word, _, note = words.partition(" ")
    states = SHELVES.get(word.lower(), ())
    if len(states) != 1:
        raise errors.Misused
    told = _decided(row, states[0], by, places.in_group(ctx), note.strip())
    return [*told, ctx.reply(ctx.say("suggestions.answered", number=row.id))]


@router.chose("suggestions.show")
def show(event: Chose, ctx: Context) -> Actions:
    """One card, to whoever asked for it."""
    assert event.who is not None
    return suggestions.hand(_found(int(event.args[0]), ctx), event.who, places.in_group(ctx))


@router.chose("suggestions.set")
def decide(event: Chose, ctx: Context) -> Actions:
    """A suggestion gets a state; its author learns of it in private."""
    assert event.who is not None
    row, state = _found(int(event.args[0]), ctx), str(event.args[1])
    if row.state == state:
        raise errors.Refused("suggestions.same")
    return _decided(row, state, event.who, places.in_group(ctx))


def _decided(row: Suggestion, state: str, by: Account, ctx: Context, note: str = "") -> list[AnyAction]:
    suggestions.change(row, state, by, ctx, note)
    return [*suggestions.update(row, ctx), *suggestions.answer(row, ctx)]


@router.chose("suggestions.ask")
def ask(event: Chose, ctx: Context) -> Actions:
    """The group may vote about it."""
    row = _found(int(event.args[0]), ctx)
    told = [Answer(ctx.place.chat, event.press, str(ctx.say("suggestions.asked")))] if event.press else []
    return [*suggestions.ask_group(row, places.in_group(ctx)), *told]


@router.chose("suggestions.vote")
def vote(event: Chose, ctx: Context) -> Actions:
    """A vote counts once a person, and may change."""
    assert event.who is not None
    row = _found(int(event.args[0]), ctx)
    if row.state not in suggestions.OPEN:
        raise errors.Refused("suggestions.decided")
    suggestions.vote(row, event.who, int(event.args[1]), ctx)
    return suggestions.recount(row, places.in_group(ctx))


def _found(number: int, ctx: Context) -> Suggestion:
    row = suggestions.find(number, ctx)
    if row is None:
        raise errors.Refused("suggestions.gone")
    return row
