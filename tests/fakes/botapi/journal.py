"""Everything the bot called, in order."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass
class Call:
    """One request: `at` is monotonic seconds, `when` the wall clock; `code` is 0 until it ended, 200 for success."""

    method: str
    params: Json
    at: float
    when: datetime
    chat_id: int | None = None
    code: int = 0
    result: Any = None
    description: str = ""
    dropped: bool = False
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.code == 200

    def value(self, name: str) -> Any:
        """A parameter, decoded where it was sent as JSON text."""
        sent = self.params.get(name)
        try:
            return json.loads(sent) if isinstance(sent, str) and sent[:1] in "[{" else sent
        except ValueError:
            return sent

    def json(self) -> Json:
        names = ("method", "params", "at", "chat_id", "code", "result", "description", "dropped")
        return {name: getattr(self, name) for name in names} | {"when": self.when.isoformat()}


class Journal:
    def __init__(self) -> None:
        self.all: list[Call] = []

    def add(self, call: Call) -> None:
        self.all.append(call)

    def find(self, method: str | None = None, chat_id: int | None = None, ok: bool | None = None) -> list[Call]:
        wanted = method.lower() if method else None
        return [
            call
            for call in list(self.all)
            if (wanted is None or call.method.lower() == wanted)
            and (chat_id is None or call.chat_id == chat_id)
            and (ok is None or call.ok == ok)
        ]
