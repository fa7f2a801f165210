"""What a rule found in a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from types import MappingProxyType
from typing import Literal


class Remedy(IntEnum):
    """What may be done about a message, in rising order."""

    NONE = 0
    FLAG = 1
    DELETE = 2
    WARN = 3
    MUTE = 4
    KICK = 5
    BAN = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to act.

    `score` (0 to 1) reached `threshold`; `why` is a text key, `values` fill it. `remedy` is what the rule asks for,
    `again` what it asks for when the same rule was broken within `within` before. A `soft` finding is a likelihood:
    moderators decide about it.
    """

    rule: str
    why: str
    score: float = 1.0
    threshold: float = 1.0
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    remedy: Remedy = Remedy.DELETE
    again: Remedy = Remedy.NONE
    within: timedelta = timedelta(0)
    lasts: timedelta = timedelta(0)
    soft: bool = False
    about: Literal["message", "talk"] = "message"  # of talk nobody is the author: no card names anybody
    hushed: bool = False  # explained to everybody already: not told to each
    messages: tuple[str, ...] = ()  # other messages that belong to it, by the platform's ids
