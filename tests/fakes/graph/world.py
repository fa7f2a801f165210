"""What Meta knows: people, circles, files, and everything that was sent."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Json = dict[str, Any]

WINDOW = timedelta(hours=24)
OPAQUE = "ID.{:020d}"


@dataclass(eq=False)
class Person:
    """Somebody with WhatsApp; `hidden` keeps their number from us, `away` cannot be reached at all."""

    phone: str
    name: str
    opaque: str = ""
    hidden: bool = False
    away: bool = False
    heard_at: datetime | None = None

    @property
    def address(self) -> str:
        """By what they are written to."""
        return self.opaque if self.hidden else self.phone


@dataclass(eq=False)
class Circle:
    """A group that our number leads."""

    id: str
    subject: str
    members: list[Person] = field(default_factory=list)
    asking: dict[str, Person] = field(default_factory=dict)
    link: str = ""


@dataclass(eq=False)
class Sent:
    """A message of ours that Meta has taken; `failed` is the code with which it came back."""

    id: str
    to: str
    body: Json
    at: datetime
    failed: int = 0

    @property
    def kind(self) -> str:
        return str(self.body["type"])

    @property
    def text(self) -> str:
        """What people read."""
        content: Json = self.body[self.kind]
        match self.kind:
            case "text":
                return str(content["body"])
            case "interactive":
                return str(content["body"]["text"])
            case "template":
                [body] = content["components"]
                return " ".join(str(parameter["text"]) for parameter in body["parameters"])
            case "reaction":
                return str(content["emoji"])
        return str(content.get("caption", ""))

    @property
    def choices(self) -> dict[str, str]:
        """Labels with their ids; a long label stands in the description."""
        if self.kind != "interactive":
            return {}
        action: Json = self.body["interactive"]["action"]
        if "buttons" in action:
            return {each["reply"]["title"]: each["reply"]["id"] for each in action["buttons"]}
        rows = [row for section in action["sections"] for row in section["rows"]]
        return {row.get("description", row["title"]): row["id"] for row in rows}


@dataclass
class World:
    """The state behind the fake; `now` may be somebody else's clock."""

    now: Callable[[], datetime]
    number: str = "106540352242922"
    phone: str = "628001"
    token: str = "the-token-of-a-system-user"
    secret: str = "the-secret-of-the-app"
    word: str = "a-word-that-was-agreed-upon"
    people: list[Person] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    faults: deque[int] = field(default_factory=deque)
    violations: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def message_id(self) -> str:
        return f"wamid.HBg{next(self.numbers):08d}AA=="

    def person(self, address: str) -> Person | None:
        """Whoever has a number or opaque id."""
        return next((each for each in self.people if address and address in (each.phone, each.opaque)), None)

    def circle(self, address: str) -> Circle | None:
        return next((each for each in self.circles if each.id == address), None)

    def may_be_told(self, person: Person, body: Json) -> int:
        """The code with which a message comes back: only a template may be written first."""
        if person.away:
            return 131026
        heard = person.heard_at
        if body["type"] != "template" and (heard is None or self.now() - heard >= WINDOW):
            return 131047
        return 0
