"""What somebody says of themselves in a word: their level, their interests."""

from bot import errors
from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import Account, Chose, Command
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import levels, profiles

router = Router("profiles")


@router.command("level", "tingkat")
def level(event: Command, ctx: Context) -> Actions:
    """My level: shown with three buttons, or set by its name."""
    assert event.who is not None
    if not event.args:
        return _asked_level(event.who, ctx)
    found = levels.parse_level(event.args)
    if found is None:
        raise errors.Misused
    levels.set_level(event.who.id, found, ctx)
    return _quietly(ctx.say("profiles.level_now", level=ctx.say(f"levels.{found}")), ctx)


def _asked_level(who: Account, ctx: Context) -> Actions:
    present = levels.level_of(who.id, ctx)
    text = (
        ctx.say("profiles.level_is", level=ctx.say(f"levels.{present}"))
        if present
        else ctx.say("profiles.level_unknown")
    )
    choices = [Choice(str(ctx.say(f"levels.{each}")), "profiles.level", (each,), who=who) for each in levels.LEVELS]
    return _quietly(text, ctx, tuple(choices))


@router.chose("profiles.level")
def set_level(event: Chose, ctx: Context) -> Actions:
    """The same by button."""
    assert event.who is not None
    found = str(event.args[0])
    levels.set_level(event.who.id, found, ctx)
    return _quietly(ctx.say("profiles.level_now", level=ctx.say(f"levels.{found}")), ctx)


@router.command("interests", "minat")
def interests(event: Command, ctx: Context) -> Actions:
    """My interests: shown, or set as a list."""
    assert event.who is not None
    row = profiles.profile(event.who.id, ctx)
    if event.args:
        row.interests = profiles.parse_interests(event.args)
        if not row.interests:
            raise errors.Misused
        ctx.session.add(row)
        ctx.session.flush()
    if not row.interests:
        return _quietly(ctx.say("profiles.no_interests"), ctx)
    words = ", ".join(profiles.say_topic(word, ctx) for word in row.interests)
    return _quietly(ctx.say("profiles.interests_are", interests=words), ctx)


def _quietly(text: Text, ctx: Context, choices: tuple[Choice, ...] = ()) -> Actions:
    """To the person alone; in the group only if they cannot be written to."""
    here = ctx.reply(text, choices=choices)
    if ctx.place.is_private or ctx.event.who is None:
        return [here]
    return [Tell(ctx.event.who, text, choices=choices, otherwise=[here])]
