"""How likely a group's ordinary messages look unwanted: from that its own threshold follows."""

from dataclasses import dataclass, field

from bot.context import Context
from bot.models import Decision, OrdinaryScores
from moderation.learn import threshold_for

RULE = "scams"
ENOUGH = 1_000  # ordinary messages before a group's threshold is honest
MOST = 4_000  # beyond, older ones count half, so that a group may change
KEPT = 64  # highest scores: more than a rate of a few in a thousand asks for
AT_ONCE = 50  # messages noted together: most messages write nothing
DIGITS = 6
FALSE_POSITIVES = 0.002  # of ordinary messages, when a rule may delete them


@dataclass(slots=True)
class Pending:
    """Scores since the last writing, and the group's threshold as it was then."""

    scores: list[float] = field(default_factory=list)
    threshold: float | None = None
    known: bool = False


def note(score: float, ctx: Context) -> None:
    """Counts a message's score as an ordinary one, until a moderator says otherwise."""
    pending = _pending(ctx)
    pending.scores.append(score)
    if len(pending.scores) >= AT_ONCE:
        _store(pending, ctx)


def take_back(score: float, ctx: Context, times: int = 1) -> None:
    """A moderator found the message unwanted: it was no ordinary one; `times=-1`: it was after all."""
    _store(_pending(ctx), ctx)
    row = _row(ctx)
    score = round(score, DIGITS)
    if times < 0:
        _add(row, [score])
    elif score in row.highest:
        row.highest = _without(row.highest, score)
        row.seen -= 1
    _write(row, ctx)


def _without(scores: list[float], score: float) -> list[float]:
    at = scores.index(score)
    return [*scores[:at], *scores[at + 1 :]]


def mistaken(decision: Decision, ctx: Context) -> None:
    """What a likelihood alone decided was taken back: the message was an ordinary one."""
    if decision.rule == RULE and decision.by_identity is None:
        take_back(decision.score, ctx, times=-1)


def threshold(ctx: Context) -> float | None:
    """From which likelihood on a message may be deleted here; None before enough ordinary ones were seen."""
    pending = _pending(ctx)
    if not pending.known:
        pending.threshold, pending.known = _threshold(_row(ctx)), True
    return pending.threshold


def _pending(ctx: Context) -> Pending:
    found: Pending = ctx.memory.setdefault("ordinary", Pending())
    return found


def _store(pending: Pending, ctx: Context) -> None:
    row = _row(ctx)
    _add(row, pending.scores)
    pending.scores = []
    _write(row, ctx)


def _write(row: OrdinaryScores, ctx: Context) -> None:
    ctx.session.add(row)
    ctx.session.flush()
    _pending(ctx).known = False


def _row(ctx: Context) -> OrdinaryScores:
    found = ctx.session.get(OrdinaryScores, ctx.group.chat.id)
    return found or OrdinaryScores(group_id=ctx.group.chat.id, community_id=ctx.community)


def _add(row: OrdinaryScores, scores: list[float]) -> None:
    row.highest = sorted([*row.highest, *(round(score, DIGITS) for score in scores)], reverse=True)[:KEPT]
    row.seen += len(scores)
    if row.seen > MOST:
        row.seen, row.highest = row.seen // 2, row.highest[::2]


def _threshold(row: OrdinaryScores) -> float | None:
    if row.seen < ENOUGH:
        return None
    return threshold_for([*row.highest, *[0.0] * (row.seen - len(row.highest))], FALSE_POSITIVES)
