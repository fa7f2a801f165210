"""Checks requests and updates against the machine-readable Bot API that `PAMONG_SPECS` names."""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Check = Callable[[Any, str, list[str]], None]
CONSTANT = re.compile(r'(?:, always "(\w+)"|, must be (\w+))$')
# aiogram 3.31 knows Bot API 10.3 and cannot read an administrator without it.
NEWER = ("can_send_welcome_messages",)
FILE_NAME = "telegram-bot-api-10.1.json"


def spec_file() -> Path | None:
    """The specification, or nothing where this machine has none."""
    folder = os.environ.get("PAMONG_SPECS")
    path = Path(folder) / FILE_NAME if folder else None
    return path if path and path.is_file() else None


class Spec:
    """The Bot API's types and methods, compiled to checks when first needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.types: Mapping[str, Any] = document["types"]
        self.methods = {name.lower(): method for name, method in document["methods"].items()}
        self._checks: dict[str, Check] = {}

    @classmethod
    def load(cls, newer: bool = False) -> "Spec | None":
        """Compiled once a process: it never changes."""
        path = spec_file()
        return loaded(path, newer) if path else None

    def problems(self, type_name: str, value: Any) -> list[str]:
        """What is wrong with `value` as a `type_name`; empty when nothing is."""
        found: list[str] = []
        self.check(type_name)(value, type_name, found)
        return found

    def result_problems(self, method: str, value: Any) -> list[str]:
        found: list[str] = []
        self._any_of(self.methods[method.lower()]["returns"])(value, f"{method} result", found)
        return found

    def unknown_parameters(self, method: str, values: Mapping[str, Any]) -> list[str]:
        known = self._fields(method)
        return [f"{method}: unknown parameter {name}" for name in values if name not in known]

    def request_problems(self, method: str, values: Mapping[str, Any], files: Iterable[str] = ()) -> list[str]:
        """What is wrong with known parameters, or missing; files may have names of their own."""
        fields, given = self._fields(method), {*values, *files}
        found = [f"{method}: {name} is missing" for name, f in fields.items() if f["required"] and name not in given]
        for name in values.keys() & fields.keys():
            types = fields[name]["types"]
            self._any_of(types)(decoded(values[name], types), f"{method}.{name}", found)
        return found

    def _fields(self, method: str) -> dict[str, Any]:
        return {field["name"]: field for field in self.methods[method.lower()].get("fields", [])}

    def check(self, type_name: str) -> Check:
        known = self._checks.get(type_name)
        if known is None:
            # Types refer to themselves, so the name is bound late.
            self._checks[type_name] = self._bound_late(type_name)
            known = self._checks[type_name] = self._compile(type_name)
        return known

    def _bound_late(self, type_name: str) -> Check:
        def check(value: Any, path: str, found: list[str]) -> None:
            self._checks[type_name](value, path, found)

        return check

    def _compile(self, type_name: str) -> Check:
        if type_name.startswith("Array of "):
            return _array(self.check(type_name.removeprefix("Array of ")))
        if type_name in SCALARS:
            return _scalar(type_name)
        described = self.types[type_name]
        if described.get("subtypes"):
            return self._any_of(described["subtypes"])
        return self._object(described.get("fields", []))

    def _any_of(self, names: list[str]) -> Check:
        checks = [self.check(name) for name in names]
        if len(checks) == 1:
            return checks[0]

        def check(value: Any, path: str, found: list[str]) -> None:
            closest: list[str] | None = None
            for one in checks:
                problems: list[str] = []
                one(value, path, problems)
                if not problems:
                    return
                if closest is None or len(problems) < len(closest):
                    closest = problems
            found.extend(closest or [])

        return check

    def _object(self, fields: list[dict[str, Any]]) -> Check:
        checks = {field["name"]: self._any_of(field["types"]) for field in fields}
        required = [field["name"] for field in fields if field["required"]]
        constants = {field["name"]: value for field in fields if (value := constant(field))}

        def check(value: Any, path: str, found: list[str]) -> None:
            if not isinstance(value, dict):
                found.append(f"{path}: {value!r} is not an object")
                return
            found.extend(f"{path}.{name} is missing" for name in required if name not in value)
            for name, inner in value.items():
                if name not in checks:
                    found.append(f"{path}.{name} is unknown")
                elif name in constants and inner != constants[name]:
                    found.append(f"{path}.{name} must be {constants[name]!r}")
                else:
                    checks[name](inner, f"{path}.{name}", found)

        return check


@cache
def loaded(path: Path, newer: bool) -> Spec:
    document = json.loads(path.read_text(encoding="utf-8"))
    if newer:
        field = {"types": ["Boolean"], "required": True, "description": "of a later version"}
        document["types"]["ChatMemberAdministrator"]["fields"] += [field | {"name": name} for name in NEWER]
    return Spec(document)


SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "Float": (float, int),
    "InputFile": (str, bytes),
}


def constant(field: Mapping[str, Any]) -> str | None:
    """The only value a discriminating field may have."""
    match = CONSTANT.search(field["description"])
    return (match[1] or match[2]) if match and field["types"] == ["String"] else None


def decoded(value: Any, types: list[str]) -> Any:
    """A form's text as the type that the field asks for; native JSON values stay."""
    if not isinstance(value, str) or "String" in types or "InputFile" in types:
        return value
    if types == ["Boolean"] and value.lower() in ("true", "false"):
        return value.lower() == "true"
    try:
        return json.loads(value)
    except ValueError:
        return value


def _scalar(name: str) -> Check:
    kinds = SCALARS[name]

    def check(value: Any, path: str, found: list[str]) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            found.append(f"{path}: {value!r} is not of type {name}")

    return check


def _array(item: Check) -> Check:
    def check(value: Any, path: str, found: list[str]) -> None:
        if not isinstance(value, list):
            found.append(f"{path}: {value!r} is not an array")
            return
        for index, inner in enumerate(value):
            item(inner, f"{path}[{index}]", found)

    return check
