"""What shall happen: everything that leaves is one of these values, stored before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

from bot.chat.events import Account, Chat
from bot.chat.facts import Fact, Role
from bot.chat.text import Text


class Lane(IntEnum):
    """Two lanes a chat: urgent never waits for talk."""

    URGENT = 0
    TALK = 1


class Weight(IntEnum):
    """The order within the talk lane, before age."""

    ANSWER = 0
    QUIZ = 1
    WELCOME = 2
    REMINDER = 3
    BROADCAST = 4


class AfterCrash(StrEnum):
    """What becomes of a row that may or may not have arrived when the process was killed."""

    REPEAT = "repeat"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a prompt, routed to the handler of `route`.

    `who` limits it to one account, `role` to those who have at least that role when they press;
    `once` closes the whole prompt with the first press; `hours` is how long it may be answered.
    """

    label: str
    route: str
    args: tuple[Any, ...] = ()
    who: Account | None = None
    role: Role = Role.STRANGER
    once: bool = True
    hours: float = 24.0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """The root. `to` is the chat it concerns.

    `then` is stored when the platform agreed, `otherwise` when it refused: what people are told about an
    act is true when they read it.
    """

    lane: ClassVar[Lane] = Lane.URGENT
    after_crash: ClassVar[AfterCrash] = AfterCrash.REPEAT
    patience: ClassVar[float | None] = None  # seconds after which it is useless, unless `until` says otherwise

    to: Chat
    then: "Sequence[AnyAction]" = field(default=(), kw_only=True)
    otherwise: "Sequence[AnyAction]" = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Send(Action):
    """A message. `key` names it for a later `Edit` or `Delete`; `vanish` removes it after so many seconds."""

    lane: ClassVar[Lane] = Lane.TALK
    after_crash: ClassVar[AfterCrash] = AfterCrash.DROP
    patience: ClassVar[float | None] = 600.0

    text: Text | str
    key: str = ""
    choices: Sequence[Choice] = ()
    reply_to: str = ""
    thread: str = ""
    vanish: int = 0
    weight: Weight = Weight.ANSWER
    until: datetime | None = None
    document: int = 0  # a blob's id
    filename: str = ""
    waits: bool = False  # for the person to write again, where a platform insists on that
    tried: tuple[int, ...] = ()  # accounts of the person that it could not be brought to


@dataclass(frozen=True, slots=True)
class Alert(Send):
    """A message that must not be lost: sent again when nobody can say whether it arrived."""

    after_crash: ClassVar[AfterCrash] = AfterCrash.REPEAT
    patience: ClassVar[float | None] = None


@dataclass(frozen=True, slots=True)
class Tell:
    """A private message to a person; `otherwise` happens when they cannot be written to."""

    who: Account
    text: Text | str
    key: str = ""
    choices: Sequence[Choice] = ()
    then: "Sequence[AnyAction]" = ()
    otherwise: "Sequence[AnyAction]" = ()
    weight: Weight = Weight.ANSWER
    until: datetime | None = None
    document: int = 0
    filename: str = ""


@dataclass(frozen=True, slots=True)
class AskPoll(Action):
    """A poll; with `correct` a quiz, whose key stays with us where the platform has no quizzes."""

    lane: ClassVar[Lane] = Lane.TALK
    after_crash: ClassVar[AfterCrash] = AfterCrash.DROP

    question: Text | str
    options: tuple[str, ...]
    correct: tuple[int, ...] = ()
    explanation: Text | str = ""
    seconds: int = 0
    several: bool = False
    key: str = ""
    thread: str = ""
    weight: Weight = Weight.QUIZ
    until: datetime | None = None
    route: str = ""  # where numbered answers go on a platform without polls
    args: tuple[Any, ...] = ()  # what that route is given before the number of the option


@dataclass(frozen=True, slots=True)
class ClosePoll(Action):
    """No more votes in the poll that was sent under `key`."""

    key: str


@dataclass(frozen=True, slots=True)
class Edit(Action):
    """New words (and choices) for the message sent under `key`."""

    lane: ClassVar[Lane] = Lane.TALK

    text: Text | str
    key: str
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Delete(Action):
    """Removes a message: ours by `key`, anybody's by the platform's `message` id."""

    key: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class DeleteMany(Action):
    """Removes many messages in one call."""

    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer(Action):
    """The answer to a press: a short notice, or nothing, which only ends the waiting."""

    after_crash: ClassVar[AfterCrash] = AfterCrash.DROP
    patience: ClassVar[float | None] = 10.0

    press: str
    text: str = ""
    loud: bool = False


@dataclass(frozen=True, slots=True)
class React(Action):
    """A reaction of the bot to a message; empty takes it back."""

    after_crash: ClassVar[AfterCrash] = AfterCrash.REPEAT

    message: str
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class Mute(Action):
    """Somebody may not write until a moment, or until unmuted; a `decision` stands only if the platform agrees."""

    who: Account
    until: datetime | None = None
    reason: str = ""
    decision: int = 0


@dataclass(frozen=True, slots=True)
class Unmute(Action):
    """Somebody may write again."""

    who: Account


@dataclass(frozen=True, slots=True)
class Ban(Action):
    """Somebody leaves and may not return until a moment, or until unbanned; a `decision` as with `Mute`."""

    who: Account
    until: datetime | None = None
    reason: str = ""
    decision: int = 0


@dataclass(frozen=True, slots=True)
class Unban(Action):
    """Somebody may return."""

    who: Account


@dataclass(frozen=True, slots=True)
class Remove(Action):
    """Somebody leaves and may return at once; a `decision` as with `Mute`."""

    who: Account
    decision: int = 0


@dataclass(frozen=True, slots=True)
class Pin(Action):
    """Pins a message; `text` is posted again where nothing can be pinned."""

    key: str = ""
    message: str = ""
    text: Text | str = ""


@dataclass(frozen=True, slots=True)
class Unpin(Action):
    """Takes a pin away; without a message the newest one."""

    key: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Close(Action):
    """Only moderators may write from now on."""


@dataclass(frozen=True, slots=True)
class Reopen(Action):
    """Everybody may write again."""


@dataclass(frozen=True, slots=True)
class Admit(Action):
    """The decision about somebody who asked to join."""

    who: Account
    yes: bool = True


@dataclass(frozen=True, slots=True)
class Relink(Action):
    """The group gets another invitation link: who has the old one stays out."""


@dataclass(frozen=True, slots=True)
class Leave(Action):
    """The bot leaves the group."""


@dataclass(frozen=True, slots=True)
class LookUp(Action):
    """Asks the platform for a fact, before all else that waits in its chat: somebody waits for the answer.

    It comes back as `Delivered.value`; how long it is waited for, the event decides (`facts.patience`).
    """

    weight: ClassVar[int] = -1

    fact: Fact


@dataclass(frozen=True, slots=True)
class Work:
    """Slow work for a child process; it comes back as the event `Worked`."""

    kind: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Return:
    """What the sender of a `Form` gets back."""

    value: Any


AnyAction = Action | Tell | Work | Return
Actions = Sequence[AnyAction]
