"""The quiz board behind `/top quiz`: of the last quiz, this week, this month, or all time."""

from collections.abc import Sequence

from sqlmodel import col, select

from bot import errors
from bot.context import Context
from bot.models import QuizRun
from bot.services.boards import Board, Standings
from bot.services.quizzes import scores

PERIODS = {
    "session": ("session", "sesi", "terakhir", "last"),
    "week": ("week", "minggu", "mingguini", "pekan"),
    "month": ("month", "bulan", "bulanini"),
    "all": ("all", "semua", "total"),
}


def period_of(words: Sequence[str], ctx: Context) -> tuple[str, str]:
    """(the period's name for people, the period that counters know); all time when none is named.

    Raises `errors.Misused` for words that name none.
    """
    said = "".join(words)
    kind = next((kind for kind, names in PERIODS.items() if said in names), "" if said else "all")
    match kind:
        case "session":
            return kind, scores.session(last_run(ctx))
        case "week":
            return kind, scores.week(ctx.now, ctx.group)
        case "month":
            return kind, scores.month(ctx.now, ctx.group)
        case "all":
            return kind, scores.ALL
    raise errors.Misused


def last_run(ctx: Context) -> int:
    """The newest live quiz of the group; 0 when there was none."""
    where = (QuizRun.group_id == ctx.group.chat.id, QuizRun.kind == "live", QuizRun.state != "lobby")
    return ctx.session.exec(select(QuizRun.id).where(*where).order_by(col(QuizRun.id).desc())).first() or 0


def standings(words: Sequence[str], ctx: Context) -> Standings:
    """Points of a period, best first."""
    kind, period = period_of(words, ctx)
    return Standings(ctx.say(f"quizzes.top_{kind}", group=ctx.group.chat.title), scores.named_points(period, ctx))


BOARD = Board(("quiz", "kuis"), standings)
