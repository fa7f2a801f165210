"""A newcomer goes from one buddy to another."""

from bot.chat.actions import AnyAction
from bot.context import Context
from bot.models import Companion
from bot.services import buddies, checkins, introductions, people
from bot.services.buddies import Buddies

CANNOT = ("left", "declined", "withdrew")
"""Why a buddy cannot go on, even if nobody else has room."""


def hand_over(row: Companion, why: str, ctx: Context) -> tuple[Companion | None, list[AnyAction]]:
    """The new pair and what everybody is told; None where nobody else has room.

    Who may keep their buddy then does, as if nothing had been asked.
    """
    newcomer = people.account(ctx.session, row.newcomer_id)
    buddies.part(row, why, ctx)
    new = buddies.assign(newcomer, ctx, without=row.buddy_id)
    if new is None and why not in CANNOT:
        row.until, row.ended = None, ""
        ctx.session.add(row)
        ctx.session.flush()
        return None, []
    checkins.unplan(row, ctx)
    if new is None:
        return None, [introductions.told_alone(newcomer, ctx)] if ctx.settings(Buddies).on else []
    told = introductions.begun(new, ctx)
    return new, told if why in CANNOT else [*told, introductions.thanks(row, ctx)]


def leave(buddy: int, why: str, ctx: Context) -> list[AnyAction]:
    """Somebody is no buddy any more: everybody they looked after is handed over."""
    offer = buddies.volunteer(buddy, ctx)
    if offer is None:
        return []
    buddies.withdraw(offer, ctx)
    return [action for row in buddies.charges(buddy, ctx) for action in hand_over(row, why, ctx)[1]]


def fill(ctx: Context, most: int = 1) -> list[AnyAction]:
    """Room has become free: whoever has waited longest gets a buddy."""
    told: list[AnyAction] = []
    for newcomer in buddies.waiting(ctx, most):
        row = buddies.assign(newcomer, ctx)
        told += introductions.begun(row, ctx) if row else []
    return told
