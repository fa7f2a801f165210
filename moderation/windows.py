"""What somebody wrote within the last moments: judged by when it was written, and the same way when replayed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_PEOPLE = 1_000
MOST_FOUND = 50


@dataclass(slots=True)
class Entry(Generic[T]):
    """One utterance: when, which messages (an album has several), and what a rule remembers of it."""

    at: datetime
    messages: set[str]
    value: T


@dataclass(slots=True)
class Window(Generic[T]):
    """One person's utterances by key; `found` are the messages that went together with one that was found."""

    entries: dict[str, Entry[T]] = field(default_factory=dict)
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, at: datetime, message: str, value: T, span: timedelta, most: int) -> list[Entry[T]]:
        """Remembers an utterance; those near it in time, itself included, at most `most`."""
        entry = self.entries.setdefault(key, Entry(at, set(), value))
        entry.messages.add(message)
        entry.value = value
        latest = max(each.at for each in self.entries.values())
        self.entries = {name: each for name, each in self.entries.items() if latest - each.at < span}
        while len(self.entries) > most:
            del self.entries[min(self.entries, key=lambda name: self.entries[name].at)]
        return [each for each in self.entries.values() if abs(at - each.at) < span]

    def take(self, message: str, entries: list[Entry[T]]) -> tuple[str, ...]:
        """These have been found: what follows counts anew, and the same message finds the same again."""
        together = {each for entry in entries for each in entry.messages}
        self.entries = {name: each for name, each in self.entries.items() if not each.messages & together}
        if len(self.found) >= MOST_FOUND:
            self.found.clear()
        self.found[message] = tuple(sorted(together))
        return self.found[message]


@dataclass(slots=True)
class Windows(Generic[T]):
    """Everybody's windows, in bounded memory."""

    people: dict[int, Window[T]] = field(default_factory=dict)

    def of(self, who: int, now: datetime, span: timedelta) -> Window[T]:
        """Somebody's window; when there are too many, those of people who fell silent go."""
        if who not in self.people:
            if len(self.people) >= MOST_PEOPLE:
                self._shrink(lambda window: any(now - each.at < span for each in window.entries.values()))
            self.people[who] = Window()
        return self.people[who]

    def _shrink(self, lively: Callable[[Window[T]], bool]) -> None:
        kept = {who: window for who, window in self.people.items() if lively(window)}
        self.people = kept if len(kept) < MOST_PEOPLE else {}
