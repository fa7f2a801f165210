"""The rules of moderation as an organiser reads about them."""  # noqa: INP001

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_origin

from pydantic.fields import FieldInfo

from bot import texts
from bot.routing import CommandSpec
from bot.settings import Section
from docs.markdown import table
from handlers.settings import INNER
from moderation.rules import RULES

ORGANISERS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "title": "Bahasa Indonesia",
        "intro": """\
Aturan menemukan, kebijakan memutuskan, moderator yang menentukan. Pesan moderator, admin, dan anggota yang dipercaya
(`/approve`) tidak diperiksa. Setiap keputusan bisa dijelaskan dan dibatalkan dengan satu tombol. Dengan `/mode watch`
Pamong hanya memberi tahu apa yang akan dilakukannya. Semua saklar ada di `/settings`.""",
        "setting": "Pengaturan",
        "default": "Bawaan",
        "on": "hidup",
        "off": "mati",
    },
    "en": {
        "title": "English",
        "intro": """\
Rules find, policy decides, moderators have the last word. Messages of moderators, admins and trusted members
(`/approve`) are not judged. Every decision can be explained and taken back by one button. With `/mode watch` Pamong
only tells what it would do. All switches are in `/settings`.""",
        "setting": "Setting",
        "default": "Default",
        "on": "on",
        "off": "off",
    },
}
"""What each language's chapter says besides."""


def rules(language: str, specs: Sequence[CommandSpec]) -> Iterator[str]:
    """One language's chapter about the rules."""
    words = ORGANISERS[language]
    yield from (f"## {words['title']}", words["intro"])
    for rule in RULES:
        yield f"### {texts.say(language, f'{rule.name}.title', {})}"
        yield str(texts.say(language, f"{rule.name}.about", {}))
        yield _defaults(rule.settings, language)
        called = [_call(spec, language) for spec in specs if spec.noun == rule.name]
        yield from ["\n".join(called)] if called else []


def _defaults(section: type[Section], language: str) -> str:
    words, name = ORGANISERS[language], section.section
    rows = (
        [str(texts.say(language, f"{name}.setting.{field}", {})), _default(name, info, language)]
        for field, info in section.model_fields.items()
        if f"{name}.{field}" not in INNER
    )
    return table((words["setting"], words["default"]), rows)


def _default(section: str, field: FieldInfo, language: str) -> str:
    """A default in an organiser's words."""
    value = field.default
    if isinstance(value, bool):
        return ORGANISERS[language]["on" if value else "off"]
    if get_origin(field.annotation) is Literal:
        return str(texts.say(language, f"{section}.value.{value}", {}))
    return str(texts.say(language, "settings.nothing", {})) if value in ("", []) else f"{value}"


def _call(spec: CommandSpec, language: str) -> str:
    said = {what: texts.say(language, f"{spec.noun}.{what}.{spec.name}", {}) for what in ("help", "usage")}
    return f"- `/{spec.name}`: {said['help']}. {said['usage']}"
