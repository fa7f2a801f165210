"""What an error of python-telegram-bot means for an order: done, later, never, or the end of the platform."""

from dataclasses import dataclass
from enum import Enum, auto

import httpx
from telegram import error

from bot.adapters.telegram.pace import patience
from bot.chat.actions import (
    Action,
    Admit,
    AskPoll,
    Ban,
    Close,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Leave,
    LookUp,
    Mute,
    Pin,
    Remove,
    Reopen,
    Send,
    Unban,
    Unmute,
    Unpin,
)
from bot.chat.events import Chat, ChatKind
from bot.chat.facts import InviteLink


class Fate(Enum):
    """What becomes of an order."""

    DONE = auto()
    LATER = auto()
    NEVER = auto()
    MOVED = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`seconds` 0 asks for a pause that grows with every failure; `to` is a group's new address."""

    fate: Fate
    seconds: float = 0.0
    reason: str = "refused"
    missing: str = ""
    unknown: bool = False
    to: str = ""


class Impossible(Exception):
    """An order that Telegram need not be asked about; `reason` as in `Refused`."""

    def __init__(self, reason: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason


HARMLESS: dict[type[Action], tuple[str, ...]] = {
    Edit: ("message is not modified",),
    Delete: ("message to delete not found",),
    ClosePoll: ("poll has already been closed",),
    Unpin: ("message to unpin not found",),
    Close: ("chat_not_modified",),
    Reopen: ("chat_not_modified",),
    Admit: ("user_already_participant",),
    Leave: ("not a member", "was kicked"),
}
"""Refusals which say that what was wanted is so already."""

MISSING: dict[type[Action], str] = {
    Delete: "delete_messages",
    DeleteMany: "delete_messages",
    Pin: "pin_messages",
    Unpin: "pin_messages",
    Admit: "invite_users",
    Send: "send_messages",
    AskPoll: "send_messages",
    Edit: "send_messages",
} | dict.fromkeys((Mute, Unmute, Ban, Unban, Remove, Close, Reopen), "restrict_members")

GONE = ("was kicked", "not a member", "was deleted", "group is deactivated", "chat not found", "channel_private")
UNREACHABLE = ("blocked by the user", "deactivated", "initiate conversation", "messages to bots", "chat not found")
RIGHTS = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "right_forbidden",
    "message_delete_forbidden",
)
ADMIN = ("is an administrator of the chat", "remove chat owner", "user_admin_invalid", "restrict self")
UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


def verdict(action: Action, failure: error.TelegramError) -> Verdict:
    """Judges a failed call; an answer that was lost on the way leaves it unknown."""
    match failure:
        case error.RetryAfter():
            return Verdict(Fate.LATER, patience(failure))
        case error.ChatMigrated():
            return Verdict(Fate.MOVED, 1.0, to=str(failure.new_chat_id))
        case error.InvalidToken():
            return Verdict(Fate.STOPPED) if "unauthorized" in _words(failure) else Verdict(Fate.NEVER)
        case error.BadRequest() | error.Forbidden():
            return _refusal(action, _words(failure))
        case error.NetworkError():
            return _trouble(failure)
        case _:
            return Verdict(Fate.NEVER)


def _words(failure: error.TelegramError) -> str:
    return str(failure).lower()


def _trouble(failure: error.NetworkError) -> Verdict:
    """Answered with an error of the server, never sent, or sent without an answer."""
    lost = isinstance(failure.__cause__, httpx.HTTPError)
    if not lost or isinstance(failure.__cause__, UNSENT):
        return Verdict(Fate.LATER)
    return Verdict(Fate.NEVER, reason="timeout", unknown=True)


def _refusal(action: Action, words: str) -> Verdict:
    kind = next((kind for kind in HARMLESS if isinstance(action, kind)), None)
    if kind is not None and _any(HARMLESS[kind], words):
        return Verdict(Fate.DONE)
    if _any(ADMIN, words):
        return Verdict(Fate.NEVER, reason="is_admin")
    if _any(RIGHTS, words) or (_deletes_in_group(action) and "message can't be deleted" in words):
        return Verdict(Fate.NEVER, reason="rights", missing=missing(action))
    return Verdict(Fate.NEVER, reason=_absence(action.to, words))


def _absence(chat: Chat, words: str) -> str:
    if chat.kind is ChatKind.PRIVATE:
        return "unreachable" if _any(UNREACHABLE, words) else "refused"
    return "gone" if _any(GONE, words) else "refused"


def _deletes_in_group(action: Action) -> bool:
    return isinstance(action, Delete | DeleteMany) and action.to.kind is ChatKind.GROUP


def missing(action: Action) -> str:
    """The right without which an action is refused."""
    if isinstance(action, LookUp):
        return "invite_users" if isinstance(action.fact, InviteLink) else ""
    return next((right for kind, right in MISSING.items() if isinstance(action, kind)), "")


def _any(phrases: tuple[str, ...], words: str) -> bool:
    return any(phrase in words for phrase in phrases)
