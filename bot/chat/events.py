"""What happened: everything that may change state reaches the engine as one of these values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.chat.text import Text


class ChatKind(StrEnum):
    """A group under care, or the chat with one person."""

    GROUP = "group"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat; `id` is ours and 0 until the engine has met it, `address` is the platform's."""

    platform: str
    address: str
    kind: ChatKind = ChatKind.GROUP
    title: str = field(default="", compare=False)
    id: int = 0


class AccountKind(StrEnum):
    """Who speaks: a person, a bot, an admin who hides, a channel, the linked channel's own posts."""

    PERSON = "person"
    BOT = "bot"
    ANONYMOUS_ADMIN = "anonymous_admin"
    CHANNEL = "channel"
    LINKED_CHANNEL = "linked_channel"


@dataclass(frozen=True, slots=True)
class Account:
    """One platform account of somebody; `id` is our identity and 0 until the engine has met it."""

    platform: str
    address: str
    name: str = field(default="", compare=False)
    username: str = field(default="", compare=False)
    language: str = field(default="", compare=False)
    kind: AccountKind = AccountKind.PERSON
    aliases: tuple[tuple[str, str], ...] = field(default=(), compare=False)  # (kind, value) besides the address
    id: int = 0


class MessageKind(StrEnum):
    """What a message carries, by the names of the `/lock` command."""

    TEXT = "text"
    PHOTO = "photos"
    VIDEO = "videos"
    VOICE = "voice"
    STICKER = "stickers"
    GIF = "gifs"
    DOCUMENT = "documents"
    POLL = "polls"
    CONTACT = "contacts"
    LOCATION = "locations"
    SERVICE = "service"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sent: fetch its bytes with the fact `File`."""

    id: str
    name: str = ""
    size: int = 0
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that somebody sent; `correct` are indices of options, empty where the platform does not tell."""

    question: str
    options: tuple[str, ...]
    correct: tuple[int, ...] = ()
    explanation: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """The root: `key` names the delivery (the same key is the same event), `at` is when it happened."""

    key: str
    at: datetime
    group: Chat | None = None
    who: Account | None = None


@dataclass(frozen=True, slots=True)
class Message(Event):
    """Somebody said something; ids of messages are the platform's."""

    message: str = ""
    text: Text = Text("")
    kind: MessageKind = MessageKind.TEXT
    thread: str = ""
    reply_to: str = ""
    reply_who: Account | None = None
    document: Document | None = None
    forwarded: bool = False
    album: str = ""
    mentions_bot: bool = False
    reply_text: Text = Text("")
    poll: Poll | None = None


@dataclass(frozen=True, slots=True)
class Edited(Message):
    """A message was changed; it is moderated again and never obeyed."""


@dataclass(frozen=True, slots=True)
class Command(Message):
    """A message that calls a command: its name as registered, and what follows it.

    `form` is "d" when the message replied to shall go as well, "s" when nobody else shall notice.
    """

    name: str = ""
    args: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """Somebody became a member; `by` is who added them, if not themselves."""

    by: Account | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Left(Event):
    """Somebody is no longer a member; `by` is who removed them, if not themselves."""

    by: Account | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine(Event):
    """The platform wrote a line of its own into the chat, such as "… joined the group"."""

    message: str = ""


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """The platform says what somebody may do now (a `Role` as a number)."""

    role: int = 0


@dataclass(frozen=True, slots=True)
class Standing(Event):
    """The bot's own place in a group: present or not, and the rights it has there."""

    present: bool = True
    rights: frozenset[str] = frozenset()
    by: Account | None = None


@dataclass(frozen=True, slots=True)
class Reachable(Event):
    """Whether a person can be written to in private."""

    yes: bool = True


@dataclass(frozen=True, slots=True)
class Migrated(Event):
    """A group has a new address on its platform."""

    to: str = ""


@dataclass(frozen=True, slots=True)
class AskedToJoin(Event):
    """Somebody asks to be let in."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Reacted(Event):
    """Somebody's reactions to a message, as they are now; none: they were taken back."""

    message: str = ""
    emoji: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voted(Event):
    """Somebody's present choice in a poll (option ids); empty: the vote was taken back."""

    poll: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    """A poll takes no more votes."""

    poll: str = ""


@dataclass(frozen=True, slots=True)
class Pressed(Event):
    """A button was pressed: `data` is the prompt's id, `press` is what the answer must name."""

    data: str = ""
    press: str = ""
    message: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Chose(Event):
    """A choice was made, by button, number or quotation; checked already, routed by `route`."""

    route: str = ""
    args: tuple[Any, ...] = ()
    prompt: str = ""
    press: str = ""
    message: str = ""
    thread: str = ""
    text: Text = Text("")


@dataclass(frozen=True, slots=True)
class Due(Event):
    """Something dated is due: `kind` routes it, `name` is unique within its kind."""

    kind: str = ""
    name: str = ""
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """Time has passed; the engine looks at what is due."""


@dataclass(frozen=True, slots=True)
class Form(Event):
    """A form from a page, the command line or another process: `name` routes it."""

    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome(Event):
    """How the delivery of outbox row `row` went; `action` is the class name of what was asked for."""

    row: int = 0
    action: str = ""


@dataclass(frozen=True, slots=True)
class Delivered(Outcome):
    """The platform agreed: ids of what was sent, or the value that was asked for."""

    sent: tuple[str, ...] = ()
    poll: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Refused(Outcome):
    """The platform will not: `reason` is a text key's last part, `missing` a right that the bot lacks."""

    reason: str = "refused"
    missing: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Delayed(Outcome):
    """The platform asks for patience: the row goes back to its lane for `seconds`."""

    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Worked(Event):
    """Slow work came back: its file as a blob's id, or why it failed. `data` is the file on its way in."""

    kind: str = ""
    args: dict[str, Any] = field(default_factory=dict)
    row: int = 0
    filename: str = ""
    data: bytes = b""
    blob: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable(Event):
    """An update that could not be understood, kept raw for a replay."""

    platform: str = ""
    raw: str = ""
    reason: str = ""
