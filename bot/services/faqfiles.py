"""Many frequent questions at once, as they come from a file."""

from collections.abc import Iterable, Sequence

from sqlmodel import func, select

from bot import errors
from bot.chat.text import Text
from bot.context import Context
from bot.domain.faq_file import Entry
from bot.domain.wording import words
from bot.models import Faq, FaqWording
from bot.services import faq

Known = dict[tuple[str, ...], int]


def store(entries: Iterable[Entry], ctx: Context) -> dict[str, int]:
    """Stores entries; one whose question is known gets the new answer. How many were new, changed, and wordings.

    Raises `errors.Refused` when there is no room for all of them.
    """
    counts = {"new": 0, "changed": 0, "wordings": 0}
    known = _known(ctx)
    for entry in entries:
        row, is_new = _row(entry, known, ctx)
        counts["new" if is_new else "changed"] += 1
        counts["wordings"] += sum(_word(row, text, known, ctx) for text in entry.aliases[: faq.MOST_EACH - 1])
    ctx.session.flush()
    count = select(func.count()).select_from(FaqWording).where(FaqWording.community_id == ctx.community)
    if ctx.session.exec(count).one() > faq.MOST:
        raise errors.Refused("faq.too_many", most=faq.MOST)
    faq.changed(ctx)
    return counts


def _known(ctx: Context) -> Known:
    """Which answer every wording of the community leads to."""
    query = select(FaqWording.text, FaqWording.faq_id).where(FaqWording.community_id == ctx.community)
    return {words(text): owner for text, owner in ctx.session.exec(query).all()}


def _row(entry: Entry, known: Known, ctx: Context) -> tuple[Faq, bool]:
    """The answer of an entry, new or renewed."""
    faq.check(entry.question, Text(entry.answer))
    owner = known.get(words(entry.question))
    row = faq.get(owner, ctx) if owner else Faq(community_id=ctx.community, question=entry.question)  # type: ignore[call-arg]
    row.answer, row.spans, row.category = entry.answer, [], entry.category or row.category
    row.changed_at = ctx.now
    ctx.session.add(row)
    if owner is None:
        ctx.session.flush()
        _word(row, entry.question, known, ctx)
    return row, owner is None


def _word(row: Faq, text: str, known: Known, ctx: Context) -> bool:
    """A wording, unless these words lead somewhere already."""
    key = words(text)
    if not key or key in known:
        return False
    known[key] = row.id or 0
    ctx.session.add(FaqWording(community_id=ctx.community, faq_id=row.id or 0, text=text[: faq.LONGEST]))
    return True


def listed(ctx: Context) -> Sequence[Entry]:
    """Every entry of the community."""
    return [Entry(row.question, row.answer, row.category, tuple(faq.aliases(row, ctx))) for row in faq.listed(ctx)]
