"""Short codes that prove something once: shown in one place, typed in another, kept as keyed hashes only."""

from base64 import b32encode
from datetime import timedelta

from sqlmodel import col, select

from bot.chat.events import Account
from bot.context import Context
from bot.domain.hashing import keyed_hash
from bot.models import DueRow
from bot.services.schedule import cancel, schedule

LETTERS = 8
ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})  # what base 32 leaves out, for those who read it aloud
MOST_WRONG, PENALTY = 5, timedelta(hours=1)
WRONG = "codes.wrong"


def show(kind: str, about: str, valid: timedelta, ctx: Context, who: Account | None = None) -> str:
    """A new code of a kind, valid for a while; an earlier one about the same is worth nothing any more."""
    for row in ctx.session.exec(select(DueRow).where(DueRow.kind == kind)).all():
        if row.args.get("about") == about:
            ctx.session.delete(row)
    digest = keyed_hash(ctx.installation.key, f"{kind}:{about}:{ctx.event.key}")
    code = b32encode(digest).decode()[:LETTERS]
    schedule(ctx.session, ctx.place, kind, _hash(kind, code, ctx), ctx.now + valid, {"about": about}, who)
    return code


def behind(kind: str, code: str, ctx: Context) -> DueRow | None:
    """What a code was shown for, while it is valid."""
    where = (DueRow.kind == kind, DueRow.name == _hash(kind, code, ctx), col(DueRow.at) > ctx.now)
    return ctx.session.exec(select(DueRow).where(*where)).first()


def spend(kind: str, code: str, ctx: Context) -> None:
    """Nobody may use a code twice."""
    cancel(ctx.session, kind, _hash(kind, code, ctx))


def may_try(who: Account, ctx: Context) -> bool:
    """Whether somebody has typed fewer wrong codes within the hour than one is allowed to."""
    row = _tries(who, ctx)
    return row is None or row.at <= ctx.now or int(row.args["count"]) < MOST_WRONG


def tried(who: Account, ctx: Context) -> None:
    """Counts a wrong code; an hour after the last one all are forgotten."""
    row = _tries(who, ctx)
    count = int(row.args["count"]) if row is not None and row.at > ctx.now else 0
    schedule(ctx.session, ctx.place, WRONG, _account(who, ctx), ctx.now + PENALTY, {"count": count + 1}, who)


def _tries(who: Account, ctx: Context) -> DueRow | None:
    where = (DueRow.kind == WRONG, DueRow.name == _account(who, ctx))
    return ctx.session.exec(select(DueRow).where(*where)).first()


def _account(who: Account, ctx: Context) -> str:
    """The account, in whatever community it is met."""
    return keyed_hash(ctx.installation.key, f"{WRONG}:{who.platform}:{who.address}").hex()


def _hash(kind: str, code: str, ctx: Context) -> str:
    letters = "".join(code.upper().split()).replace("-", "").translate(ALIKE)
    return keyed_hash(ctx.installation.key, f"{kind}:{letters}").hex()
