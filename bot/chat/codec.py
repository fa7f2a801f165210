"""Events and actions as JSON and back, so that they can wait in the database."""

import dataclasses
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from bot.chat import abilities, actions, events, facts
from bot.chat.events import Account, Chat
from bot.chat.text import Text

Resolve = Callable[[type, int], Any]
"""Gives the `Chat` or `Account` with our id."""


def dump(value: object, *, bare: bool = False) -> str:
    """JSON of an event, an action or a fact; fields at their defaults are left out.

    `bare` writes chats and accounts that we know as our ids only, so that a platform's ids and names
    stay in one place.
    """
    return json.dumps(_encode(value, bare), separators=(",", ":"))  # ASCII: half a surrogate pair is no UTF-8


def load(text: str, resolve: Resolve | None = None) -> Any:
    """The value that `dump` was given; sequences come back as tuples, bare ids through `resolve`."""
    return _decode(json.loads(text), resolve)


def _encode(value: Any, bare: bool) -> Any:
    match value:
        case Chat() | Account() if bare and value.id:
            return {"$id": [type(value).__name__, value.id]}
        case Enum():
            return {"$enum": type(value).__name__, "value": value.value}
        case Text():
            return {"$text": value.to_json()}
        case datetime():
            return {"$at": value.isoformat()}
        case frozenset():
            return {"$set": sorted(value)}
        case bytes():
            return {"$bytes": b64encode(value).decode()}
        case list() | tuple():
            return [_encode(item, bare) for item in value]
        case dict():
            return {"$dict": {key: _encode(item, bare) for key, item in value.items()}}
        case _ if dataclasses.is_dataclass(value):
            return {"$": type(value).__name__} | {name: _encode(item, bare) for name, item in _told(value)}
    return value


def _told(value: Any) -> list[tuple[str, Any]]:
    """The fields that differ from what the class would set by itself."""
    fields = [(field, getattr(value, field.name)) for field in dataclasses.fields(value)]
    return [(field.name, item) for field, item in fields if item is not field.default]


def _decode(value: Any, resolve: Resolve | None) -> Any:
    match value:
        case {"$id": [name, number]} if resolve is not None:
            return resolve(_known()[name], number)
        case list():
            return tuple(_decode(item, resolve) for item in value)
        case {"$enum": name, "value": inner}:
            return _known()[name](inner)
        case {"$text": inner}:
            return Text.from_json(inner)
        case {"$at": moment}:
            return datetime.fromisoformat(moment)
        case {"$set": items}:
            return frozenset(items)
        case {"$bytes": letters}:
            return b64decode(letters)
        case {"$dict": items}:
            return {key: _decode(item, resolve) for key, item in items.items()}
        case {"$": name, **fields}:
            return _known()[name](**{str(key): _decode(item, resolve) for key, item in fields.items()})
    return value


@cache
def _known() -> dict[str, Any]:
    modules = (events, actions, facts, abilities)
    found = {name: item for module in modules for name, item in vars(module).items() if isinstance(item, type)}
    return {name: item for name, item in found.items() if dataclasses.is_dataclass(item) or issubclass(item, Enum)}
