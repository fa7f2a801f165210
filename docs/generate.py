"""The pages in this folder that are written by the code: commands, settings, moderation, configuration."""  # noqa: INP001

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot import texts
from bot.chat.facts import Role
from bot.config.tables import Config
from bot.routing import CommandSpec, Routes
from bot.settings import Section
from docs import markdown, rulebook
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS

FOLDER = Path(__file__).parent


SHELVES = (
    ("Everyone", (Role.STRANGER, Role.NEWCOMER, Role.MEMBER)),
    ("Moderators", (Role.MODERATOR,)),
    ("Admins", (Role.ADMIN, Role.OWNER)),
)
SIGNS = ((Ge, "at least {}", "ge"), (Gt, "more than {}", "gt"), (Le, "at most {}", "le"), (Lt, "less than {}", "lt"))
NAMES: Mapping[Any, str] = {bool: "on or off", int: "whole number", float: "number", str: "text", list: "list"}


def write() -> None:
    """Writes every page."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


def commands() -> str:
    """Every command that is registered, by who may use it, in both languages."""
    specs = routes().specs()
    shelves = [part for title, roles in SHELVES for part in _shelf(title, [s for s in specs if s.role in roles])]
    return markdown.page("Commands", COMMANDS, *shelves)


def settings() -> str:
    """Every section of a group's settings with its fields."""
    sections = routes().sections.values()
    return markdown.page("Settings of a group", SETTINGS, *(part for section in sections for part in _section(section)))


def moderation() -> str:
    """Every rule for an organiser: what it finds, its defaults, its commands; first in Indonesian."""
    specs = routes().specs()
    chapters = [part for language in texts.LANGUAGES for part in rulebook.rules(language, specs)]
    return markdown.page("Moderation", *chapters)


def configuration() -> str:
    """Every key of config.toml with its environment variable."""
    return markdown.page("config.toml, key by key", CONFIGURATION, *(part for part in _tables(Config, ())))


def routes() -> Routes:
    """Everything that Pamong answers by itself."""
    return Routes([*ROUTERS, *JOBS], RULES)


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "moderation.md": moderation,
    "configuration.md": configuration,
}
"""What each written page holds."""

FORMS = " ¹"

COMMANDS = """\
A command works in the group and, for most of them, in a private chat with the bot. In private Pamong asks which group
is meant, unless you share only one with it. Each command has the same meaning under all its names.

Without words behind it, a command that sets something shows what is set now. What only one person needs to see goes to
that person in private, once they have pressed Start there."""

ABOUT_FORMS = """\
¹ With `d` in front (`/dwarn`) it also deletes the message that is answered. With `s` in front (`/swarn`) nothing is
said in the group. Durations are written `30m`, `2h`, `3d`, `1w`, or in words: `2 jam`, `3 hari`."""

SETTINGS = """\
Each group has its own settings. An admin changes a switch by its button in `/settings`. Values without a button can be
set by a file: `/export` sends it, change the value under `settings`, and send the file back with the caption
`/import`. Rules, the words of welcome and goodbye, language and time zone have [commands](commands.md) of their own."""

CONFIGURATION = """\
`config.toml` is for the whole installation; what concerns one group is set in its chat. Every key may be left out. The
environment wins over the file. A key that does not exist is refused, with the nearest one that does.

The two `[whatsapp]` tables are understood but not served yet: leave them as they are."""


def _shelf(title: str, specs: list[CommandSpec]) -> list[str]:
    if not specs:
        return []
    rows = (
        [
            f"`/{spec.name}`{FORMS if spec.forms else ''}",
            _also(spec),
            _said("en", spec, "help"),
            _said("id", spec, "help"),
            _example(spec),
        ]
        for spec in sorted(specs, key=lambda spec: spec.name)
    )
    table = markdown.table(("Command", "Also", "What it does", "Artinya", "Example"), rows)
    return [f"## {title}", table, *([ABOUT_FORMS] if any(spec.forms for spec in specs) else [])]


def _also(spec: CommandSpec) -> str:
    return " ".join(f"`/{alias}`" for alias in spec.aliases)


def _said(language: str, spec: CommandSpec, what: str) -> str:
    return str(texts.say(language, f"{spec.noun}.{what}.{spec.name}", {}))


def _example(spec: CommandSpec) -> str:
    return _said("en", spec, "usage")


def _section(section: type[Section]) -> list[str]:
    rows = (
        [f"`{name}`", f"{_kind(field)}{_limits(field)}", _value(field.default), *_words(section, name, field)]
        for name, field in section.model_fields.items()
    )
    heads = ("Field", "Value", "Default", "Meaning", "Button")
    return [f"## `{section.section}`", _first_line(section), markdown.table(heads, rows)]


def _words(section: type[Section], name: str, field: FieldInfo) -> tuple[str, str]:
    """What it means, and how its button is labelled in each language."""
    if field.annotation is not bool:
        return field.description or "", ""
    key = f"{section.section}.setting.{name}"
    return field.description or "", " / ".join(str(texts.say(language, key, {})) for language in texts.LANGUAGES)


def _tables(table: type[BaseModel], path: tuple[str, ...]) -> Iterator[str]:
    inner = {name: field for name, field in table.model_fields.items() if _is_table(field)}
    own = {name: field for name, field in table.model_fields.items() if name not in inner}
    if own:
        yield f"## `[{'.'.join(path)}]`" if path else "## At the top"
        yield from [_first_line(table)] if path else ()
        rows = ([f"`{name}`", _variable(*path, name), _toml(field.default), _key(field)] for name, field in own.items())
        yield markdown.table(("Key", "Environment", "Default", "Meaning"), rows)
    for name, field in inner.items():
        yield from _tables(field.annotation, (*path, name))  # type: ignore[arg-type]


def _is_table(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _variable(*path: str) -> str:
    return f"`PAMONG_{'__'.join(path).upper()}`"


def _key(field: FieldInfo) -> str:
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    said = f": {' or '.join(map(_toml, choices))}" if choices else _limits(field)
    return f"{field.description}{said}"


def _kind(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(field.annotation))
    return NAMES[get_origin(field.annotation) or field.annotation]


def _limits(field: FieldInfo) -> str:
    found = [words.format(getattr(mark, name)) for mark in field.metadata for words, name in _sign(mark)]
    return f", {' and '.join(found)}" if found else ""


def _sign(mark: object) -> Iterator[tuple[str, str]]:
    return ((words, name) for kind, words, name in SIGNS if isinstance(mark, kind))


def _value(value: Any) -> str:
    """A setting as admins see it."""
    match value:
        case bool():
            return "on" if value else "off"
        case list() | dict():
            return "empty" if not value else f"`{json.dumps(value, ensure_ascii=False)}`"
    return f"`{value}`"


def _toml(value: Any) -> str:
    """A value as config.toml holds it."""
    plain = value.get_secret_value() if isinstance(value, SecretStr) else value
    return f"`{json.dumps(plain, ensure_ascii=False)}`"


def _first_line(documented: type) -> str:
    return (documented.__doc__ or "").strip().splitlines()[0]


if __name__ == "__main__":
    write()
