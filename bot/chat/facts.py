"""What only the platform knows and a handler may ask for."""

from dataclasses import dataclass
from enum import IntEnum

from bot.chat.events import Account, Chat


class Role(IntEnum):
    """What somebody may do in a group, in rising order."""

    STRANGER = 0
    NEWCOMER = 1
    MEMBER = 2
    MODERATOR = 3
    ADMIN = 4
    OWNER = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A question to a platform; its class says what the answer is."""


@dataclass(frozen=True, slots=True)
class RoleOf(Fact):
    """Somebody's `Role` in a group."""

    group: Chat
    who: Account


@dataclass(frozen=True, slots=True)
class File(Fact):
    """The bytes of a document, at most `MAX_FILE` of them."""

    chat: Chat
    id: str


@dataclass(frozen=True, slots=True)
class MemberCount(Fact):
    """How many members a group has, bots included."""

    group: Chat


@dataclass(frozen=True, slots=True)
class InviteLink(Fact):
    """A link by which people join a group."""

    group: Chat


MAX_FILE = 5 * 1024 * 1024
