"""Who comes: seats, the list of those who wait, and the seat that is kept for the next for a while."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.models import Identity, Meeting, Occurrence, Rsvp
from bot.services import people
from bot.services.meetings import reminders
from bot.services.meetings.section import Meetings
from bot.services.schedule import cancel, schedule

CLAIM = "meetings.claim"
SEATED = ("yes", "offered")
BEST = ("yes", "offered", "waiting", "maybe", "no")
"""Which of two answers of one person counts."""
SHORTEST = timedelta(minutes=5)


def find(found: Occurrence, who: Account, ctx: Context) -> Rsvp | None:
    """A person's answer, whichever of their accounts gave it."""
    theirs = col(Rsvp.identity_id).in_(people.of_person(ctx.session, who.id))
    own_first = col(Rsvp.identity_id) != who.id
    return ctx.session.exec(select(Rsvp).where(Rsvp.occurrence_id == found.id, theirs).order_by(own_first)).first()


def counts(found: Occurrence, ctx: Context) -> Counter[str]:
    """How many gave which answer."""
    query = select(Rsvp.answer, func.count()).where(Rsvp.occurrence_id == found.id).group_by(Rsvp.answer)
    return Counter(dict(ctx.session.exec(query).all()))


def coming(found: Occurrence, ctx: Context, *answers: str) -> list[int]:
    """The identities that gave one of these answers ("yes"), the earliest first."""
    where = (Rsvp.occurrence_id == found.id, col(Rsvp.answer).in_(answers or ("yes",)))
    return list(ctx.session.exec(select(Rsvp.identity_id).where(*where).order_by(col(Rsvp.turn))).all())


def persons(times: Iterable[Occurrence], ctx: Context, *answers: str) -> list[Account]:
    """Everybody who gave one of these answers ("yes") to any of these times, each by one of their accounts."""
    given = list(dict.fromkeys(identity for each in times for identity in coming(each, ctx, *answers)))
    query = select(Identity.id, Identity.person_id).where(col(Identity.id).in_(given))
    behind = dict(ctx.session.exec(query).all())
    first = {behind[identity]: identity for identity in reversed(given)}
    return [people.account(ctx.session, identity) for identity in given if first[behind[identity]] == identity]


def answer(found: Occurrence, meeting: Meeting, who: Account, word: str, ctx: Context) -> tuple[Rsvp, Rsvp | None]:
    """Notes yes, maybe or no, where a yes beyond the seats waits; the answer, and who is offered the seat it freed."""
    if found.state != "planned" or ctx.now >= found.starts_at + timedelta(minutes=found.minutes):
        raise errors.Refused("rsvps.over")
    mine = find(found, who, ctx) or _new(found, who, ctx)
    if word == "yes":
        return _wanted(mine, who, found, meeting, ctx), None
    had_seat = mine.answer in SEATED
    _set(_given_by(who, mine, ctx), word, ctx)
    return mine, offer(found, meeting, ctx) if had_seat else None


def _new(found: Occurrence, who: Account, ctx: Context) -> Rsvp:
    return Rsvp(
        community_id=found.community_id,
        group_id=found.group_id,
        occurrence_id=found.id or 0,
        identity_id=who.id,
        answer="",
        at=ctx.now,
    )


def _given_by(who: Account, mine: Rsvp, ctx: Context) -> Rsvp:
    """A new answer is the account's that gives it; what was due about the last one goes."""
    _forget(mine, ctx)
    mine.identity_id = who.id
    return mine


def _forget(mine: Rsvp, ctx: Context) -> None:
    """Takes back what is due about an answer."""
    reminders.unplan_for(mine.occurrence_id, mine.identity_id, ctx)
    cancel(ctx.session, CLAIM, f"{mine.occurrence_id}:{mine.identity_id}")


def _wanted(mine: Rsvp, who: Account, found: Occurrence, meeting: Meeting, ctx: Context) -> Rsvp:
    """A yes: a seat, the seat that was kept, or a place among those who wait."""
    if mine.answer in ("yes", "waiting"):
        return mine
    seated = mine.answer == "offered" or free(found, meeting, ctx)
    _set(_given_by(who, mine, ctx), "yes" if seated else "waiting", ctx)
    if seated:
        reminders.plan_for(found, meeting, who.id, ctx)
    return mine


