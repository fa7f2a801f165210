"""What a platform can do, and what stands in for what it cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.chat.actions import (
    Action,
    Admit,
    AskPoll,
    Ban,
    Choice,
    Close,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Mute,
    Pin,
    React,
    Relink,
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
    deletes: bool = True
    closing: bool = True
    reactions: bool = True
    many_deletes: bool = True
    joins_by_request: bool = True
    relinks: bool = False  # whoever was removed could come back by the old link
    files: bool = True
    edits_for: float | None = None  # seconds after which a message can no longer be changed
    text_limit: int = 4096
    prefixes: str = "/"
    link: str = ""  # where a {message} of the chat can be seen; empty where it has no address
    behind: bool | None = None  # whether more of what people did may be waiting there; None where nobody can tell
    most_choices: int | None = None  # more of them than this become a numbered menu

    @property
    def numbers(self) -> bool:
        """Whether some choices are offered as a numbered menu."""
        return not self.buttons or self.most_choices is not None

    def offers(self, choices: "Sequence[Choice]") -> bool:
        """Whether so many choices can be shown as buttons."""
        return self.buttons and (self.most_choices is None or len(choices) <= self.most_choices)


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
        case Send() | AskPoll() | Edit():
            return _said(action, can, menu)
        case Mute() | Unmute() if not can.mutes:
            return [_enforced(action, "mute")]
        case Ban() if not can.bans:
            return [_enforced(replace(action, then=()), "ban"), _removed(action), *_relinked(action, can)]
        case Unban() if not can.bans:
            return [_enforced(action, "ban")]
        case Pin() if not can.pins:
            return degrade(Send(action.to, action.text, **_follows(action)), can, menu) if action.text else []
        case DeleteMany() if action.messages and can.deletes and not can.many_deletes:
            *others, last = [Delete(action.to, message=message) for message in action.messages]
            return [*others, replace(last, **_follows(action))]
    return [] if _is_beyond(action, can) else [action]


def _said(action: Send | AskPoll | Edit, can: Abilities, menu: Menu) -> list[Action]:
    match action:
        case Send() if action.document and not can.files:
            plain = replace(action, document=0, filename="")
            return _said(plain, can, menu) if action.text else []
        case Edit() if not can.edits:
            instead = Send(action.to, action.text, key=action.key, choices=action.choices, **_follows(action))
            return _said(instead, can, menu)
        case Send() | Edit() if action.choices and not can.offers(action.choices):
            return [replace(action, text=with_menu(action.text, action.choices, menu))]
        case AskPoll() if not can.polls:
            return _said(poll_as_question(action), can, menu)
        case AskPoll() if action.correct and not can.quizzes:
            return [replace(action, correct=(), explanation="", seconds=0)]
    return [action]


def _follows(action: Action) -> dict[str, Any]:
    """What people are told afterwards is the same, whatever is done instead."""
    return {"then": action.then, "otherwise": action.otherwise}


def _enforced(action: Mute | Unmute | Ban | Unban, kind: str) -> Action:
    """Our own rule holds, or no longer holds, what the platform cannot."""
    on = isinstance(action, Mute | Ban)
    until = action.until if isinstance(action, Mute | Ban) else None
    return Enforce(action.to, kind, on, action.who.id, until, then=action.then)


def _removed(ban: Ban) -> Action:
    return Remove(ban.to, ban.who, **_follows(ban))


def _relinked(ban: Ban, can: Abilities) -> list[Action]:
    return [Relink(ban.to)] if can.relinks else []


def _is_beyond(action: Action, can: Abilities) -> bool:
    """Whether there is nothing to do instead."""
    match action:
        case Unpin():
            return not can.pins
        case Delete() | DeleteMany():
            return not can.deletes
        case ClosePoll():
            return not can.polls
        case React():
            return not can.reactions
        case Close() | Reopen():
            return not can.closing
        case Admit():
            return not can.joins_by_request
        case Relink():
            return not can.relinks
    return False


def with_menu(text: Text | str, choices: Sequence[Choice], menu: Menu) -> Text:
    """A message whose choices are answered by number; it is asked for once."""
    lines = menu([choice.label for choice in choices])
    return concat(text) if text.endswith(lines) else concat(text, "\n\n", lines)


def poll_as_question(poll: AskPoll) -> Send:
    """A poll asked as a message with choices; they go to the poll's route, anybody may answer."""
    labels = enumerate(poll.options)
    return Send(
        poll.to,
        poll.question,
        key=poll.key,
        choices=tuple(Choice(label, poll.route, (*poll.args, index), once=False) for index, label in labels),
        thread=poll.thread,
        weight=poll.weight,
        until=poll.until,
        **_follows(poll),
    )
