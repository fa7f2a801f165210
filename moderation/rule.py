"""What a rule is: a function that finds, and the settings beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from bot.settings import Section
from moderation.finding import Finding


class RuleSettings(Section):
    """What every rule lets a group set."""

    on: bool = Field(True, description="This rule is on")


Look = Callable[[Message, Context, Any], Finding | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its noun; `edits`: also looks at edited messages; `staff`: also at those of moderators."""

    name: str
    settings: type[RuleSettings]
    look: Look
    edits: bool = True
    staff: bool = False
