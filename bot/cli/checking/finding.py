"""One thing that was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from bot import texts


class Level(IntEnum):
    """How bad it is; the number is the exit code."""

    FINE = 0
    WARNING = 1
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: a text whose first line says what, whose second how to mend it."""

    level: Level
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> tuple[str, str]:
        """(what, how to mend it or nothing)"""
        say, _, mend = str(texts.say(language, self.key, self.values)).partition("\n")
        return say, mend

    def as_json(self, language: str) -> dict[str, str]:
        """The same for a program; `what` stays the same in every language and version."""
        say, mend = self.said(language)
        return {"level": self.level.name.lower(), "what": self.key.removeprefix("check."), "say": say, "mend": mend}
