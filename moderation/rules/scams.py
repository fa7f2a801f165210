"""Messages that read like advertising for gambling or like a scam: a likelihood, which moderators decide about."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field
from sqlmodel import select

from bot.chat.events import Message
from bot.context import Context
from bot.models import Learned
from moderation import ordinary
from moderation.finding import Finding, Remedy
from moderation.learn import THRESHOLD, Counts, Judge, features
from moderation.reading import reading
from moderation.rule import Rule, RuleSettings
from moderation.seed import topics

SHORTEST = 12  # characters that can say enough to be judged
FRESH = timedelta(minutes=10)  # until what moderators taught counts
SHOWN = 3


class Scams(RuleSettings):
    """Likely scams and gambling advertising; shown to moderators, deleted only where they have turned that on."""

    section: ClassVar[str] = "scams"

    threshold: float = Field(THRESHOLD, ge=0.1, le=0.999, description="Likelihood from which moderators are told")
    enforce: bool = Field(False, description="Delete what is likelier than 1,000 ordinary messages of the group")


def look(message: Message, ctx: Context, settings: Scams) -> Finding | None:
    """Finds a message that is more likely unwanted than the threshold allows."""
    if len(message.text) < SHORTEST:
        return None
    found = features(reading(str(message.text)))
    judge = Judge(topics(), _taught(ctx))
    score = judge.score(found)
    own = _own_threshold(ctx, settings)
    is_sure = own is not None and score >= own
    if not is_sure:
        ordinary.note(score, ctx)
    if score < settings.threshold:
        return None
    judgement = judge.judge(found)
    words = ", ".join(reason.feature for reason in judgement.pro[:SHOWN] if reason.feature[0] not in "~#")
    return Finding(
        "scams",
        f"scams.why_{judgement.topic}",
        judgement.score,
        own if own is not None and is_sure else settings.threshold,
        {"words": words or "…"},
        remedy=Remedy.DELETE if is_sure else Remedy.FLAG,
        soft=not is_sure,
    )


def _own_threshold(ctx: Context, settings: Scams) -> float | None:
    """From where on a message is deleted: only where moderators want that, and not below what they are told."""
    own = ordinary.threshold(ctx) if settings.enforce else None
    return None if own is None else max(own, settings.threshold)


def _taught(ctx: Context) -> Counts:
    """What the group's moderators decided before, read every ten minutes."""
    known = ctx.memory.get("taught")
    if known is None or ctx.now - known[0] > FRESH:
        rows = ctx.session.exec(select(Learned).where(Learned.group_id == ctx.group.chat.id)).all()
        known = ctx.memory["taught"] = (ctx.now, Counts.from_rows({row.feature: (row.spam, row.ham) for row in rows}))
    counts: Counts = known[1]
    return counts


RULE = Rule(ordinary.RULE, Scams, look)
