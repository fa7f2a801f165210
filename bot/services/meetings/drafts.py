"""A meeting that waits for its maker's word: what was understood, and what may be done about it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot import errors
from bot.chat.actions import AnyAction, Choice, Delete, Send
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.dates import When, say_start
from bot.domain.invitations import Invitation
from bot.models import Meeting, MeetingHost, Occurrence
from bot.services import conversations, moments, people, places
from bot.services.meetings import cards, changes, occurrences
from bot.services.meetings.section import Meetings
from bot.services.schedule import cancel, schedule

KEPT = timedelta(hours=24)
SHOWN = 3600  # seconds that a draft stays on a group's screen
ASKED = "meetings.when"


def make(said: Invitation, ctx: Context) -> Meeting:
    """Stores what a line said; raises `errors.Refused` when a part of it cannot be used."""
    if said.problem:
        raise errors.Refused(f"meetings.bad_{said.problem}")
    if not said.title:
        raise errors.Misused
    assert ctx.event.who is not None
    settings = ctx.settings(Meetings)
    row = Meeting(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        created_by=ctx.event.who.id,
        kind=said.kind,
        title=said.title,
        place=said.place,
        link=said.link,
        hidden=said.hidden or settings.hide_link,
        capacity=said.capacity,
        timezone=ctx.group.timezone,
        minutes=settings.minutes,
        offsets=list(said.offsets),
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    _hosts(row, said.hosts, ctx)
    schedule(ctx.session, ctx.group, occurrences.STALE, str(row.id), ctx.now + KEPT, {"meeting": row.id})
    return row


def _hosts(meeting: Meeting, names: Sequence[str], ctx: Context) -> None:
    for turn, name in enumerate(names):
        who = people.by_name(name, ctx)
        if who is None:
            raise errors.Refused("meetings.unknown_host", name=name)
        common = {"community_id": meeting.community_id, "group_id": meeting.group_id, "meeting_id": meeting.id or 0}
        ctx.session.add(MeetingHost(**common, identity_id=who.id, turn=turn))
    ctx.session.flush()


def find(number: int, ctx: Context) -> Meeting:
    """A draft of this group; raises `errors.Refused` when it is gone, or no draft any more."""
    row = ctx.session.get(Meeting, number)
    if row is None or row.group_id != ctx.group.chat.id or row.state != "draft":
        raise errors.Refused("meetings.gone")
    return row


def settle(meeting: Meeting, when: When, words: str, ctx: Context) -> list[AnyAction]:
    """Takes over when it shall be; else asks, by buttons where two moments are possible, by words where not."""
    meeting.rrule, meeting.minutes = when.rrule, when.minutes or meeting.minutes
    ctx.session.add(meeting)
    ctx.session.flush()
    if when.start is not None:
        return choose(meeting, when.start, ctx)
    asked = moments.told(when, words, ctx.language, ctx.say)
    if when.options:
        return [_shown(meeting, asked, _options(meeting, when.options, ctx), ctx)]
    return ask(meeting, asked, ctx)


def ask(meeting: Meeting, text: Text, ctx: Context) -> list[AnyAction]:
    """The next message is the moment."""
    conversations.begin(ASKED, {"meeting": meeting.id}, ctx)
    return [ctx.reply(text, vanish=120)]


def choose(meeting: Meeting, start: datetime, ctx: Context) -> list[AnyAction]:
    """The moment is clear; what was understood is shown, to be confirmed."""
    zone = getattr(start.tzinfo, "key", "") or meeting.timezone
    meeting.starts_at, meeting.timezone = start.astimezone(UTC), zone
    ctx.session.add(meeting)
    ctx.session.flush()
    return [_shown(meeting, _summary(meeting, ctx), _verdicts(meeting, ctx), ctx)]


def _summary(meeting: Meeting, ctx: Context) -> Text:
    """The card as it will be, with what may have been overlooked."""
    assert meeting.starts_at is not None
    start = meeting.starts_at.astimezone(occurrences.zone(meeting))
    future = Occurrence(
        community_id=meeting.community_id,
        group_id=meeting.group_id,
        meeting_id=meeting.id or 0,
        day=start.date(),
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
    )
    with ctx.session.no_autoflush:
        card = cards.words(future, meeting, ctx, full=True)
    lines = [ctx.say("meetings.right", card=card), *cards.cautions(start, meeting.minutes, ctx)]
    return Text("\n\n").join(lines)


def _verdicts(meeting: Meeting, ctx: Context) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(ctx.say(f"meetings.button.{word}")), f"meetings.{word}", (meeting.id,), role=Role.ADMIN)
        for word in ("confirm", "change", "drop")
    )


def _options(meeting: Meeting, options: Sequence[datetime], ctx: Context) -> tuple[Choice, ...]:
    moments_ = [
        Choice(say_start(at, ctx.language), "meetings.option", (meeting.id, at.isoformat()), role=Role.ADMIN, row=row)
        for row, at in enumerate(options)
    ]
    label = str(ctx.say("meetings.button.change"))
    return (*moments_, Choice(label, "meetings.change", (meeting.id,), role=Role.ADMIN, row=len(options)))


def _shown(meeting: Meeting, text: Text, choices: tuple[Choice, ...], ctx: Context) -> AnyAction:
    stays = ctx.place.is_private
    return Send(ctx.place.chat, text, key=_key(meeting), choices=choices, vanish=0 if stays else SHOWN)


def _key(meeting: Meeting) -> str:
    return f"meeting.draft.{meeting.id}"


def gone(meeting: Meeting, ctx: Context) -> AnyAction:
    """The draft leaves the screen."""
    return Delete(ctx.place.chat, key=_key(meeting))


def confirm(meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """The draft becomes a meeting: in the calendar, with reminders, announced."""
    if meeting.starts_at is None or (meeting.starts_at <= ctx.now and not meeting.rrule):
        raise errors.Refused("dates.past")
    meeting.state = "open"
    ctx.session.add(meeting)
    cancel(ctx.session, occurrences.STALE, str(meeting.id))
    new = occurrences.extend(meeting, ctx)
    if not new:
        raise errors.Refused("dates.past")
    announced = cards.announce(new[0], meeting, places.in_group(ctx))
    return [gone(meeting, ctx), *announced, changes.offered(new[0], meeting, ctx)]
