"""What reached the victims, a line an answer, and when it was stored: what no kill takes back."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, select

from bot.chat.events import Event, Message, Voted
from bot.domain.hashing import keyed_hash
from bot.models import Seen
from tests.cast import KEY

Answered = tuple[int, str]
"""Who answered, and which poll or message."""


def opened(journal: Path) -> int:
    """The journal, to be written to."""
    return os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(journal: int, events: Iterable[Event]) -> None:
    """Writes down which events answer something; the same one may come again after a kill."""
    lines = [json.dumps([event.key, *found]) for event in events if (found := _answer(event)) is not None]
    if lines:
        os.write(journal, "".join(f"{line}\n" for line in lines).encode())


def _answer(event: Event) -> Answered | None:
    if event.who is None:
        return None
    match event:
        case Voted(poll=where, options=options) if options:
            return int(event.who.address), where
        case Message(reply_to=where) if where:
            return int(event.who.address), where
    return None


def arrivals(session: Session, journal: Path) -> Mapping[Answered, datetime]:
    """When the first answer of each was taken in for good, by the row that keeps it from being taken in twice."""
    stored = {row.hash: row.at for row in session.exec(select(Seen)).all()}
    keys: dict[Answered, set[str]] = defaultdict(set)
    for line in journal.read_text().splitlines():
        key, user, where = json.loads(line)
        keys[user, where].add(key)
    return {answered: stored[keyed_hash(KEY, min(all_, key=_number))] for answered, all_ in keys.items()}


def _number(key: str) -> int:
    """The number of an update; they are given in the order in which things happened."""
    return int(key.rpartition(":")[2])
