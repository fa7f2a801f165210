"""Short anonymous surveys: one question, answered by a button."""

from bot import errors
from bot.chat.actions import Actions, Answer
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.switches import OFF
from bot.routing import Router
from bot.services import places, surveys

router = Router("surveys")

STOP = OFF | {"stop", "selesai", "tutup", "close"}
NPS = ("nps",)
SHORTEST = 5  # characters


@router.command("survey", "survei", role=Role.ADMIN)
def survey(event: Command, ctx: Context) -> Actions:
    """Asks the group a question with five buttons, or how likely they are to recommend it; `stop` ends it."""
    words = event.args.strip()
    running = surveys.newest(ctx)
    if not words or words.lower() in STOP:
        if running is None:
            raise errors.Misused
        return _ended(ctx) if words else [ctx.reply(surveys.words(running, places.in_group(ctx)))]
    kind = "nps" if words.lower() in NPS else "scale"
    if kind == "scale" and len(words) < SHORTEST:
        raise errors.Misused
    if running is not None and running.state == "open":
        raise errors.Refused("surveys.running")
    asked = surveys.ask(surveys.begin(kind, "" if kind == "nps" else words, ctx), places.in_group(ctx))
    return [asked, ctx.reply(ctx.say("surveys.asked"))] if ctx.place.is_private else [asked]


def _ended(ctx: Context) -> Actions:
    running = surveys.newest(ctx)
    if running is None or running.state != "open":
        raise errors.Refused("surveys.none")
    surveys.end(running, ctx)
    return [*surveys.show(running, places.in_group(ctx)), ctx.reply(surveys.result(running, ctx))]


@router.chose("surveys.answer")
def answer(event: Chose, ctx: Context) -> Actions:
    """Counted once a person; nobody sees what they chose."""
    assert event.who is not None
    row = surveys.find(int(event.args[0]), ctx)
    if row is None:
        raise errors.Refused("surveys.none")
    surveys.answer(row, event.who, int(event.args[1]), ctx)
    surveys.recount_soon(row, ctx)
    thanks = ctx.say("surveys.thanks")
    return [Answer(ctx.place.chat, event.press, str(thanks))] if event.press else [ctx.reply(thanks, vanish=10)]
