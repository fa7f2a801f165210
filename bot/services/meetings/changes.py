"""What may be changed about a meeting that stands in the calendar: title, place, link, seats."""

from dataclasses import dataclass

from bot.chat.actions import AnyAction, Choice, Send, Tell
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain import invitations
from bot.models import Meeting, Occurrence
from bot.services import communities, places, reachability
from bot.services.meetings import cards, occurrences, rsvps, seats

PARTS = ("title", "place", "link", "capacity")
EVERYTHING = ("when", *PARTS)


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a meeting, and what it is from now on; an empty place or link, and no number of seats, are none."""

    part: str
    value: str | int


def read(part: str, words: str) -> Change | None:
    """What somebody wrote about a part; None when it cannot be used."""
    value = invitations.READERS[part](" ".join(words.split()))
    return Change(part, value) if value is not None else None


def menu(found: Occurrence, meeting: Meeting, ctx: Context) -> Send:
    """A button for each part."""
    lines = [ctx.say("meetingeditor.which", title=meeting.title)]
    lines += [ctx.say("meetingeditor.series")] if meeting.rrule else []
    buttons = tuple(
        Choice(
            str(ctx.say(f"meetingeditor.button.{part}")),
            "meetingeditor.ask",
            (found.id, part),
            role=Role.ADMIN,
            row=row // 2,
        )
        for row, part in enumerate(EVERYTHING)
    )
    return ctx.reply(Text("\n").join(lines), choices=buttons, vanish=300)


def offered(found: Occurrence, meeting: Meeting, ctx: Context) -> Tell:
    """Tells whoever has just announced a meeting how it is changed."""
    assert ctx.event.who is not None
    who = ctx.event.who
    button = Choice(
        str(ctx.say_to(who, "meetingeditor.button.change")),
        "meetingeditor.menu",
        (found.id,),
        role=Role.ADMIN,
        once=False,
        hours=cards.hours_left(found, ctx),
    )
    return Tell(who, ctx.say_to(who, "meetingeditor.announced", title=meeting.title), choices=(button,))


def make(change: Change, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """Changes a meeting from now on: cards follow, seats that are new go to those who wait, whoever comes is told."""
    if getattr(meeting, change.part) == change.value:
        return []
    setattr(meeting, change.part, change.value)
    if change.part == "title":
        meeting.kind = invitations.kind_of(meeting.title)
    ctx.session.add(meeting)
    ctx.session.flush()
    touched = occurrences.ahead(meeting, ctx)
    found = [action for each in touched for action in seats.filled(each, meeting, ctx)]
    told = _told(change, meeting, touched, ctx) if change.part in ("place", "link") and change.value else []
    return [*_redrawn(touched, meeting, ctx), *told, *found]


def _redrawn(touched: list[Occurrence], meeting: Meeting, ctx: Context) -> list[AnyAction]:
    return [action for each in touched for action in cards.redraw(each, meeting, places.in_group(ctx))]


def _told(change: Change, meeting: Meeting, touched: list[Occurrence], ctx: Context) -> list[AnyAction]:
    """Whoever comes reads it once; the group does where one of them cannot be written to."""
    key, values = f"meetingeditor.news.{change.part}", {"title": meeting.title, "value": change.value}
    accounts = rsvps.persons(touched, ctx)
    until = touched[-1].starts_at if touched else None
    told: list[AnyAction] = [Tell(who, ctx.say_to(who, key, **values), until=until) for who in accounts]
    is_secret = change.part == "link" and meeting.hidden
    if is_secret or all(reachability.is_reachable(who, ctx) for who in accounts):
        return told
    return [*communities.everywhere(ctx, Send(ctx.group.chat, places.in_group(ctx).say(key, **values))), *told]


def kept(meeting: Meeting, ctx: Context) -> int:
    """How many hold a seat already where that is more than there are now; 0 when there is room."""
    taken = max((rsvps.seated(each, ctx) for each in occurrences.ahead(meeting, ctx)), default=0)
    return taken if meeting.capacity and taken > meeting.capacity else 0
