"""What a platform can do, and what stands in for what it cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.actions import (
    Action,
    AskPoll,
    Ban,
    Choice,
    Close,
    Delete,
    DeleteMany,
    Edit,
    Mute,
    Pin,
    React,
    Remove,
    Reopen,
    Send,
    Unban,
    Unmute,
    Unpin,
)
from bot.chat.text import Text, concat


@dataclass(frozen=True, slots=True)
class Abilities:
    """One chat's possibilities; the defaults are Telegram's."""

    buttons: bool = True
    polls: bool = True
    quizzes: bool = True
    edits: bool = True
    mutes: bool = True
    bans: bool = True
    pins: bool = True
    closing: bool = True
    reactions: bool = True
    many_deletes: bool = True
    joins_by_request: bool = True
    files: bool = True
    text_limit: int = 4096
    prefixes: str = "/"


@dataclass(frozen=True, slots=True)
class Enforce(Action):
    """A restriction that the platform cannot hold: our own rule does ("mute" deletes, "ban" removes again)."""

    kind: str = "mute"
    on: bool = True
    who_id: int = 0
    until: datetime | None = None


Menu = Callable[[Sequence[str]], str]
"""Gives the words that ask for a number: labels in, the lines below the message out."""


def degrade(action: Action, can: Abilities, menu: Menu) -> list[Action]:
    """What to do instead, in a chat with these abilities; the action itself where nothing is missing.

    Pure: the same in, the same out, and nothing in the result needs an ability that is missing.
    Nothing to do instead is an empty list.
    """
    match action:
        case Send() if action.choices and not can.buttons:
            return [replace(action, text=with_menu(action.text, action.choices, menu))]
        case AskPoll() if not can.polls:
            return [poll_as_menu(action, menu)]
        case AskPoll() if action.correct and not can.quizzes:
            return [replace(action, correct=(), explanation="", seconds=0)]
        case Edit() if not can.edits:
            return degrade(Send(action.to, action.text, key=action.key, choices=action.choices), can, menu)
        case Edit() if action.choices and not can.buttons:
            return [replace(action, text=with_menu(action.text, action.choices, menu))]
        case Mute() if not can.mutes:
            return [Enforce(action.to, "mute", True, action.who.id, action.until, then=action.then)]
        case Unmute() if not can.mutes:
            return [Enforce(action.to, "mute", False, action.who.id, then=action.then)]
        case Ban() if not can.bans:
            removal = Remove(action.to, action.who, then=action.then, otherwise=action.otherwise)
            return [Enforce(action.to, "ban", True, action.who.id, action.until), removal]
        case Unban() if not can.bans:
            return [Enforce(action.to, "ban", False, action.who.id, then=action.then)]
        case Pin() if not can.pins:
            return [Send(action.to, action.text)] if action.text else []
        case DeleteMany() if not can.many_deletes:
            return [Delete(action.to, message=message) for message in action.messages]
        case Unpin() if not can.pins:
            return []
        case React() if not can.reactions:
            return []
        case Close() | Reopen() if not can.closing:
            return []
    return [action]


def with_menu(text: Text | str, choices: Sequence[Choice], menu: Menu) -> Text:
    """A message whose choices are answered by number."""
    return concat(text, "\n\n", menu([choice.label for choice in choices]))


def poll_as_menu(poll: AskPoll, menu: Menu) -> Action:
    """A poll asked as a numbered question; numbers go to the poll's route, anybody may answer."""
    choices = tuple(Choice(label, poll.route, (index,), once=False) for index, label in enumerate(poll.options))
    return Send(
        poll.to,
        with_menu(poll.question, choices, menu),
        key=poll.key,
        choices=choices,
        thread=poll.thread,
        weight=poll.weight,
        until=poll.until,
    )