def _set(mine: Rsvp, word: str, ctx: Context, until: datetime | None = None) -> Rsvp:
    """A new answer goes to the end of its list; a seat on offer keeps the place it had."""
    if word != "offered":
        last = select(func.max(Rsvp.turn)).where(Rsvp.occurrence_id == mine.occurrence_id)
        mine.turn = (ctx.session.exec(last).one() or 0) + 1
    mine.answer, mine.at, mine.offered_until = word, ctx.now, until
    ctx.session.add(mine)
    ctx.session.flush()
    return mine


def free(found: Occurrence, meeting: Meeting, ctx: Context) -> bool:
    """Whether there is a seat that nobody waits for."""
    if not meeting.capacity:
        return True
    return seated(found, ctx) < meeting.capacity and not counts(found, ctx)["waiting"]


def seated(found: Occurrence, ctx: Context) -> int:
    """How many seats are taken, or kept for somebody."""
    taken = counts(found, ctx)
    return sum(taken[answer] for answer in SEATED)


def place(mine: Rsvp, ctx: Context) -> int:
    """Which place somebody has among those who wait."""
    before = (Rsvp.occurrence_id == mine.occurrence_id, Rsvp.answer == "waiting", col(Rsvp.turn) <= mine.turn)
    return ctx.session.exec(select(func.count()).select_from(Rsvp).where(*before)).one()


def offer(found: Occurrence, meeting: Meeting, ctx: Context) -> Rsvp | None:
    """Keeps a free seat for the first who waits, for a while; None when nobody does, or none is free."""
    where = (Rsvp.occurrence_id == found.id, Rsvp.answer == "waiting")
    first = ctx.session.exec(select(Rsvp).where(*where).order_by(col(Rsvp.turn))).first()
    if first is None or ctx.now >= found.starts_at:
        return None
    if meeting.capacity and seated(found, ctx) >= meeting.capacity:
        return None
    until = ctx.now + patience(found, ctx)
    args = {"occurrence": found.id, "rsvp": first.id}
    schedule(ctx.session, ctx.group, CLAIM, f"{found.id}:{first.identity_id}", until, args)
    return _set(first, "offered", ctx, until)


def patience(found: Occurrence, ctx: Context) -> timedelta:
    """How long a seat is kept: as the group set it, shorter when the start is near."""
    usual = timedelta(minutes=ctx.settings(Meetings).claim)
    return max(SHORTEST, min(usual, (found.starts_at - ctx.now) / 2))


def lapse(mine: Rsvp, found: Occurrence, meeting: Meeting, ctx: Context) -> Rsvp | None:
    """The seat was not taken in time; who is next."""
    if mine.answer != "offered":
        return None
    _set(mine, "maybe", ctx)
    return offer(found, meeting, ctx)


def unite(identities: list[int], ctx: Context) -> list[Occurrence]:
    """Accounts that turn out to be one person's keep their best answer; the times for which another one went."""
    query = select(Occurrence, Rsvp).join(Rsvp, col(Rsvp.occurrence_id) == col(Occurrence.id))
    query = query.where(col(Rsvp.identity_id).in_(identities), Occurrence.state == "planned")
    theirs: dict[int, list[Rsvp]] = {}
    times: dict[int, Occurrence] = {}
    for found, row in ctx.session.exec(query.order_by(col(Occurrence.id), col(Rsvp.turn))).all():
        theirs.setdefault(row.occurrence_id, []).append(row)
        times[row.occurrence_id] = found
    double = [number for number, rows in theirs.items() if len(rows) > 1]
    for number in double:
        for row in sorted(theirs[number], key=lambda each: BEST.index(each.answer))[1:]:
            _forget(row, ctx)
            ctx.session.delete(row)
    ctx.session.flush()
    return [times[number] for number in double]
