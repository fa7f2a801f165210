"""Checks requests, answers and webhooks against the machine-readable WAHA that `PAMONG_SPECS` names."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FILE_NAME = "waha-openapi-2026.7.1.json"
UNLISTED = {"MessageTextRequest": {"mentions"}}  # taken, but not shown by the description
WEBHOOKS = {
    "session.status": "WAHAWebhookSessionStatus",
    "message": "WAHAWebhookMessage",
    "message.edited": "WAHAWebhookMessageEdited",
    "message.revoked": "WAHAWebhookMessageRevoked",
    "message.reaction": "WAHAWebhookMessageReaction",
    "poll.vote": "WAHAWebhookPollVote",
    "group.v2.join": "WebhookGroupV2Join",
    "group.v2.leave": "WebhookGroupV2Leave",
    "group.v2.update": "WebhookGroupV2Update",
    "group.v2.participants": "WebhookGroupV2Participants",
}
LATER = ("join-requests", "group.v2.participants.join-request")  # of a later version than the description


def spec_file() -> Path | None:
    """The specification, or nothing where this machine has none."""
    folder = os.environ.get("PAMONG_SPECS")
    path = Path(folder) / FILE_NAME if folder else None
    return path if path and path.is_file() else None


class Spec:
    """The description, its defects mended."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document: dict[str, Any] = _mended(document)
        schemas = self.document["components"]["schemas"]
        schemas["MessagePoll"]["properties"]["multipleAnswers"] = {"type": "boolean"}
        schemas["WebhookConfig"]["properties"]["events"]["items"] = {"type": "string"}
        schemas["ChatSummary"]["properties"]["lastMessage"]["type"] = ["object", "null"]
        for name in WEBHOOKS.values():
            schemas[name]["properties"]["event"]["type"] = "string"
        self.paths = [(_pattern(path), methods) for path, methods in self.document["paths"].items()]

    @staticmethod
    def load() -> "Spec | None":
        """Read once a process: it never changes."""
        path = spec_file()
        return _loaded(path) if path else None

    def request_problems(self, method: str, path: str, query: Mapping[str, str], body: Any) -> list[str]:
        """What is wrong with a request: an unknown path or field, a missing or wrong one."""
        if any(later in path for later in LATER):
            return []
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}: no such call"]
        asked = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        known = {each["name"] for each in asked}
        needed = {each["name"] for each in asked if each["required"]}
        found = [f"{method} {path}: unknown parameter {name}" for name in query if name not in known]
        found += [f"{method} {path}: {name} is missing" for name in needed - query.keys()]
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        return found + self._body_problems(f"{method} {path}", content.get("schema"), body)

    def _body_problems(self, where: str, schema: Any, body: Any) -> list[str]:
        if schema is None:
            return [f"{where}: takes no body"] if body not in (None, {}) else []
        found = self._problems(where, schema, body)
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        properties = self.document["components"]["schemas"].get(name, {}).get("properties")
        if properties is not None and isinstance(body, dict):
            unknown = body.keys() - properties.keys() - UNLISTED.get(name, set())
            found += [f"{where}: unknown field {field}" for field in sorted(unknown)]
        return found

    def answer_problems(self, method: str, path: str, code: int, body: Any) -> list[str]:
        """What is wrong with an answer, where the description says anything about it."""
        operation = self._operation(method, path)
        answer = (operation or {}).get("responses", {}).get(str(code), {})
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema is None or schema == {"type": "object"}:
            return []
        return self._problems(f"{method} {path} → {code}", schema, body)

    def webhook_problems(self, event: str, body: Any) -> list[str]:
        """What is wrong with what the gateway sends us."""
        if event in LATER:
            return []
        return self._problems(event, {"$ref": f"#/components/schemas/{WEBHOOKS[event]}"}, body)

    def _operation(self, method: str, path: str) -> Any:
        found = [methods for pattern, methods in self.paths if pattern.fullmatch(path) and method.lower() in methods]
        return found[-1][method.lower()] if found else None

    def _problems(self, where: str, schema: Any, value: Any) -> list[str]:
        validator = Draft202012Validator({**schema, "components": self.document["components"]})
        return [f"{where}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))


def _mended(node: Any) -> Any:
    """OpenAPI's own words as JSON Schema has them; `required: true` within a property says nothing there."""
    if isinstance(node, list):
        return [_mended(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {name: _mended(value) for name, value in node.items() if not (name == "required" and value is True)}
    if kept.pop("nullable", False) and isinstance(kept.get("type"), str):
        kept["type"] = [kept["type"], "null"]
    if "in" in node:  # a parameter, whose `required` means something
        kept["required"] = bool(node.get("required"))
    return kept


@cache
def _loaded(path: Path) -> Spec:
    return Spec(json.loads(path.read_text(encoding="utf-8")))
