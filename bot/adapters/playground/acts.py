"""Everything that people can do on the pretend platform, by name."""

from collections.abc import Callable

from bot.adapters.playground import belonging, talking
from bot.adapters.playground.scene import Scene
from bot.chat.events import Event

Act = Callable[[Scene], list[Event]]
"""Changes the world and gives the events by which the bot hears of it."""

ACTS: dict[str, Act] = {
    "say": talking.say,
    "send": talking.send,
    "edit": talking.edit,
    "delete": talking.delete,
    "press": talking.press,
    "vote": talking.vote,
    "react": talking.react,
    "join": belonging.join,
    "leave": belonging.leave,
    "appoint": belonging.appoint,
    "invite": belonging.invite,
    "gather": belonging.gather,
    "speak": belonging.speak,
    "add": belonging.add,
}
