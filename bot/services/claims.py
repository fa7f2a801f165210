"""Claims: what somebody asked a source for, recognised again without being kept."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot.chat.events import Account
from bot.context import Context
from bot.domain.hashing import keyed_hash
from bot.models import Claim, SentMessage

VERDICTS = {
    "true": ("true", "benar", "betul"),
    "misleading": ("misleading", "menyesatkan", "keliru", "salah", "hoaks", "false"),
    "unknown": ("unknown", "belumjelas", "belum", "tidaktahu"),
}
"""What moderators may write for each verdict."""

SKETCH = 32  # hashes kept of a claim
BYTES = 3
ALIKE = 0.6
FEWEST = 4  # words below which a message claims nothing of its own
SEARCHED = 500  # claims of the community, the newest first


def verdict_of(word: str) -> str | None:
    """The verdict that a word names, in either language."""
    return next((verdict for verdict, words in VERDICTS.items() if word.lower() in words), None)


def signature(words: Sequence[str], key: bytes) -> str:
    """The smallest keyed hashes of a text's word pairs: likeness can be seen, nothing can be read."""
    if len(words) < FEWEST:
        return ""
    pairs = {" ".join(words[at : at + 2]) for at in range(len(words) - 1)}
    return " ".join(sorted(keyed_hash(key, pair)[:BYTES].hex() for pair in pairs)[:SKETCH])


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1, judged by their signatures."""
    ours, theirs = set(one.split()), set(other.split())
    if not ours or not theirs:
        return 0.0
    seen = sorted(ours | theirs)[:SKETCH]
    return sum(each in ours and each in theirs for each in seen) / len(seen)


def earlier(signed: str, ctx: Context) -> Claim | None:
    """The newest claim of this community that says the same and has its verdict."""
    if not signed:
        return None
    decided = select(Claim).where(Claim.community_id == ctx.community, Claim.verdict != "")
    for claim in ctx.session.exec(decided.order_by(col(Claim.id).desc()).limit(SEARCHED)).all():
        if likeness(signed, claim.signature) >= ALIKE:
            return claim
    return None


def about(message: str, ctx: Context) -> Claim | None:
    """The claim in a message, or under which a note of ours stands."""
    here = select(Claim).where(Claim.group_id == ctx.group.chat.id)
    found = ctx.session.exec(here.where(Claim.message_id == message).order_by(col(Claim.id).desc())).first()
    if found is not None:
        return found
    where = (SentMessage.group_id == ctx.group.chat.id, SentMessage.platform_id == message)
    name = ctx.session.exec(select(SentMessage.key).where(*where)).first() or ""
    if not name.startswith("claim."):
        return None
    return ctx.session.exec(here.where(Claim.id == int(name.removeprefix("claim.")))).first()


def note(claim: Claim) -> str:
    """The name of our note under a claim."""
    return f"claim.{claim.id}"


def ask(message: str, author: Account | None, signed: str, ctx: Context) -> Claim:
    """Notes that a claim waits for a verdict."""
    row = Claim(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=author.id if author else None,
        message_id=message,
        signature=signed,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def decide(claim: Claim, verdict: str, source: str, ctx: Context) -> None:
    """The moderators' word on a claim."""
    claim.verdict, claim.source, claim.decided_at = verdict, source[:500], ctx.now
    ctx.session.add(claim)
    ctx.session.flush()
