"""Organisers change a meeting that has been announced: its title, place, link and seats, by buttons."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Chose, Message
from bot.chat.text import Text, plain
from bot.context import Context
from bot.models import Meeting, Occurrence
from bot.routing import Router
from bot.services import conversations, places
from bot.services.meetings import changes, occurrences
from handlers.meetings import MOVING, allowed

router = Router("meetingeditor")

STEP = "meetingeditor.value"


@router.chose("meetingeditor.menu")
def menu(event: Chose, ctx: Context) -> Actions:
    """What shall be changed?"""
    return [changes.menu(*_planned(int(event.args[0]), ctx), ctx)]


@router.chose("meetingeditor.ask")
def ask(event: Chose, ctx: Context) -> Actions:
    """The next message says how it shall be."""
    found, meeting = _planned(int(event.args[0]), ctx)
    part = str(event.args[1])
    state = {"group": ctx.group.chat.id, "occurrence": found.id, "part": part}
    conversations.begin(MOVING if part == "when" else STEP, state, ctx)
    return [ctx.reply(ctx.say(f"meetingeditor.ask.{part}", title=meeting.title), vanish=300)]


@router.step(STEP)
def value(event: Message, ctx: Context) -> Actions:
    """It is like that from now on; what cannot be used is asked for again."""
    state = conversations.finish(ctx)
    ctx = places.about(state["group"], ctx)
    allowed(event, ctx)
    change = changes.read(state["part"], plain(event.text))
    if change is None:
        raise errors.Refused(f"meetingeditor.bad.{state['part']}")
    _, meeting = _planned(state["occurrence"], ctx)
    done = changes.make(change, meeting, ctx)
    return [ctx.reply(_said(change, meeting, ctx), vanish=300), *done]


def _planned(number: int, ctx: Context) -> tuple[Occurrence, Meeting]:
    found, meeting = occurrences.find(number, ctx)
    if found.state != "planned" or meeting.group_id != ctx.group.chat.id:
        raise errors.Refused("meetings.gone")
    return found, meeting


def _said(change: changes.Change, meeting: Meeting, ctx: Context) -> Text:
    """How it is now; that nobody loses a seat where there are fewer."""
    state = "done" if change.value else "none"
    said = ctx.say(f"meetingeditor.{state}.{change.part}", title=meeting.title, value=change.value)
    kept = changes.kept(meeting, ctx) if change.part == "capacity" else 0
    return Text("\n").join([said, ctx.say("meetingeditor.kept", count=kept)]) if kept else said
