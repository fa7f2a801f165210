"""A community's frequent questions: stored, worded in other ways, found again, rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import col, delete, func, select

from bot import errors
from bot.chat.text import Text, plain
from bot.context import Context
from bot.domain.faq_index import Decision, FaqIndex, Found, Wording, decide
from bot.domain.wording import words
from bot.models import Faq, FaqEdition, FaqRating, FaqWording
from bot.settings import Section

MOST = 10_000  # wordings of a community
MOST_EACH = 50  # wordings of one answer
LONGEST = 300  # characters of a question
LONGEST_ANSWER = 3000
PAUSE = timedelta(seconds=60)
"""How long an answer is not given again in a chat that did not ask for it."""


class FaqSettings(Section):
    """Frequent questions."""

    section: ClassVar[str] = "faq"

    on: bool = Field(True, description="Answer frequent questions that nobody addressed to Pamong")
    ask_back: bool = Field(True, description="Ask back with buttons when unsure")
    wait: int = Field(30, ge=5, le=1440, description="Minutes without a reply until a question counts as unanswered")
    tell: bool = Field(True, description="Tell moderators and mentors about unanswered questions")


@dataclass(frozen=True, slots=True)
class Search:
    """What was found for a question, and how sure that is."""

    decision: Decision
    found: tuple[Found, ...]


# Finding ------------------------------------------------------------------------------------------------------


def search(question: str, ctx: Context, most: int = 5) -> Search:
    """The community's answers that fit a question best."""
    found = _index(ctx).search(question, most)
    return Search(decide(found), tuple(found))


def _index(ctx: Context) -> FaqIndex:
    """The community's wordings, ready to search in; read anew when they have changed."""
    edition = ctx.session.get(FaqEdition, ctx.community, populate_existing=True)
    stamp = edition.stamp if edition else ""
    name = f"faq:{ctx.community}"  # a press may be about a group of another community than its place
    known: tuple[str, FaqIndex] | None = ctx.shared.get(name)
    if known is not None and known[0] == stamp:
        return known[1]
    index = known[1] if known is not None else FaqIndex()
    index.update({wording.key: wording for wording in _wordings(ctx)}, _answers(ctx))
    ctx.shared[name] = (stamp, index)
    return index


def _wordings(ctx: Context) -> list[Wording]:
    query = select(FaqWording.id, FaqWording.faq_id, FaqWording.text).where(FaqWording.community_id == ctx.community)
    return [Wording(key or 0, owner, text) for key, owner, text in ctx.session.exec(query).all()]


def _answers(ctx: Context) -> dict[int, str]:
    """How the answers begin: what they speak of counts, too."""
    query = select(Faq.id, func.substr(Faq.answer, 1, LONGEST)).where(Faq.community_id == ctx.community)
    return {number or 0: text for number, text in ctx.session.exec(query).all()}


def get(number: int, ctx: Context) -> Faq:
    """An answer of this community; raises `errors.Refused` when it is gone."""
    row = ctx.session.get(Faq, number)
    if row is None or row.community_id != ctx.community:
        raise errors.Refused("faq.gone")
    return row


def named(question: str, ctx: Context) -> Faq:
    """The answer that a moderator means by a question, which may be shortened or spelled otherwise."""
    same = _same(question, ctx)
    if same is not None:
        return get(same.faq_id, ctx)
    begun = col(Faq.question).ilike(_literal(question.strip()) + "%", escape="\\")
    rows = ctx.session.exec(select(Faq).where(Faq.community_id == ctx.community, begun).limit(2)).all()
    if len(rows) == 1:
        return rows[0]
    result = search(question, ctx)
    if result.decision == "answer":
        return get(result.found[0].owner, ctx)
    if result.decision == "suggest":
        raise errors.Refused("faq.unclear", question=get(result.found[0].owner, ctx).question)
    raise errors.Refused("faq.unknown")


