"""The words that questions are made of, from `wording.toml` and `concepts.toml`."""

import tomllib
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.domain").joinpath(name).read_text("utf-8"))


INFORMAL = _read("wording.toml")
MEANT: dict[str, str] = {short: full for full, shorts in INFORMAL["meant"].items() for short in shorts.split()}
KEPT = frozenset(MEANT.values())
KINDS: dict[str, str] = {word: kind for kind, listed in INFORMAL["kinds"].items() for word in listed.split()}
FILLING = frozenset(INFORMAL["filling"].split())
CONCEPTS: dict[str, tuple[str, ...]] = {
    name: tuple(listed.split()) for field in _read("concepts.toml").values() for name, listed in field.items()
}
KNOWN = frozenset(word for listed in CONCEPTS.values() for phrase in listed for word in phrase.split("-"))
KNOWN |= FILLING | KINDS.keys() | MEANT.keys() | KEPT
