"""Fields that a Bot API server older than aiogram leaves out, filled with what their absence means."""

from typing import Any

from pydantic import ValidationError

NOT_GIVEN: dict[str, Any] = {"option_persistent_ids": (), "persistent_id": "", "members_only": False}
FLAGS = ("can_", "is_", "allows_", "has_", "supports_")  # a right that the server does not know is not held


def filled(update: dict[str, Any], refusal: ValidationError) -> bool:
    """Fills the gaps in place; False when something else is wrong with the update."""
    found = refusal.errors(include_url=False, include_context=False, include_input=False)
    return all(error["type"] == "missing" and _fill(update, error["loc"]) for error in found)


def _fill(update: dict[str, Any], path: tuple[int | str, ...]) -> bool:
    name = str(path[-1])
    place = _at(update, path[:-1])
    if not isinstance(place, dict) or not (name in NOT_GIVEN or name.startswith(FLAGS)):
        return False
    place[name] = NOT_GIVEN.get(name, False)
    return True


def _at(value: Any, path: tuple[int | str, ...]) -> Any:
    """What the path leads to; of several shapes of a value it names the one that was tried, which is no step."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step, value)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value
