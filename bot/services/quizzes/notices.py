"""Small signs that something was noted: for a press a notice, for a typed number a reaction."""

from bot.chat.actions import Answer, AnyAction, React
from bot.chat.events import Chose
from bot.chat.text import Text
from bot.context import Context


def noted(event: Chose, text: Text, ctx: Context) -> list[AnyAction]:
    """What somebody chose is noted."""
    if event.press:
        return [Answer(ctx.place.chat, event.press, str(text))]
    return seen(event.message, ctx)


def seen(message: str, ctx: Context) -> list[AnyAction]:
    """A message was read."""
    return [React(ctx.place.chat, message, "👌")] if message and ctx.abilities.reactions else []
