"""The group's rules: shown to whoever asks, set by admins."""

from bot import errors, settings
from bot.chat.actions import Actions, Answer, Choice, Send, Tell
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.chat.text import Text, utf16_length
from bot.context import Context
from bot.routing import Router
from bot.services import acceptance

router = Router("rules")

SHORT = 190  # what fits into the answer to a press
LONGEST = 3500  # characters of a group's rules
MONTH = 24.0 * 30


def rules_button(ctx: Context) -> Choice:
    """The button under a welcome; everybody may press it, again and again."""
    return Choice(str(ctx.say("rules.button")), "rules.show", once=False, hours=MONTH)


def agree_button(ctx: Context) -> Choice:
    """The button beside it: whoever presses it agrees to the rules."""
    return Choice(str(ctx.say("rules.agree")), "rules.agreed", once=False, hours=MONTH)


@router.command("rules", "aturan")
def rules(event: Command, ctx: Context) -> Actions:
    """The rules, in private where possible."""
    assert event.who is not None
    here = ctx.reply(_titled(ctx), vanish=120)
    return [here] if ctx.place.is_private else [Tell(event.who, _titled(ctx), otherwise=[here])]


@router.chose("rules.show")
def show(event: Chose, ctx: Context) -> Actions:
    """Short rules answer the press itself; long ones go to the person."""
    assert event.who is not None
    text = ctx.say("rules.text")
    if event.press and utf16_length(text) <= SHORT:
        return [Answer(ctx.place.chat, event.press, str(text), loud=True)]
    here = Send(ctx.place.chat, _titled(ctx), vanish=120, thread=event.thread)
    told: Actions = [Tell(event.who, _titled(ctx), otherwise=[here])]
    return [*told, Answer(ctx.place.chat, event.press, str(ctx.say("rules.coming")))] if event.press else told


@router.chose("rules.agreed")
def agreed(event: Chose, ctx: Context) -> Actions:
    """Writes down that somebody agrees, and thanks them alone."""
    assert event.who is not None
    acceptance.accept(event.who, ctx)
    if event.press:
        return [Answer(ctx.place.chat, event.press, str(ctx.say("rules.thanks")))]
    return [ctx.reply(ctx.say("rules.thanks"), vanish=20)]


@router.command("setrules", "aturaturan", role=Role.ADMIN)
def set_rules(event: Command, ctx: Context) -> Actions:
    """Sets the rules; without words shows the present ones and how to set them."""
    if not event.args:
        return [ctx.reply(ctx.say("rules.how_to_set", rules=ctx.say("rules.text")), vanish=120)]
    if len(event.args) > LONGEST:
        raise errors.Refused("rules.too_long", most=LONGEST)
    own = None if event.args.lower() in ("reset", "default", "bawaan") else event.args
    settings.reword(ctx.session, ctx.group, "rules.text", own)
    return [ctx.reply(ctx.say("rules.changed"))]


def _titled(ctx: Context) -> Text:
    return ctx.say("rules.titled", group=ctx.group.chat.title, rules=ctx.say("rules.text"))
