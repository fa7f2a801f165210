"""What Pamong says: sentences by key, in a language, in a group's own words where it has some."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from bot.chat.text import Text, marked

LANGUAGES = ("id", "en")
DEFAULT = "id"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def say(language: str, key: str, values: Mapping[str, object], own: Mapping[str, str] | None = None) -> Text:
    """The sentence `key` in `language`; `own` are a group's own words, which are never markup.

    Raises KeyError for an unknown key or a missing value.
    """
    if own and key in own:
        return in_own_words(own[key], values)
    return marked(template(language, key, values), values)


def template(language: str, key: str, values: Mapping[str, object]) -> str:
    """The raw sentence; one with plural forms is chosen by `count` (CLDR rules, through babel)."""
    found = catalogue(known(language))[key]
    if isinstance(found, str):
        return found
    count = values["count"]
    assert isinstance(count, int)
    chosen: str = found.get(Locale(known(language)).plural_form(count), found["other"])
    return chosen


def known(language: str) -> str:
    """The nearest language that Pamong speaks ("en-GB" is "en", "fr" is Indonesian)."""
    short = language.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else DEFAULT


@cache
def catalogue(language: str) -> dict[str, Any]:
    """All sentences of a language: "noun.key" to a string, or to its plural forms."""
    folder = files("bot") / "locales" / language
    found: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            found |= dict(_flat(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8"))))
    return found


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            yield from _flat(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", value


def placeholders(template_: str) -> set[str]:
    """The names in braces."""
    return set(PLACEHOLDER.findall(template_))


def in_own_words(words: str, values: Mapping[str, object]) -> Text:
    """A group's own sentence: placeholders are filled, everything else stays to the letter."""
    escaped = "".join(_piece(part, values) for part in _parts(words))
    return marked(escaped, values)


def _piece(part: str, values: Mapping[str, object]) -> str:
    if part.startswith("{") and part[1:-1] in values:
        return part
    return "".join("\\" + letter if letter in "\\*_`[]{}()" else letter for letter in part)


def _parts(words: str) -> Iterator[str]:
    start = 0
    while (opening := words.find("{", start)) >= 0:
        closing = words.find("}", opening)
        if closing < 0:
            break
        yield words[start:opening]
        yield words[opening : closing + 1]
        start = closing + 1
    yield words[start:]
