"""Rotas: whose turn it is, who comes next, changing places, and what the next one should know."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.domain import turns
from bot.domain.daily import next_time
from bot.domain.turns import Turner
from bot.models import Identity, Membership, Rota, RotaMember, RotaTurn
from bot.services import people
from bot.services.schedule import cancel, schedule

HANDOVER = "rota.handover"
LONGEST = 500  # characters of a note
MOST = 40  # letters of a name


def find(name: str, ctx: Context) -> Rota | None:
    """The group's rota of a name; the moderators' own has none."""
    where = (Rota.group_id == ctx.group.chat.id, Rota.name == name.lower()[:MOST])
    return ctx.session.exec(select(Rota).where(*where)).first()


def by_id(number: int, ctx: Context) -> Rota | None:
    """A rota of this group."""
    row = ctx.session.get(Rota, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def named(name: str, ctx: Context) -> Rota:
    """The same, made on first use."""
    row = find(name, ctx)
    if row is None:
        row = Rota(community_id=ctx.community, group_id=ctx.group.chat.id, name=name.lower()[:MOST], created_at=ctx.now)
        _keep(row, ctx)
    return row


def members(row: Rota, ctx: Context) -> list[RotaMember]:
    """Those who take turns and are still in the group."""
    query = select(RotaMember).join(Membership, col(Membership.identity_id) == col(RotaMember.identity_id))
    query = query.where(RotaMember.rota_id == row.id, Membership.group_id == row.group_id, col(Membership.present))
    return list(ctx.session.exec(query.order_by(col(RotaMember.id))).all())


def _member(row: Rota, identity: int, ctx: Context) -> RotaMember | None:
    where = (RotaMember.rota_id == row.id, RotaMember.identity_id == identity)
    return ctx.session.exec(select(RotaMember).where(*where)).first()


def is_in(row: Rota, identity: int, ctx: Context) -> bool:
    """Whether somebody takes turns."""
    return _member(row, identity, ctx) is not None


def join(row: Rota, who: Account, ctx: Context) -> bool:
    """Somebody takes turns from now on, without catching up; False when they already do."""
    if is_in(row, who.id, ctx):
        return False
    credited = turns.start(_turners(row, ctx))
    _keep(
        RotaMember(
            community_id=row.community_id,
            group_id=row.group_id,
            rota_id=row.id or 0,
            identity_id=who.id,
            turns=credited,
        ),
        ctx,
    )
    return True


def leave(row: Rota, who: Account, ctx: Context) -> bool:
    """Somebody takes no turns any more; False when they did not."""
    found = _member(row, who.id, ctx)
    if found is None:
        return False
    ctx.session.delete(found)
    ctx.session.flush()
    return True


def _turners(row: Rota, ctx: Context) -> list[Turner]:
    return [Turner(each.identity_id, each.turns, each.last_at) for each in members(row, ctx)]


def upcoming(row: Rota, ctx: Context) -> list[Account]:
    """Who comes next, and after them, once round."""
    now = current(row, ctx)
    order = turns.in_order(_turners(row, ctx), now.identity_id if now else None)
    return [people.account(ctx.session, identity) for identity in order]


def current(row: Rota, ctx: Context) -> RotaTurn | None:
    """The turn that runs, or ran last."""
    query = select(RotaTurn).where(RotaTurn.rota_id == row.id).order_by(col(RotaTurn.starts_at).desc())
    return ctx.session.exec(query.order_by(col(RotaTurn.id).desc())).first()


def on_duty(row: Rota, ctx: Context) -> Identity | None:
    """Whose turn it is now."""
    now = current(row, ctx)
    return ctx.session.get(Identity, now.identity_id) if now is not None and now.ends_at > ctx.now else None


# Time ---------------------------------------------------------------------------------------------------------


def begin(row: Rota, days: int, at: str, first: datetime, ctx: Context) -> None:
    """The rota goes round from a moment on, so many days a turn."""
    row.days, row.at, row.running = days, at, True
    _keep(row, ctx)
    schedule(ctx.session, ctx.group, HANDOVER, str(row.id), first, {"rota": row.id})


def stop(row: Rota, ctx: Context) -> None:
    """Nobody is on duty any more."""
    row.running = False
    _keep(row, ctx)
    cancel(ctx.session, HANDOVER, str(row.id))
    now = current(row, ctx)
    if now is not None and now.ends_at > ctx.now:
        now.ends_at = ctx.now
        _keep(now, ctx)


def hand_over(row: Rota, at: datetime, ctx: Context) -> tuple[RotaTurn | None, RotaTurn | None]:
    """The turn that was due at a moment begins, and the one after it is planned.

    Gives the turn before, and the new one; None where nobody takes turns.
    """
    before = current(row, ctx)
    end = _end(row, at, ctx)
    schedule(ctx.session, ctx.group, HANDOVER, str(row.id), end, {"rota": row.id})
    order = turns.in_order(_turners(row, ctx), before.identity_id if before else None)
    if not order:
        return before, None
    turn = RotaTurn(
        community_id=row.community_id,
        group_id=row.group_id,
        rota_id=row.id or 0,
        identity_id=order[0],
        starts_at=ctx.now,
        ends_at=end,
    )
    _keep(turn, ctx)
    _count(row, order[0], 1, ctx)
    return before, turn


def _end(row: Rota, at: datetime, ctx: Context) -> datetime:
    """So many days after it was due, at the same time by the group's clocks; what an outage has eaten is left out."""
    end = at
    while end <= ctx.now:
        end = next_time(end + timedelta(days=row.days, hours=-12), row.at, ctx.group.zone)
    return end


def _count(row: Rota, identity: int, by: int, ctx: Context) -> None:
    found = _member(row, identity, ctx)
    if found is not None:
        found.turns += by
        found.last_at = ctx.now if by > 0 else found.last_at
        _keep(found, ctx)


def take_over(row: Rota, turn: RotaTurn, who: Account, ctx: Context) -> None:
    """Somebody takes the running turn of another; it counts for who does it. Raises `errors.Refused`."""
    if turn.ends_at <= ctx.now or not row.running:
        raise errors.Refused("rota.over")
    if not is_in(row, who.id, ctx):
        raise errors.Refused("rota.not_in")
    if turn.identity_id == who.id:
        raise errors.Refused("rota.yours")
    _count(row, turn.identity_id, -1, ctx)
    turn.identity_id = who.id
    _keep(turn, ctx)
    _count(row, who.id, 1, ctx)


def note(turn: RotaTurn, words: str, ctx: Context) -> None:
    """What the next one should know."""
    turn.note = words[:LONGEST]
    _keep(turn, ctx)


def turn_of(number: int, ctx: Context) -> RotaTurn | None:
    """A turn of this group."""
    row = ctx.session.get(RotaTurn, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def _keep(row: Any, ctx: Context) -> None:
    ctx.session.add(row)
    ctx.session.flush()
