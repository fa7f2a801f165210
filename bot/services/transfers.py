"""A group's settings and words as a file, and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot import errors, settings, texts
from bot.context import Context
from bot.models import Blob
from bot.settings import Section

FORMAT = "pamong-group"


def as_file(ctx: Context, blocklist: Sequence[str]) -> bytes:
    """The group's settings, own words and unwanted words as JSON: no person is in it."""
    value = {
        "format": FORMAT,
        "version": 1,
        "language": ctx.group.language,
        "timezone": ctx.group.timezone,
        "settings": {name: dict(found) for name, found in ctx.group.sections.items() if name in ctx.routes.sections},
        "words": dict(ctx.group.words),
        "blocklist": list(blocklist),
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def from_file(data: bytes, ctx: Context) -> dict[str, Any]:
    """The content of such a file; raises `errors.Refused` that says what is wrong with it."""
    try:
        value = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise errors.Refused("transfers.not_json") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise errors.Refused("transfers.not_ours")
    sections = value.get("settings", {})
    words = value.get("words", {})
    blocklist = value.get("blocklist", [])
    if not (isinstance(sections, dict) and isinstance(words, dict) and _are_texts(blocklist)):
        raise errors.Refused("transfers.not_ours")
    return {"sections": _sections(sections, ctx), "words": _words(words), "blocklist": blocklist}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _sections(found: Mapping[str, Any], ctx: Context) -> list[Section]:
    sections = []
    for name, values in found.items():
        model = ctx.routes.sections.get(name)
        if model is None:
            raise errors.Refused("transfers.unknown", name=name[:40])
        try:
            sections.append(model.model_validate(values))
        except ValidationError as wrong:
            where = ".".join(str(part) for part in wrong.errors()[0]["loc"]) or name
            raise errors.Refused("transfers.bad_value", name=f"{name}.{where}"[:60]) from None
    return sections


def _words(found: Mapping[str, Any]) -> dict[str, str]:
    for key, text in found.items():
        if key not in texts.catalogue("id") or not isinstance(text, str) or len(text) > 4000:
            raise errors.Refused("transfers.unknown", name=key[:40])
    return dict(found)


def apply(content: Mapping[str, Any], ctx: Context) -> int:
    """Stores what `from_file` read; how many values that were."""
    for section in content["sections"]:
        settings.change(ctx.session, ctx.group, section)
    for key, text in content["words"].items():
        settings.reword(ctx.session, ctx.group, key, text)
    return len(content["sections"]) + len(content["words"])


def keep(name: str, data: bytes, ctx: Context) -> int:
    """A file on its way out; its id for `document`."""
    who = ctx.event.who
    blob = Blob(
        community_id=ctx.community,
        identity_id=who.id if who and who.id else None,
        name=name,
        data=data,
        created_at=ctx.now,
    )
    ctx.session.add(blob)
    ctx.session.flush()
    return blob.id or 0
