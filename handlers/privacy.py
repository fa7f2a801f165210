"""What is kept, what is held about me, and how I am forgotten."""

import json
from datetime import timedelta

from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import Chose, Command
from bot.context import Context
from bot.routing import Router
from bot.services import privacy, transfers
from bot.services.schedule import schedule

router = Router("privacy")

GRACE = timedelta(seconds=20)  # so that the answer is out before the person is forgotten


@router.command("privacy", "privasi", about_group=False)
def explain(event: Command, ctx: Context) -> Actions:
    """What Pamong keeps and for how long, in private where possible."""
    assert event.who is not None
    here = ctx.reply(ctx.say("privacy.explained"), vanish=120)
    return [here] if ctx.place.is_private else [Tell(event.who, here.text, otherwise=[here])]


@router.command("mydata", "datasaya", about_group=False)
def my_data(event: Command, ctx: Context) -> Actions:
    """Everything that is held about me, as a file, to me alone."""
    assert event.who is not None
    ask_first = ctx.reply(ctx.say("privacy.open_private"))
    held = privacy.held_about(ctx.session, event.who.id)
    data = json.dumps(held, ensure_ascii=False, indent=2).encode()
    file = transfers.keep("pamong-mydata.json", data, ctx)
    rows = sum(len(rows) for rows in held.values())
    told = [] if ctx.place.is_private else [ctx.reply(ctx.say("privacy.sent"))]
    text = ctx.say("privacy.data", count=rows)
    return [Tell(event.who, text, document=file, filename="pamong-mydata.json", then=told, otherwise=[ask_first])]


@router.command("forgetme", "hapusdata", about_group=False)
def forget_me(event: Command, ctx: Context) -> Actions:
    """Asks once more: what is forgotten does not come back."""
    yes = Choice(str(ctx.say("privacy.forget_yes")), "privacy.forget", who=event.who, hours=0.5)
    no = Choice(str(ctx.say("privacy.forget_no")), "privacy.keep", who=event.who, hours=0.5)
    assert event.who is not None
    here = ctx.reply(ctx.say("privacy.forget_sure"), choices=(yes, no))
    if ctx.place.is_private:
        return [here]
    return [Tell(event.who, here.text, choices=(yes, no), otherwise=[here])]


@router.chose("privacy.forget")
def forget(event: Chose, ctx: Context) -> Actions:
    """Within a minute everything is gone, this answer's own row as well."""
    assert event.who is not None
    name = f"identity:{event.who.id}"
    schedule(ctx.session, ctx.place, "forget", name, ctx.now + GRACE, {"identity": event.who.id})
    return [ctx.reply(ctx.say("privacy.forgotten"))]


@router.chose("privacy.keep")
def keep(event: Chose, ctx: Context) -> Actions:
    """Nothing is erased."""
    return [ctx.reply(ctx.say("privacy.kept"))]