def _literal(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")


def _same(text: str, ctx: Context) -> FaqWording | None:
    """The wording with the very same words, however they are written."""
    wanted = words(text)
    for found in search(text, ctx, most=3).found:
        rows = ctx.session.exec(select(FaqWording).where(FaqWording.faq_id == found.owner)).all()
        same = next((row for row in rows if words(row.text) == wanted), None)
        if same is not None:
            return same
    return None


def listed(ctx: Context) -> list[Faq]:
    """Every answer of the community by category, the oldest first."""
    query = select(Faq).where(Faq.community_id == ctx.community)
    return list(ctx.session.exec(query.order_by(col(Faq.category), col(Faq.id))).all())


def aliases(row: Faq, ctx: Context) -> list[str]:
    """Its other wordings, without the question itself."""
    query = select(FaqWording.text).where(FaqWording.faq_id == row.id).order_by(col(FaqWording.id))
    return [text for text in ctx.session.exec(query).all() if text != row.question]


# Storing ------------------------------------------------------------------------------------------------------


def add(question: str, answer: Text, ctx: Context, category: str = "") -> tuple[Faq, bool]:
    """Stores an answer, or a new one for a question that has one; the row, and whether it is new."""
    question = " ".join(question.split())
    check(question, answer)
    same = _same(question, ctx)
    row = get(same.faq_id, ctx) if same is not None else Faq(community_id=ctx.community, question=question)  # type: ignore[call-arg]
    row.answer, row.spans = plain(answer), answer.to_json().get("s", [])
    row.category = category or row.category
    row.by_identity = ctx.event.who.id or None if ctx.event.who else None
    row.changed_at = ctx.now
    ctx.session.add(row)
    ctx.session.flush()
    if same is None:
        word(row, question, ctx)
    else:
        changed(ctx)
    return row, same is None


def check(question: str, answer: Text) -> None:
    """Raises `errors.Refused` for what cannot be stored."""
    if not words(question) or not answer.strip():
        raise errors.Misused
    if len(question) > LONGEST:
        raise errors.Refused("faq.long_question", most=LONGEST)
    if len(answer) > LONGEST_ANSWER:
        raise errors.Refused("faq.long_answer", most=LONGEST_ANSWER)


def alias(row: Faq, text: str, ctx: Context) -> bool:
    """Lets an answer be found by other words from now on; False when it was already.

    Raises `errors.Refused` when these words belong to another answer.
    """
    text = " ".join(text.split())[:LONGEST]
    if not words(text):
        raise errors.Misused
    same = _same(text, ctx)
    if same is not None and same.faq_id != row.id:
        raise errors.Refused("faq.taken", question=get(same.faq_id, ctx).question)
    if same is None:
        word(row, text, ctx)
    return same is None


def word(row: Faq, text: str, ctx: Context) -> None:
    """Stores a wording; raises `errors.Refused` when there are too many."""
    for where, most in ((FaqWording.faq_id == row.id, MOST_EACH), (FaqWording.community_id == ctx.community, MOST)):
        if ctx.session.exec(select(func.count()).select_from(FaqWording).where(where)).one() >= most:
            raise errors.Refused("faq.too_many", most=most)
    ctx.session.add(FaqWording(community_id=ctx.community, faq_id=row.id or 0, text=text))
    changed(ctx)


def remove(row: Faq, ctx: Context) -> None:
    """Takes an answer away with all its wordings."""
    for table in (FaqRating, FaqWording):
        ctx.session.execute(delete(table).where(col(table.faq_id) == row.id))
    ctx.session.delete(row)
    changed(ctx)


def changed(ctx: Context) -> None:
    """A new edition. Its stamp names the event, so that a number which was rolled back is not taken for another."""
    row = ctx.session.get(FaqEdition, ctx.community) or FaqEdition(community_id=ctx.community)
    row.number += 1
    row.stamp = f"{row.number}:{ctx.event.key}"
    ctx.session.add(row)
    ctx.session.flush()


# Answering ----------------------------------------------------------------------------------------------------


def said(row: Faq, ctx: Context) -> Text:
    """The answer as people read it; counted."""
    row.asked += 1
    ctx.session.add(row)
    ctx.session.flush()
    return ctx.say("faq.answer", question=row.question, answer=answer(row))


def answer(row: Faq) -> Text:
    """The answer as it was written."""
    return Text.from_json({"t": row.answer, "s": row.spans})


def is_fresh(row: Faq, ctx: Context) -> bool:
    """Whether this chat was given the answer a moment ago; else it is noted that it is now."""
    given: dict[int, datetime] = ctx.memory.setdefault("faq.given", {})
    for number in [number for number, at in given.items() if ctx.now - at >= PAUSE]:
        del given[number]
    fresh = (row.id or 0) in given
    given.setdefault(row.id or 0, ctx.now)
    return fresh


def questions(found: Sequence[Found], ctx: Context) -> list[Faq]:
    """The answers that were found, in that order."""
    numbers = [each.owner for each in found]
    rows = {row.id: row for row in ctx.session.exec(select(Faq).where(col(Faq.id).in_(numbers))).all()}
    return [rows[number] for number in numbers if number in rows]
