"""Admins list words that are not wanted here."""

from sqlmodel import col, delete, func, select

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Phrase
from bot.routing import Router
from moderation.phrases import Entry, entries
from moderation.rules.words import Words

router = Router("words", sections=(Words,))

MOST = 10_000  # words and phrases of a group
MOST_PATTERNS = 50
SHOWN = 3_000  # characters of the list in one message


@router.command("block", "tolakkata", role=Role.ADMIN)
def block(event: Command, ctx: Context) -> Actions:
    """Lists words; without any says how many there are."""
    if not event.args:
        return [ctx.reply(ctx.say("words.count", number=len(_listed(ctx))))]
    new = _named(event.args) - {_entry(row) for row in _listed(ctx)}
    _check_room(new, ctx)
    for entry in sorted(new, key=lambda entry: entry.text):
        group = {"community_id": ctx.community, "group_id": ctx.group.chat.id}
        ctx.session.add(Phrase(**group, kind=entry.kind, text=entry.text))
    _changed(ctx)
    return [ctx.reply(ctx.say("words.added", number=len(new), all=len(_listed(ctx))))]


@router.command("unblock", "izinkankata", role=Role.ADMIN)
def unblock(event: Command, ctx: Context) -> Actions:
    """Takes words off the list."""
    if not event.args:
        raise errors.Misused
    gone = _named(event.args) & {_entry(row) for row in _listed(ctx)}
    if not gone:
        raise errors.Refused("words.not_listed")
    texts = [entry.text for entry in gone]
    ctx.session.execute(delete(Phrase).where(col(Phrase.group_id) == ctx.group.chat.id, col(Phrase.text).in_(texts)))
    _changed(ctx)
    return [ctx.reply(ctx.say("words.removed", number=len(gone), all=len(_listed(ctx))))]


@router.command("blocklist", "daftarkata", role=Role.ADMIN)
def blocklist(event: Command, ctx: Context) -> Actions:
    """The list, in private: nobody wants to read it in the group."""
    assert event.who is not None
    rows = _listed(ctx)
    if not rows:
        return [ctx.reply(ctx.say("words.count", number=0))]
    shown = _as_far_as_fits([f'"{row.text}"' if row.kind == "phrase" else row.text for row in rows])
    text = ctx.say("words.listed", group=ctx.group.chat.title, number=len(rows), words=shown)
    if ctx.place.is_private:
        return [ctx.reply(text)]
    return [Tell(event.who, text, otherwise=[ctx.reply(ctx.say("words.only_in_private"))])]


def _named(args: str) -> set[Entry]:
    found = set(entries(args))
    if not found:
        raise errors.Misused
    return found


def _listed(ctx: Context) -> list[Phrase]:
    query = select(Phrase).where(Phrase.group_id == ctx.group.chat.id).order_by(col(Phrase.text))
    return list(ctx.session.exec(query).all())


def _entry(row: Phrase) -> Entry:
    return Entry(row.kind, row.text)


def _check_room(new: set[Entry], ctx: Context) -> None:
    for patterns, most in ((True, MOST_PATTERNS), (False, MOST)):
        number = sum((entry.kind == "pattern") is patterns for entry in new)
        of_kind = (col(Phrase.kind) == "pattern") if patterns else (col(Phrase.kind) != "pattern")
        query = select(func.count()).select_from(Phrase).where(Phrase.group_id == ctx.group.chat.id, of_kind)
        if number and number + ctx.session.exec(query).one() > most:
            raise errors.Refused("words.too_many_patterns" if patterns else "words.too_many", most=most)


def _changed(ctx: Context) -> None:
    """A new edition of the list: whoever has compiled the old one reads it anew."""
    ctx.session.flush()
    settings = ctx.settings(Words)
    ctx.change(settings.model_copy(update={"edition": settings.edition + 1}))


def _as_far_as_fits(words: list[str]) -> str:
    shown: list[str] = []
    room = SHOWN
    for word in words:
        room -= len(word) + 1
        if room < 0:
            return "\n".join([*shown, "…"])
        shown.append(word)
    return "\n".join(shown)
