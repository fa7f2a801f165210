"""From what Meta brings to events: messages, presses, reactions, groups, and what became of our own messages."""

import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from bot.adapters.cloud import groups, messages
from bot.adapters.cloud.names import PLATFORM
from bot.chat.events import Event, Unreadable
from bot.engine.clock import Clock

Json = dict[str, Any]
REMEMBERED = 2000  # texts, for those who quote them
OLDEST = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a message of ours: 0 when it is on its way, else Meta's error code."""

    message: str
    code: int
    recipient: str = ""


@dataclass(slots=True)
class Read:
    """What one delivery holds."""

    events: list[Event] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


class Reader:
    """Understands deliveries for one number; counts what it does not know."""

    def __init__(self, number: str, clock: Clock) -> None:
        self.number = number
        self.phone = ""  # the number as people dial it, once it is known
        self.clock = clock
        self.unknown: Counter[str] = Counter()
        self.titles: dict[str, str] = {}
        self.texts: OrderedDict[str, str] = OrderedDict()

    def read(self, payload: object) -> Read:
        """Never raises: what cannot be understood is set aside, and stops nothing else."""
        found = Read()
        for value, kind in self._changes(payload):
            self._change(value, kind, found)
        return found

    def _changes(self, payload: object) -> Iterator[tuple[Json, str]]:
        entries = payload.get("entry") if isinstance(payload, dict) else None
        for entry in _objects(entries):
            for change in _objects(entry.get("changes")):
                value, kind = change.get("value"), str(change.get("field", ""))
                if isinstance(value, dict) and self._is_ours(value):
                    yield value, kind
                else:
                    self.unknown["another number" if isinstance(value, dict) else kind or "nothing"] += 1

    def _is_ours(self, value: Json) -> bool:
        about = value.get("metadata")
        if not isinstance(about, dict) or about.get("phone_number_id") != self.number:
            return not about
        self.phone = str(about.get("display_phone_number") or self.phone)
        return True

    def _change(self, value: Json, kind: str, found: Read) -> None:
        if kind == "messages":
            for message in _objects(value.get("messages")):
                self._each(message, found, lambda item: messages.read(item, value, self))
            for status in _objects(value.get("statuses")):
                if not self._is_old(status):
                    self._verdict(status, found)
        elif kind in groups.FIELDS:
            for group in _objects(value.get("groups")):
                self._each(group, found, lambda item: groups.read(item, self))
        else:
            self.unknown[kind or "nothing"] += 1

    def _each(self, item: Json, found: Read, read: Callable[[Json], list[Event]]) -> None:
        if self._is_old(item):
            return
        try:
            found.events += read(item)
        except (KeyError, TypeError, ValueError, AttributeError) as failure:
            found.events.append(self.unreadable(json.dumps(item), type(failure).__name__))

    def _is_old(self, item: Json) -> bool:
        """What was brought before is known for a week; what is as old as that can only be brought again."""
        old = self.clock.now() - self.at(item.get("timestamp")) > OLDEST
        self.unknown["too old"] += old
        return old

    def unreadable(self, raw: str, reason: str) -> Unreadable:
        """Something for a human to look at; the same again is the same."""
        name = blake2b(raw.encode("utf-8", "replace"), digest_size=16).hexdigest()
        key = f"{PLATFORM}:unreadable:{name}"
        return Unreadable(key, self.clock.now(), None, None, platform=PLATFORM, raw=raw, reason=reason)

    def _verdict(self, status: Json, found: Read) -> None:
        state, message = status.get("status"), str(status.get("id", ""))
        if state == "failed" and status.get("recipient_participant_id"):
            self.unknown["failed for one of a circle"] += 1
        elif state == "failed":
            codes = [error.get("code") for error in _objects(status.get("errors"))]
            code = next((code for code in codes if isinstance(code, int)), -1)
            found.verdicts.append(Verdict(message, code, _recipient(status)))
        elif state in ("sent", "delivered", "read"):
            found.verdicts.append(Verdict(message, 0))
        else:
            self.unknown[f"status {state}"] += 1

    def at(self, value: object) -> datetime:
        """A moment of Meta's; ours where there is none, and never one that has not come."""
        now = self.clock.now()
        try:
            return min(datetime.fromtimestamp(int(str(value)), UTC), now)
        except (ValueError, OverflowError, OSError):
            return now

    def remember(self, message: str, text: str) -> None:
        """Keeps a text in memory for whoever quotes it."""
        self.texts[message] = text
        while len(self.texts) > REMEMBERED:
            self.texts.popitem(last=False)


def _recipient(status: Json) -> str:
    """The person that a message was for, by number or by opaque id; empty for a circle."""
    if status.get("recipient_type") == "group":
        return ""
    return str(status.get("recipient_id") or status.get("recipient_user_id") or "")


def _objects(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
