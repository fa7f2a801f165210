"""Control over HTTP: ids in JSON become people, chats and messages; results become JSON."""

import inspect
from collections.abc import Mapping
from typing import Any

from tests.fakes.botapi.locked import Control

Json = dict[str, Any]


def call_control(api: Control, name: str, arguments: Json) -> Any:
    """Calls a control method, or reads a control property."""
    if name.startswith("_") or name in ("launch", "close", "serve", "world") or not hasattr(type(api), name):
        raise LookupError(f"no control method {name}")
    found = getattr(api, name)
    if not callable(found):
        return as_json(found)
    if inspect.iscoroutinefunction(found):
        raise LookupError(f"{name} waits: poll from outside instead")
    parameters = inspect.signature(found).parameters
    given = {key: resolved(api, value, str(parameters[key].annotation)) for key, value in arguments.items()}
    return as_json(found(**given))


def resolved(api: Control, value: Any, annotation: str) -> Any:
    """`{"chat": id, "id": n}` is a message, a number a user or chat, `"bot"` the bot."""
    world = api.world
    if isinstance(value, list) and ("User" in annotation):
        return [resolved(api, item, annotation) for item in value]
    if isinstance(value, Mapping) and "Message" in annotation:
        return world.chats[value["chat"]].messages[value["id"]]
    if value == "bot" and "User" in annotation:
        return world.bot
    if isinstance(value, int) and not isinstance(value, bool):
        if "Chat" in annotation and value in world.chats:
            return world.chats[value]
        if "User" in annotation and value in world.users:
            return world.users[value]
        if ".Chat" in annotation or ".User" in annotation:
            raise LookupError(f"no user or chat {value}")
    if isinstance(value, str) and "Link" in annotation:
        return next(link for chat in world.chats.values() for link in chat.links if link.url == value)
    return value


def as_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inner) for inner in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "json"):
        return value.json()
    return {name: as_json(inner) for name, inner in vars(value).items()}
