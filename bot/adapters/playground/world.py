"""The pretend platform's state: people, chats, and what stands in them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.chat.abilities import Abilities
from bot.chat.events import Account, AccountKind, Chat, ChatKind
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.engine.orders import Button

PLATFORM = "playground"
BOT = "bot"
BOT_NAME = "pamong_bot"
RIGHTS = frozenset({"change_info", "delete_messages", "invite_users", "pin_messages", "restrict_members"})
KEPT = 200  # messages a chat


class Rank(StrEnum):
    """What a member is in a group, by the platform's own words."""

    CREATOR = "creator"
    ADMIN = "admin"
    MODERATOR = "moderator"
    MEMBER = "member"

    @property
    def role(self) -> Role:
        """The rank as the bot understands it."""
        return _ROLES[self]


_ROLES = {
    Rank.CREATOR: Role.ADMIN,
    Rank.ADMIN: Role.ADMIN,
    Rank.MODERATOR: Role.MODERATOR,
    Rank.MEMBER: Role.MEMBER,
}


class Manner(StrEnum):
    """Which kind of messenger the world resembles."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"

    @property
    def abilities(self) -> Abilities:
        """What chats can do."""
        return Abilities() if self is Manner.TELEGRAM else PLAIN


PLAIN = Abilities(
    buttons=False,
    quizzes=False,
    mutes=False,
    bans=False,
    many_deletes=False,
    joins_by_request=False,
    prefixes=".!/",
)


@dataclass(slots=True)
class Person:
    """Somebody who takes part; `opened` once they have written to the bot in private."""

    id: str
    name: str
    username: str
    address: str
    language: str = "id"
    opened: bool = False

    @property
    def account(self) -> Account:
        """The person as the bot meets them."""
        return Account(PLATFORM, self.address, self.name, self.username, self.language)


@dataclass(slots=True)
class Member:
    """A person's place in one group."""

    rank: Rank = Rank.MEMBER
    present: bool = True
    muted: bool = False
    muted_until: datetime | None = None
    banned: bool = False
    banned_until: datetime | None = None


@dataclass(slots=True)
class Poll:
    """A poll below a message; votes by person, as the numbers of options."""

    id: str
    options: tuple[str, ...]
    correct: tuple[int, ...] = ()
    explanation: str = ""
    several: bool = False
    closed: bool = False
    closes_at: datetime | None = None
    votes: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Said:
    """One message; a line of the platform itself has no author but a `service` text key."""

    id: str
    author: str
    text: Text
    at: datetime
    reply_to: str = ""
    buttons: tuple[Button, ...] = ()
    poll: Poll | None = None
    document: str = ""
    edited: bool = False
    service: str = ""
    whom: str = ""
    alert: bool = False
    reactions: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Room:
    """A group, or the private chat of one person with the bot."""

    address: str
    kind: ChatKind
    title: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    messages: list[Said] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    closed: bool = False
    bot_present: bool = True

    @property
    def chat(self) -> Chat:
        """The chat as the bot meets it."""
        return Chat(PLATFORM, self.address, self.kind, self.title)

    @property
    def present(self) -> list[str]:
        """Who is in it now."""
        return [person for person, member in self.members.items() if member.present]

    def find(self, message: str) -> Said | None:
        """A message that is still there."""
        return next((said for said in reversed(self.messages) if said.id == message), None)

    def add(self, said: Said) -> Said:
        """Shows a message; the oldest ones scroll out of memory."""
        self.messages.append(said)
        del self.messages[:-KEPT]
        return said

    def remove(self, *messages: str) -> None:
        """Messages vanish for everybody."""
        self.messages = [said for said in self.messages if said.id not in messages]
        self.pinned = [pinned for pinned in self.pinned if pinned not in messages]


@dataclass(frozen=True, slots=True)
class Toast:
    """A notice that one person sees for a moment."""

    id: int
    who: str
    text: str
    loud: bool = False


@dataclass(slots=True)
class World:
    """Everything that the pretend platform knows; `mark` tells worlds of one process apart."""

    mark: str = ""
    manner: Manner = Manner.TELEGRAM
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    presses: dict[str, str] = field(default_factory=dict)
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=20))
    count: int = 0

    def number(self) -> str:
        """A new id: of a message, a poll, a press, an event."""
        self.count += 1
        return str(self.count)

    def key(self) -> str:
        """The key of a new event; no two worlds of a process share one."""
        return f"{PLATFORM}{self.mark}:{self.number()}"

    def add_person(self, id_: str, name: str, username: str, language: str) -> Person:
        """Somebody new, outside every group, with a private chat that nobody has opened."""
        person = self.people[id_] = Person(id_, name, username, id_ + self.mark, language)
        self.rooms[person.address] = Room(person.address, ChatKind.PRIVATE)
        return person

    def add_group(self, id_: str, title: str) -> Room:
        """A group with the bot in it."""
        room = Room(id_ + self.mark, ChatKind.GROUP, title)
        self.rooms[room.address] = room
        return room

    @property
    def groups(self) -> list[Room]:
        """The groups, in the order in which they were made."""
        return [room for room in self.rooms.values() if room.kind is ChatKind.GROUP]

    def known(self, address: str) -> Person | None:
        """Who has this address."""
        return next((person for person in self.people.values() if person.address == address), None)

    def account(self, author: str) -> Account | None:
        """The author of a message as the bot meets them."""
        if author == BOT:
            return bot_account()
        person = self.people.get(author)
        return person.account if person else None

    def toast(self, who: str, text: str, *, loud: bool = False) -> None:
        """Shows somebody a notice."""
        self.toasts.append(Toast(int(self.number()), who, text, loud))

    def open_polls(self) -> Iterator[tuple[Room, Poll]]:
        """Polls that take votes, with their chats."""
        for room in self.rooms.values():
            for said in room.messages:
                if said.poll is not None and not said.poll.closed:
                    yield room, said.poll


def bot_account() -> Account:
    """The bot itself, as the author of what is answered and as who removes people."""
    return Account(PLATFORM, BOT, "Pamong", BOT_NAME, kind=AccountKind.BOT)
