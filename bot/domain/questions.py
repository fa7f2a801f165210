"""A quiz question: what is asked and what counts as right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

ANY = "*"  # accepts whatever else is said
FULL = 100.0  # the weight of an answer that is wholly right, in percent
POINTS = range(10_001)
SECONDS = range(5, 601)


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUEFALSE = "truefalse"
    TYPED = "typed"
    NUMERIC = "numeric"
    ORDERING = "ordering"
    MATCHING = "matching"

    @property
    def is_polled(self) -> bool:
        """Whether one taps an option; what is left is answered by a message."""
        return self in (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUEFALSE)


class Level(StrEnum):
    """For whom a question is."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be given, worth `weight` percent.

    Of a typed question it is an accepted wording, of a numeric one a number with its tolerance ("3.14:0.01") or a
    range ("1..5"), of an ordering one an item in its right place. `match` is what belongs to it in a matching
    question; there an option without a text is a `match` that belongs to nothing.
    """

    text: str
    weight: float = 0.0
    feedback: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Of a true/false question the first option is *true*.

    `level`, `points` and `seconds` are None where the quiz or the group decides.
    """

    kind: Kind
    text: str
    options: tuple[Option, ...] = ()
    title: str = ""
    explanation: str = ""
    category: str = ""
    source: str = ""
    level: Level | None = None
    topic: str = ""
    points: int | None = None
    seconds: int | None = None
    picture: str = ""  # its address

    @property
    def right(self) -> tuple[int, ...]:
        """The indices of the options that are wholly right; of a question with several, of all that are worth some."""
        least = 0.0 if self.kind is Kind.MULTIPLE else FULL - 0.001
        return tuple(index for index, option in enumerate(self.options) if option.weight > 0 and option.weight >= least)

    @property
    def answers(self) -> tuple[str, ...]:
        """What counts as right, in words."""
        match self.kind:
            case Kind.ORDERING:
                return tuple(option.text for option in self.options)
            case Kind.MATCHING:
                return tuple(f"{option.text} -> {option.match}" for option in self.options if option.text)
            case Kind.TYPED | Kind.NUMERIC:
                return tuple(option.text for option in self.options if option.weight > 0)
        return tuple(self.options[index].text for index in self.right)

    @property
    def numbers(self) -> tuple[tuple[Decimal, Decimal, float], ...]:
        """(lowest, highest, weight) of what a numeric question accepts."""
        return tuple((*interval(option.text), option.weight) for option in self.options)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line of a file: `why` is a text key."""

    line: int
    why: str
    values: Mapping[str, object] = field(default_factory=dict)


class BadQuestion(ValueError):
    """A question that cannot be asked in a chat; `why` is a text key."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    def at(self, line: int) -> Problem:
        """The same, at a line of a file."""
        return Problem(line, self.why, self.values)


def interval(text: str) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that "42", "3.14:0.01" or "1..5" accepts. Raises BadQuestion."""
    if text.strip() == ANY:
        return Decimal("-Infinity"), Decimal("Infinity")
    try:
        low, dots, high = text.partition("..")
        if dots:
            return _ordered(_number(low), _number(high))
        middle, _, tolerance = text.partition(":")
        value, around = _number(middle), abs(_number(tolerance or "0"))
        return value - around, value + around
    except InvalidOperation:
        raise BadQuestion("questions.no_number", text=text[:40]) from None


def _ordered(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    return min(low, high), max(low, high)


def _number(text: str) -> Decimal:
    number = Decimal(text.strip())
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise InvalidOperation
    return number


def truth(
    true: bool, *, feedback: tuple[str, str] = ("", ""), words: tuple[str, str] = ("Benar", "Salah")
) -> tuple[Option, ...]:
    """The two options of a true/false question; `feedback` is for those who choose true, and false."""
    weights = (FULL, 0.0) if true else (0.0, FULL)
    return tuple(Option(*each) for each in zip(words, weights, feedback, strict=True))


def several(texts: tuple[str, ...], right: frozenset[int]) -> tuple[Option, ...]:
    """Options of which those at `right` are right together: each worth its part, each wrong one takes one away."""
    part = round(FULL / max(1, len(right)), 5)
    return tuple(Option(text, part if index in right else -part) for index, text in enumerate(texts))


def one_of(texts: tuple[str, ...], right: int) -> tuple[Option, ...]:
    """Options of which one is right."""
    return tuple(Option(text, FULL if index == right else 0.0) for index, text in enumerate(texts))


_OPTIONAL = ("title", "explanation", "category", "source", "topic", "picture")


def as_dict(question: Question) -> dict[str, Any]:
    """The question as JSON can hold it; `from_dict` makes the same of it."""
    value: dict[str, Any] = {"kind": str(question.kind), "text": question.text}
    value["options"] = [
        {"text": option.text, "weight": option.weight, "feedback": option.feedback}
        | ({"match": option.match} if option.match else {})
        for option in question.options
    ]
    value |= {name: getattr(question, name) for name in _OPTIONAL if getattr(question, name)}
    optional = {"level": question.level, "points": question.points, "seconds": question.seconds}
    return value | {name: found for name, found in optional.items() if found is not None}


def from_dict(value: Mapping[str, Any]) -> Question:
    """The question that `as_dict` made this of. Raises KeyError, TypeError or ValueError for anything else."""
    texts: dict[str, Any] = {name: str(value.get(name, "")) for name in _OPTIONAL}
    return Question(
        Kind(value["kind"]),
        str(value["text"]),
        tuple(
            Option(str(each["text"]), float(each["weight"]), str(each["feedback"]), str(each.get("match", "")))
            for each in value["options"]
        ),
        points=int(value["points"]) if "points" in value else None,
        seconds=int(value["seconds"]) if "seconds" in value else None,
        level=Level(value["level"]) if "level" in value else None,
        **texts,
    )


def understood(question: Question) -> dict[str, Any]:
    """What `--check --json` shows of a question."""
    return {
        "title": question.title,
        "kind": str(question.kind),
        "text": question.text,
        "options": [
            {"text": option.text, "weight": option.weight, "feedback": option.feedback} for option in question.options
        ],
        "answers": list(question.answers),
        "explanation": question.explanation,
        "category": question.category,
    }
