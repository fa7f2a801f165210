"""A meeting as people see it: one card with its buttons, the same everywhere."""

from datetime import datetime, timedelta
from urllib.parse import quote

from babel import Locale
from babel.core import get_global
from sqlmodel import select

from bot.chat.actions import AnyAction, Choice, Delete, Edit, Send
from bot.chat.text import Text
from bot.context import Context
from bot.domain.dates import say_start, say_zones
from bot.models import DueRow, Identity, Meeting, Occurrence
from bot.services import communities, moments
from bot.services.meetings import occurrences, rsvps
from bot.services.schedule import schedule

REDRAW = "meetings.redraw"
PAUSE = timedelta(seconds=3)
AFTER = 6.0  # hours that buttons outlive the start
MAP = "https://www.openstreetmap.org/search?query="


def key(found: Occurrence) -> str:
    """The name of its card."""
    return f"meeting.{found.id}"


def when(start: datetime, ctx: Context) -> Text:
    """Weekday, date, time, and the clocks of the other Indonesian zones."""
    zones, said = say_zones(start, ctx.language), say_start(start, ctx.language)
    return (
        ctx.say("dates.understood_zones", when=said, zones=zones) if zones else ctx.say("dates.understood", when=said)
    )


def words(found: Occurrence, meeting: Meeting, ctx: Context, *, full: bool = False) -> Text:
    """The whole card; `full` has the link that only those who come are given."""
    start = occurrences.local(found, meeting)
    lines: list[Text] = [ctx.say(f"meetings.card.{meeting.kind}", title=meeting.title), when(start, ctx)]
    lines += [_again(meeting, start, ctx)] if meeting.rrule else []
    lines += _where(meeting, ctx, full=full)
    host = ctx.session.get(Identity, found.host_id) if found.host_id else None
    lines += [ctx.say("meetings.host", name=host.name)] if host is not None and host.name else []
    lines += [_coming(found, meeting, ctx)]
    return Text("\n").join(lines)


def _again(meeting: Meeting, start: datetime, ctx: Context) -> Text:
    return ctx.say("meetings.again", rule=moments.rule(meeting.rrule, start.tzinfo, ctx.language, ctx.say))


def _where(meeting: Meeting, ctx: Context, *, full: bool) -> list[Text]:
    found = [ctx.say("meetings.place", place=meeting.place, map=MAP + quote(meeting.place))] if meeting.place else []
    if not meeting.link:
        return found
    hidden = meeting.hidden and not full
    return [*found, ctx.say("meetings.link_hidden") if hidden else ctx.say("meetings.link", link=meeting.link)]


def _coming(found: Occurrence, meeting: Meeting, ctx: Context) -> Text:
    taken = rsvps.counts(found, ctx)
    seats, maybe = taken["yes"] + taken["offered"], taken["maybe"]
    if not meeting.capacity:
        return ctx.say("meetings.coming", yes=seats, maybe=maybe)
    values = {"yes": seats, "seats": meeting.capacity, "maybe": maybe, "waiting": taken["waiting"]}
    return ctx.say("meetings.coming_of", **values)


def choices(found: Occurrence, ctx: Context) -> tuple[Choice, ...]:
    """Yes, maybe, no, and the file for one's calendar."""
    hours = hours_left(found, ctx)
    buttons = [
        Choice(str(ctx.say(f"rsvps.button.{word}")), "rsvps.answer", (found.id, word), once=False, hours=hours)
        for word in ("yes", "maybe", "no")
    ]
    label = str(ctx.say("rsvps.button.calendar"))
    return (*buttons, Choice(label, "rsvps.calendar", (found.id,), once=False, hours=hours, row=1))


def hours_left(found: Occurrence, ctx: Context) -> float:
    """How long its buttons may be pressed."""
    return max((found.starts_at - ctx.now).total_seconds() / 3600, 0.0) + AFTER


def announce(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """The card in every group of the community, in place of an older one."""
    chat = ctx.group.chat
    card = Send(chat, words(found, meeting, ctx), key=key(found), choices=choices(found, ctx))
    return communities.everywhere(ctx, Delete(chat, key=key(found)), card)


def announce_next(meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """The next time of a series, if there is one."""
    ahead = (row for row in occurrences.of(meeting, ctx) if row.state == "planned" and row.starts_at > ctx.now)
    following = next(ahead, None)
    return announce(following, meeting, ctx) if following is not None else []


def redraw(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """The card as it is now."""
    offered = choices(found, ctx) if found.state == "planned" else ()
    card = Edit(ctx.group.chat, words(found, meeting, ctx), key=key(found), choices=offered)
    return communities.everywhere(ctx, card)


def redraw_soon(found: Occurrence, ctx: Context) -> None:
    """Many answers within some seconds become one new picture of the card."""
    planned = (DueRow.kind == REDRAW, DueRow.name == str(found.id))
    if ctx.session.exec(select(DueRow.id).where(*planned)).first() is None:
        schedule(ctx.session, ctx.group, REDRAW, str(found.id), ctx.now + PAUSE, {"occurrence": found.id})


def cautions(start: datetime, minutes: int, ctx: Context, but: int | None = None) -> list[Text]:
    """What an organiser may not have thought of: a holiday, another meeting at the same time."""
    said = []
    if name := holiday(start, ctx.language):
        said.append(ctx.say("meetings.holiday", name=name))
    other = occurrences.clashing(start, minutes, ctx, but)
    if other is not None:
        said.append(ctx.say("meetings.clash", title=other.title))
    return said


def holiday(start: datetime, language: str) -> str:
    """The public holiday on that date where the zone is; estimates say that they are."""
    import holidays

    country = get_global("zone_territories").get(getattr(start.tzinfo, "key", ""), "")
    if country not in holidays.list_supported_countries():
        return ""
    supported = getattr(holidays, country).supported_languages
    wanted = {"id": "id", "en": "en_US"}.get(Locale.parse(language.replace("-", "_")).language, "")
    named = holidays.country_holidays(country, language=wanted if wanted in supported else None)
    return str(named.get(start.date(), ""))
