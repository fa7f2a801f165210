"""What is said about a meeting: questions during it, how it was, what came of it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, delete, func, select

from bot.chat.actions import AnyAction, Choice, Send, Tell
from bot.chat.events import Account
from bot.context import Context
from bot.domain.dates import say_start
from bot.models import Attendance, Identity, Meeting, MeetingNote, Occurrence, SentMessage
from bot.services import people, reachability
from bot.services.meetings import attendance, occurrences, rsvps
from bot.services.schedule import schedule

SURVEY, ERASE = "meetings.survey", "meetings.erase"
LATER = timedelta(hours=1)
KEPT = timedelta(days=30)
PATIENCE = timedelta(hours=12)  # as long as what follows a meeting is still worth reading
DAYS = 24.0 * 7  # hours in which a survey may be answered
STARS = 5
LONGEST = 500  # characters of a question
MOST = 200  # questions a meeting
RECAP = "meeting.recap."


def plan(found: Occurrence, ctx: Context) -> None:
    """Makes due what follows the end."""
    args = {"occurrence": found.id}
    schedule(ctx.session, ctx.group, SURVEY, str(found.id), occurrences.ends(found) + LATER, args)
    schedule(ctx.session, ctx.group, ERASE, str(found.id), occurrences.ends(found) + KEPT, args)


def note(found: Occurrence, who: Account, text: str, kind: str, ctx: Context) -> bool:
    """Keeps a question or a link; False when there are too many already."""
    count = select(func.count()).select_from(MeetingNote).where(MeetingNote.occurrence_id == found.id)
    if ctx.session.exec(count).one() >= MOST:
        return False
    common = {"community_id": found.community_id, "group_id": found.group_id, "occurrence_id": found.id or 0}
    ctx.session.add(MeetingNote(**common, identity_id=who.id, kind=kind, text=text[:LONGEST], at=ctx.now))
    ctx.session.flush()
    return True


def notes(found: Occurrence, kind: str, ctx: Context) -> Sequence[tuple[str, str]]:
    """(name, text) of what was left, in order."""
    query = select(Identity.name, MeetingNote.text).join(Identity, col(Identity.id) == col(MeetingNote.identity_id))
    query = query.where(MeetingNote.occurrence_id == found.id, MeetingNote.kind == kind)
    return ctx.session.exec(query.order_by(col(MeetingNote.id))).all()


def erase(found: Occurrence, ctx: Context) -> None:
    """The words go; how many came stays."""
    ctx.session.execute(delete(MeetingNote).where(col(MeetingNote.occurrence_id) == found.id))


def survey(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """One question to those who were there; in the group where one of them cannot be written to."""
    came = [people.account(ctx.session, identity) for identity in attendance.present(found, ctx)]
    until = ctx.now + PATIENCE
    asked = [Tell(who, _question(meeting, ctx), choices=stars(found, ctx), until=until) for who in came]
    if all(reachability.is_reachable(who, ctx) for who in came) and (came or not rsvps.coming(found, ctx)):
        return [*asked]
    return [*asked, Send(ctx.group.chat, _question(meeting, ctx), choices=stars(found, ctx), until=until)]


def _question(meeting: Meeting, ctx: Context) -> str:
    return str(ctx.say("attendance.how_was_it", title=meeting.title))


def stars(found: Occurrence, ctx: Context) -> tuple[Choice, ...]:
    """One to five."""
    labels = {number: str(ctx.say(f"attendance.stars.{number}")) for number in range(1, STARS + 1)}
    return tuple(
        Choice(label, "attendance.rate", (found.id, number), once=False, hours=DAYS, row=(number - 1) // 3)
        for number, label in labels.items()
    )


def rate(found: Occurrence, who: Account, number: int, ctx: Context) -> None:
    """Somebody's rating; the last one counts."""
    mine = attendance.of(found, who, ctx)
    mine.stars = number
    ctx.session.add(mine)
    ctx.session.flush()


def rating(found: Occurrence, ctx: Context) -> tuple[float, int]:
    """The mean of the ratings, and how many there are."""
    query = select(func.avg(Attendance.stars), func.count()).where(Attendance.occurrence_id == found.id)
    mean, count = ctx.session.exec(query.where(Attendance.stars > 0)).one()
    return float(mean or 0), count


def missed(found: Occurrence, ctx: Context) -> list[int]:
    """Those who said yes and were not seen; nobody when no code was used."""
    persons = select(Identity.person_id).where(col(Identity.id).in_(attendance.present(found, ctx)))
    came = set(ctx.session.exec(select(Identity.id).where(col(Identity.person_id).in_(persons))).all())
    return [who for who in rsvps.coming(found, ctx) if who not in came] if came else []


def followed_up(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """A kind word, with the recap where there is one, to those who could not come."""
    key = "attendance.missed_recap" if found.recap else "attendance.missed"
    text = ctx.say(key, title=meeting.title, **({"recap": found.recap} if found.recap else {}))
    until = ctx.now + PATIENCE
    return [Tell(people.account(ctx.session, who), text, until=until) for who in missed(found, ctx)]


def summary(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """To whoever leads it: who came, what was asked, and how to leave a recap."""
    lines = [ctx.say("attendance.summary", title=meeting.title, count=len(attendance.present(found, ctx)))]
    for kind in ("question", "link"):
        left = notes(found, kind, ctx)
        lines += [ctx.say(f"attendance.{kind}s")] if left else []
        lines += [ctx.say("attendance.note", name=name, text=text) for name, text in left]
    lines.append(ctx.say("attendance.ask_recap"))
    return to_host(found, meeting, "\n".join(map(str, lines)), ctx, key=f"{RECAP}{found.id}")


def to_host(
    found: Occurrence, meeting: Meeting, text: str, ctx: Context, *, key: str = "", otherwise: Sequence[AnyAction] = ()
) -> list[AnyAction]:
    """To whoever leads it, and whoever made it, once each."""
    leading = {who: None for who in (found.host_id, meeting.created_by) if who is not None}
    accounts = [people.account(ctx.session, who) for who in leading]
    return [Tell(who, text, key=key, otherwise=otherwise, until=ctx.now + PATIENCE) for who in accounts]


def answered(message: str, ctx: Context) -> int | None:
    """The time whose summary a message of ours is."""
    where = (SentMessage.group_id == ctx.place.chat.id, SentMessage.platform_id == message)
    key = ctx.session.exec(select(SentMessage.key).where(*where)).first()
    return int(key.removeprefix(RECAP)) if key and key.startswith(RECAP) else None


def recapped(found: Occurrence, meeting: Meeting, text: str, ctx: Context) -> list[AnyAction]:
    """The recap is for everybody: the group reads it, and those who could not come are sent it."""
    found.recap = text
    ctx.session.add(found)
    ctx.session.flush()
    when = say_start(occurrences.local(found, meeting), ctx.group.language)
    said = ctx.say("attendance.recap", title=meeting.title, when=when, recap=text)
    posted = Send(ctx.group.chat, said, until=ctx.now + PATIENCE)
    return [posted, *followed_up(found, meeting, ctx)]
