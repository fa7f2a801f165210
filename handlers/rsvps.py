"""What comes next, and who comes: yes, maybe, no, a place among those who wait, a file for one's calendar."""

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Choice, Send, Tell
from bot.chat.events import Chose, Command
from bot.chat.text import Text
from bot.context import Context
from bot.domain.dates import say_start
from bot.models import Meeting, Occurrence, Rsvp
from bot.routing import Router
from bot.services import reachability, transfers
from bot.services.meetings import calendars, cards, occurrences, rsvps, seats

router = Router("rsvps")

SHOWN = 5
LABEL = 40  # characters of a title on a button
NOTICE = 200  # characters that a press is answered with


@router.command("events", "jadwal")
def events(event: Command, ctx: Context) -> Actions:
    """What comes next: one meeting with its answers, several as a list; `feed` gives the address to subscribe to."""
    if event.args.lower() in ("feed", "kalender", "calendar", "ics"):
        return [ctx.reply(_address(ctx), vanish=120)]
    found = occurrences.upcoming(ctx, SHOWN)
    if not found:
        return [ctx.reply(ctx.say("rsvps.none"))]
    if len(found) == 1:
        return [_card(*found[0], ctx)]
    lines = [_line(row, meeting, number, ctx) for number, (row, meeting) in enumerate(found, 1)]
    text = Text("\n").join([ctx.say("rsvps.listed", group=ctx.group.chat.title), *lines])
    buttons = tuple(_button(row, meeting, number, ctx) for number, (row, meeting) in enumerate(found, 1))
    return [ctx.reply(text, choices=buttons, vanish=300)]


def _address(ctx: Context) -> Text:
    if not ctx.installation.public_url:
        raise errors.Refused("rsvps.no_feed")
    word = calendars.token(ctx.group.chat.id, ctx.installation.key)
    return ctx.say("rsvps.feed", address=f"{ctx.installation.public_url.rstrip('/')}/calendar/{word}.ics")


def _card(found: Occurrence, meeting: Meeting, ctx: Context) -> Send:
    assert ctx.event.who is not None
    mine = rsvps.find(found, ctx.event.who, ctx)
    full = ctx.place.is_private and mine is not None and mine.answer == "yes"
    return ctx.reply(cards.words(found, meeting, ctx, full=full), choices=cards.choices(found, ctx), vanish=300)


def _line(found: Occurrence, meeting: Meeting, number: int, ctx: Context) -> Text:
    start = say_start(occurrences.local(found, meeting), ctx.language)
    return ctx.say("rsvps.line", number=number, title=meeting.title, when=start)


def _button(found: Occurrence, meeting: Meeting, number: int, ctx: Context) -> Choice:
    hours = cards.hours_left(found, ctx)
    label = f"{number}. {meeting.title[:LABEL]}" if ctx.abilities.buttons else meeting.title[:LABEL]
    return Choice(label, "rsvps.show", (found.id,), once=False, hours=hours, row=number)


@router.chose("rsvps.show")
def show(event: Chose, ctx: Context) -> Actions:
    """One meeting with its answers."""
    return [_card(*occurrences.find(int(event.args[0]), ctx), ctx)]


@router.chose("rsvps.answer")
def answer(event: Chose, ctx: Context) -> Actions:
    """Yes, maybe or no; said at once to the person, shown on the card soon."""
    assert event.who is not None
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    home, before = occurrences.at_home(meeting, ctx), rsvps.find(found, event.who, ctx)
    was = before.answer if before else ""
    mine, following = rsvps.answer(found, meeting, event.who, str(event.args[1]), home)
    cards.redraw_soon(found, home)
    offered = seats.offered(following, found, meeting, home) if following is not None else []
    return [*_said(event, mine, found, meeting, ctx, is_new=was != mine.answer), *offered]


def _said(
    event: Chose, mine: Rsvp, found: Occurrence, meeting: Meeting, ctx: Context, *, is_new: bool
) -> list[AnyAction]:
    """To the person alone: the press is answered, a link goes to their private chat."""
    assert event.who is not None
    key = f"rsvps.said.{mine.answer}"
    place = {"place": rsvps.place(mine, ctx)} if mine.answer == "waiting" else {}
    text = ctx.say(key, title=meeting.title, **place)
    if mine.answer != "yes" or not meeting.link or not meeting.hidden or not is_new:
        return [told(event, text, ctx)]
    private = Tell(event.who, ctx.say_to(event.who, "rsvps.link", title=meeting.title, link=meeting.link))
    if reachability.is_reachable(event.who, ctx):
        return [told(event, text, ctx), private]
    return [told(event, ctx.say("rsvps.link", title=meeting.title, link=meeting.link), ctx, loud=True)]


def told(event: Chose, text: Text, ctx: Context, *, loud: bool = False) -> AnyAction:
    """A notice that only the person sees where the press can be answered, else a short message."""
    if event.press:
        return Answer(ctx.place.chat, event.press, str(text)[:NOTICE], loud=loud)
    return ctx.reply(text, vanish=30)


@router.chose("rsvps.claim")
def claim(event: Chose, ctx: Context) -> Actions:
    """The seat that was kept is taken; too late, it may be somebody else's."""
    assert event.who is not None
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    mine = rsvps.find(found, event.who, ctx)
    if mine is None or mine.answer not in ("offered", "yes"):
        raise errors.Refused("rsvps.lapsed")
    home = occurrences.at_home(meeting, ctx)
    mine, _ = rsvps.answer(found, meeting, event.who, "yes", home)
    cards.redraw_soon(found, home)
    return _said(event, mine, found, meeting, ctx, is_new=True)


@router.chose("rsvps.calendar")
def calendar(event: Chose, ctx: Context) -> Actions:
    """The file for one's calendar, in private."""
    assert event.who is not None
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    mine = rsvps.find(found, event.who, ctx)
    data = calendars.single(found, meeting, ctx.now, full=not meeting.hidden or _comes(mine))
    file = transfers.keep("pamong.ics", data, ctx)
    text = ctx.say_to(event.who, "rsvps.calendar", title=meeting.title)
    told_ = told(event, ctx.say("rsvps.calendar_sent"), ctx)
    first = told(event, reachability.how(ctx), ctx, loud=True)
    if not reachability.is_reachable(event.who, ctx):
        return [first]
    return [told_, Tell(event.who, text, document=file, filename="pamong.ics")]


def _comes(mine: Rsvp | None) -> bool:
    return mine is not None and mine.answer == "yes"
