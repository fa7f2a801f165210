"""A group's list of unwanted words: read, added to, taken from; every change is a new edition."""

from collections.abc import Collection

from sqlmodel import col, delete, select

from bot import errors
from bot.context import Context
from bot.models import Phrase
from moderation.phrases import Entry
from moderation.rules.words import Words

MOST = 10_000  # words and phrases of a group
MOST_PATTERNS = 50


def listed(ctx: Context) -> list[Entry]:
    """What is listed, in order of the alphabet."""
    query = select(Phrase).where(Phrase.group_id == ctx.group.chat.id).order_by(col(Phrase.text))
    return [Entry(row.kind, row.text) for row in ctx.session.exec(query).all()]


def add(entries: Collection[Entry], ctx: Context) -> int:
    """Lists what is new, as a whole or not at all; how many that were."""
    known = listed(ctx)
    new = set(entries) - set(known)
    _check_room([*known, *new], ctx)
    for entry in sorted(new, key=lambda entry: entry.text):
        row = Phrase(community_id=ctx.community, group_id=ctx.group.chat.id, kind=entry.kind, text=entry.text)
        ctx.session.add(row)
    _changed(ctx)
    return len(new)


def remove(entries: Collection[Entry], ctx: Context) -> int:
    """Takes off what is listed; how many that were."""
    texts = [entry.text for entry in set(entries) & set(listed(ctx))]
    if texts:
        ctx.session.execute(
            delete(Phrase).where(col(Phrase.group_id) == ctx.group.chat.id, col(Phrase.text).in_(texts))
        )
        _changed(ctx)
    return len(texts)


def _check_room(entries: Collection[Entry], ctx: Context) -> None:
    patterns = sum(entry.kind == "pattern" for entry in entries)
    if patterns > MOST_PATTERNS:
        raise errors.Refused("words.too_many_patterns", most=MOST_PATTERNS)
    if len(entries) - patterns > MOST:
        raise errors.Refused("words.too_many", most=MOST)


def _changed(ctx: Context) -> None:
    """Whoever has compiled the old edition reads the list anew."""
    ctx.session.flush()
    settings = ctx.settings(Words)
    ctx.change(settings.model_copy(update={"edition": settings.edition + 1}))
