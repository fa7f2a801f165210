"""Reads limits from Meta's own description, which is YAML as one program writes it: blocks, no flow, no anchors."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FILE_NAME = "meta-business-messaging-v23.0.yaml"
LINE = re.compile(r"(?P<indent> *)(?P<item>(?:- )*)(?:(?P<key>[\w/{}.$'-]+):(?: (?P<value>.*))?|(?P<scalar>.*))")
TOLD = ("description", "example", "examples")  # prose, wrapped over lines


def spec_file() -> Path | None:
    """The description, or nothing where this machine has none."""
    folder = os.environ.get("PAMONG_SPECS")
    path = Path(folder) / FILE_NAME if folder else None
    return path if path and path.is_file() else None


class Spec:
    """The numbers and names that a schema demands, each under the path that leads to it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    @staticmethod
    def load() -> "Spec | None":
        """Read once a process: it never changes."""
        path = spec_file()
        return _loaded(path) if path else None

    def schema(self, name: str) -> dict[str, Any]:
        """Every plain value below a schema: paths joined with dots, values of a list together."""
        start = self.lines.index(f"    {name}:") + 1
        found: dict[str, Any] = {}
        for path, value in self._values(start):
            if path.endswith("[]"):
                found.setdefault(path.removesuffix("[]"), []).append(value)
            else:
                found[path] = value
        return found

    def _values(self, start: int) -> Iterator[tuple[str, Any]]:
        """(path, value); what is wrapped belongs to prose and is passed over."""
        above: list[tuple[int, str]] = []
        prose: int | None = None
        for line in self.lines[start:]:
            indent = len(line) - len(line.lstrip())
            if line.strip() and indent <= 4:
                return
            if not line.strip() or (prose is not None and (indent > prose or line.startswith(" " * prose + "- "))):
                continue
            prose = None
            read = LINE.fullmatch(line)
            assert read is not None
            depth = indent + len(read["item"])
            listed = 1 if read["item"] else 0
            above = [each for each in above if each[0] < indent + listed]
            names = ".".join(name for _, name in above)
            if read["key"] is None:
                yield f"{names}[]", plain(read["scalar"])
                continue
            if read["key"] in TOLD and (read["value"] or read["key"] != "description"):
                prose = depth
            elif read["value"]:
                yield f"{names}.{read['key']}".lstrip("."), plain(read["value"])
            above.append((depth, read["key"]))


def plain(value: str) -> Any:
    """A scalar as Python has it."""
    bare = value.strip().strip("'\"")
    return int(bare) if bare.isdecimal() else bare


@cache
def _loaded(path: Path) -> Spec:
    return Spec(path.read_text(encoding="utf-8").splitlines())
