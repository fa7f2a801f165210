"""What `pamong import` and `pamong export` have to know of a kind of file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.questions import Problem


@dataclass(frozen=True, slots=True)
class Content:
    """What was understood of a file.

    `values` go into the form that stores them, `shown` is the object that `--check --json` prints (with the problems),
    `lines` say the same to people, `count` is how many entries there are.
    """

    values: Mapping[str, Any]
    shown: Mapping[str, Any]
    lines: Sequence[str] = ()
    count: int = 0
    problems: Sequence[Problem] = field(default=())


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file to write: its bytes, how many entries are in it, and what did not fit."""

    data: bytes
    count: int = 0
    problems: Sequence[Problem] = field(default=())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    `read` takes a file's name and bytes. `takes` is the form that stores the values (and a `name`) and returns a JSON
    object, which is told. `gives` is the form that returns what `write` makes a file of the given name of; both forms
    refuse by returning {"error": sentence}.
    """

    name: str
    read: Callable[[str, bytes], Content]
    takes: str
    gives: str
    write: Callable[[str, Any], Parcel]
