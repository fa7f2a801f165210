"""What the pretend WhatsApp knows: people, groups, messages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

BOT_PHONE, BOT_LID = "6289900000001@c.us", "900000000000001@lid"
EDITABLE = 15 * 60  # seconds


@dataclass(frozen=True)
class Person:
    """Somebody with a phone and the opaque id that groups show instead."""

    name: str
    phone: str
    lid: str


@dataclass
class Said:
    """A message; `author` is empty for the bot's."""

    id: str
    chat: str
    author: str
    text: str
    at: datetime
    options: tuple[str, ...] = ()
    reply_to: str = ""
    mentions: tuple[str, ...] = ()
    file: bytes = b""
    votes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forwarded: bool = False
    mime: str = ""
    filename: str = "file"

    @property
    def serialized(self) -> str:
        """As the gateway names it."""
        own = "true" if not self.author else "false"
        author = f"_{self.author}" if self.author and self.chat.endswith("@g.us") else ""
        return f"{own}_{self.chat}_{self.id}{author}"


@dataclass
class Chat:
    """A group, or the private chat with one person."""

    id: str
    subject: str = ""
    roles: dict[str, str] = field(default_factory=dict)  # by address
    messages: list[Said] = field(default_factory=list)
    closed: bool = False
    invite: str = "AAAA1111"
    pinned: list[str] = field(default_factory=list)
    asking: list[str] = field(default_factory=list)
    felt: list[datetime] = field(default_factory=list)  # when people reacted and voted

    @property
    def is_group(self) -> bool:
        return self.id.endswith("@g.us")


@dataclass
class World:
    """Everything, with the clock that it goes by."""

    now: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=dict)  # by either address
    chats: dict[str, Chat] = field(default_factory=dict)
    by_id: dict[str, Said] = field(default_factory=dict)
    status: str = "WORKING"
    tells_lid: bool = True
    numbers: Any = field(default_factory=lambda: count(1))

    def person(self, name: str) -> Person:
        """Somebody new."""
        number = next(self.numbers)
        made = Person(name, f"62812{number:08}@c.us", f"7{number:014}@lid")
        self.people |= {made.phone: made, made.lid: made}
        return made

    def group(self, subject: str) -> Chat:
        """A new group without anybody."""
        made = Chat(f"1203630{next(self.numbers):011}@g.us", subject)
        self.chats[made.id] = made
        return made

    def chat(self, address: str) -> Chat:
        """A chat by its address; a person's by either of theirs."""
        person = self.people.get(address)
        known = person.lid if person else address
        return self.chats.setdefault(known, Chat(known))

    def add(self, said: Said) -> Said:
        """A message appears; one with an id that is there already does not."""
        if said.id in self.by_id:
            return self.by_id[said.id]
        self.by_id[said.id] = said
        self.chat(said.chat).messages.append(said)
        return said

    def find(self, name: str) -> Said | None:
        """A message by its serialized name, or its bare id."""
        parts = name.split("_")
        said = self.by_id.get(parts[2] if len(parts) > 2 else name)
        return said if said and said in self.chat(said.chat).messages else None

    def new_id(self) -> str:
        """An id as phones make them."""
        return f"3A{next(self.numbers):018X}"
