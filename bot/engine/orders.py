"""An outbox row made ready for its platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.actions import Action


@dataclass(frozen=True, slots=True)
class Button:
    """One choice as a platform shows it: `data` is the prompt's opaque id, `row` the line it stands in."""

    label: str
    data: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What delivery hands to an adapter: the action with addresses filled in.

    `message` is the platform's id of the message that an edit, a deletion or a pin names; `mentions` gives the
    platform's id for every identity that the text mentions.
    """

    row: int
    action: Action
    message: str = ""
    mentions: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    document: bytes = b""
    filename: str = ""
