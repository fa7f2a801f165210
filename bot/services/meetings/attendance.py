"""Who was there: a code that is shown in the meeting, a few tries to type it, a count of heads."""

import csv
import io
from base64 import b32encode
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from bot import errors
from bot.chat.events import Account
from bot.context import Context
from bot.domain.hashing import keyed_hash
from bot.models import Attendance, Identity, Meeting, Occurrence
from bot.services import people, points
from bot.services.meetings import occurrences

LETTERS = 5
TRIES = 5
EARLY, LATE = timedelta(minutes=15), timedelta(hours=1)
"""How long before the start and after the end a code is taken."""


def code(found: Occurrence, ctx: Context) -> str:
    """The code of one time: nobody can guess it, and it need not be kept."""
    digest = keyed_hash(ctx.installation.key, f"attendance:{found.id}")
    return b32encode(digest).decode()[:LETTERS]


def open_(ctx: Context) -> list[tuple[Occurrence, Meeting]]:
    """What may be attended now."""
    return occurrences.running(ctx, EARLY, LATE)


def attend(word: str, who: Account, ctx: Context) -> tuple[Occurrence, Meeting]:
    """Notes that somebody is there; raises `errors.Refused` for a wrong code, or too many of them."""
    found = open_(ctx)
    if not found:
        raise errors.Refused("attendance.nothing")
    if _wrong(found, who, ctx) >= TRIES:
        raise errors.Refused("attendance.too_many")
    wanted = word.strip().upper()
    for row, meeting in found:
        if wanted == code(row, ctx):
            _present(row, who, ctx)
            return row, meeting
    raise WrongCode(found[0][0])


class WrongCode(Exception):
    """The try must be counted although it is refused."""

    def __init__(self, found: Occurrence) -> None:
        super().__init__("wrong code")
        self.found = found


def _wrong(found: list[tuple[Occurrence, Meeting]], who: Account, ctx: Context) -> int:
    ids = [row.id for row, _ in found]
    where = (col(Attendance.occurrence_id).in_(ids), _of_person(who, ctx))
    return int(ctx.session.exec(select(func.sum(Attendance.wrong)).where(*where)).one() or 0)


def note_wrong(found: Occurrence, who: Account, ctx: Context) -> int:
    """Counts a wrong code; how many tries are left."""
    mine = of(found, who, ctx)
    mine.wrong += 1
    ctx.session.add(mine)
    ctx.session.flush()
    return TRIES - mine.wrong


def of(found: Occurrence, who: Account, ctx: Context) -> Attendance:
    """A person's row about one time, whichever of their accounts has it."""
    where = (Attendance.occurrence_id == found.id, _of_person(who, ctx))
    own_first = col(Attendance.identity_id) != who.id
    row = ctx.session.exec(select(Attendance).where(*where).order_by(own_first)).first()
    return row or Attendance(
        community_id=found.community_id, group_id=found.group_id, occurrence_id=found.id or 0, identity_id=who.id
    )


def _of_person(who: Account, ctx: Context) -> ColumnElement[bool]:
    return col(Attendance.identity_id).in_(people.of_person(ctx.session, who.id))


def _present(found: Occurrence, who: Account, ctx: Context) -> None:
    """Counts once, however often the code is given."""
    mine = of(found, who, ctx)
    if mine.at is not None:
        return
    mine.at = ctx.now
    ctx.session.add(mine)
    ctx.session.flush()
    points.credit(ctx, "attended", [who.id])


def present(found: Occurrence, ctx: Context) -> list[int]:
    """The identities of those who were there, in the order in which they came."""
    where = (Attendance.occurrence_id == found.id, col(Attendance.at).is_not(None))
    return list(ctx.session.exec(select(Attendance.identity_id).where(*where).order_by(col(Attendance.at))).all())


def listed(found: Occurrence, meeting: Meeting, ctx: Context) -> bytes:
    """Those who were there as CSV, in the meeting's zone; no cell is a formula."""
    query = select(Identity.name, Identity.username, Attendance.at)
    query = query.join(Attendance, col(Attendance.identity_id) == col(Identity.id))
    query = query.where(Attendance.occurrence_id == found.id, col(Attendance.at).is_not(None))
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([str(ctx.say(f"attendance.column.{name}")) for name in ("name", "username", "at")])
    for name, username, at in ctx.session.exec(query.order_by(col(Attendance.at))).all():
        local = at.astimezone(occurrences.zone(meeting)) if at else None
        rows.writerow([_harmless(name), _harmless(username), f"{local:%Y-%m-%d %H:%M}" if local else ""])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A spreadsheet shall not take a name for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def attended(who: Account, ctx: Context) -> list[tuple[Occurrence, Meeting]]:
    """What somebody was at in this community, the newest first."""
    query = select(Occurrence, Meeting).join(Meeting, col(Meeting.id) == col(Occurrence.meeting_id))
    query = query.join(Attendance, col(Attendance.occurrence_id) == col(Occurrence.id))
    query = query.where(_of_person(who, ctx), col(Attendance.at).is_not(None))
    query = query.where(Occurrence.community_id == ctx.community).order_by(col(Occurrence.starts_at).desc())
    return [(row, meeting) for row, meeting in ctx.session.exec(query).all()]
