"""The parameters of one request, however they were sent."""

import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.botapi.errors import bad

Json = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file sent as a part of a form."""

    name: str
    content: bytes
    mime: str | None = None


class Params:
    """Reads typed values out of text or JSON; absent ones are `None`."""

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def integer(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or str(value).lower() in ("true", "1", "yes")

    def json(self, name: str, default: Any = None) -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return default if value is None else value
        if not value:
            return default
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter, sent directly or as `attach://…`."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)
