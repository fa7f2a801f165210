"""What Meta demands of a message, written down by hand; `LIMITS` is compared with Meta's own description."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Json = Mapping[str, Any]

LIMITS = {
    "body": 1024,
    "button_title": 20,
    "button_id": 256,
    "buttons": 3,
    "list_button": 20,
    "sections": 10,
    "rows": 10,
    "row_title": 24,
    "row_description": 72,
    "row_id": 200,
    "caption": 1024,
}
TEXT = 4096
PARAMETER = 1024
BASE = {"messaging_product", "recipient_type", "to", "recipient", "type", "context"}


def problems(message: Json) -> list[str]:
    """What is wrong with the body of a message; empty when nothing is."""
    kind = str(message.get("type"))
    if kind not in KINDS:
        return [f"type: {kind} is not known"]
    found = [f"{name} is unknown" for name in message if name not in BASE | {kind}]
    found += _envelope(message)
    content = message.get(kind)
    if not isinstance(content, dict):
        return [*found, f"{kind} is missing"]
    return found + [f"{kind}.{problem}" for problem in KINDS[kind](content)]


def _envelope(message: Json) -> Iterable[str]:
    if message.get("messaging_product") != "whatsapp":
        yield "messaging_product must be 'whatsapp'"
    if message.get("recipient_type") not in ("individual", "group"):
        yield "recipient_type must be 'individual' or 'group'"
    addressed = [name for name in ("to", "recipient") if isinstance(message.get(name), str) and message[name]]
    if len(addressed) != 1:
        yield "to is missing"
    context = message.get("context")
    if context is not None and (set(context) != {"message_id"} or not context["message_id"]):
        yield "context must name a message_id"
    if message.get("recipient_type") == "group" and message.get("type") == "interactive":
        yield "a group takes no interactive message"


def _only(content: Json, *known: str) -> list[str]:
    return [f"{name} is unknown" for name in content if name not in known]


def _words(content: Json, name: str, most: int) -> list[str]:
    value = content.get(name)
    if not isinstance(value, str) or not value.strip():
        return [f"{name} is missing"]
    return [f"{name} is longer than {most}"] if len(value) > most else []


def _text(text: Json) -> list[str]:
    return _only(text, "body", "preview_url") + _words(text, "body", TEXT)


def _reaction(reaction: Json) -> list[str]:
    found = _only(reaction, "message_id", "emoji") + _words(reaction, "message_id", 512)
    return found if isinstance(reaction.get("emoji"), str) else [*found, "emoji is missing"]


def _media(media: Json) -> list[str]:
    found = _only(media, "id", "caption", "filename") + _words(media, "id", 512)
    return found + (_words(media, "caption", LIMITS["caption"]) if "caption" in media else [])


def _interactive(content: Json) -> list[str]:
    found = _only(content, "type", "body", "action") + _words(content.get("body") or {}, "text", LIMITS["body"])
    action = content.get("action") or {}
    match content.get("type"):
        case "button":
            return found + _only(action, "buttons") + _buttons(action.get("buttons"))
        case "list":
            return found + _only(action, "button", "sections") + _list(action)
    return [*found, "type must be 'button' or 'list'"]


def _buttons(buttons: Any) -> list[str]:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= LIMITS["buttons"]:
        return ["buttons must be 1 to 3"]
    replies = [each.get("reply") or {} for each in buttons]
    found = [f"buttons[{at}].type must be 'reply'" for at, each in enumerate(buttons) if each.get("type") != "reply"]
    for reply in replies:
        found += _only(reply, "id", "title") + _words(reply, "id", LIMITS["button_id"])
        found += _words(reply, "title", LIMITS["button_title"])
    return found + _twice(replies, "id") + _twice(replies, "title")


def _list(action: Json) -> list[str]:
    found = _words(action, "button", LIMITS["list_button"])
    sections = action.get("sections")
    if not isinstance(sections, list) or not 1 <= len(sections) <= LIMITS["sections"]:
        return [*found, "sections must be 1 to 10"]
    rows = [row for section in sections for row in section.get("rows") or []]
    if not 1 <= len(rows) <= LIMITS["rows"]:
        found.append("rows must be 1 to 10")
    for row in rows:
        found += _only(row, "id", "title", "description") + _words(row, "id", LIMITS["row_id"])
        found += _words(row, "title", LIMITS["row_title"])
        found += _words(row, "description", LIMITS["row_description"]) if "description" in row else []
    return found + _twice(rows, "id")


def _twice(items: list[Json], name: str) -> list[str]:
    values = [item.get(name) for item in items]
    return [] if len(set(values)) == len(values) else [f"{name} must be unique"]


def _template(template: Json) -> list[str]:
    found = _only(template, "name", "language", "components") + _words(template, "name", 512)
    language = template.get("language") or {}
    if language.get("policy") != "deterministic" or not language.get("code"):
        found.append("language must have a policy and a code")
    for component in template.get("components") or []:
        if component.get("type") not in ("header", "body", "button"):
            found.append("components must be a header, a body or a button")
        for parameter in component.get("parameters") or []:
            found += _parameter(parameter)
    return found


def _parameter(parameter: Json) -> list[str]:
    found = _words(parameter, "text", PARAMETER)
    text = str(parameter.get("text", ""))
    if any(bad in text for bad in ("\n", "\t", "     ")):
        found.append("a parameter may hold neither line ends nor wide gaps")
    return found


KINDS: Mapping[str, Callable[[Json], list[str]]] = {
    "text": _text,
    "reaction": _reaction,
    "document": _media,
    "image": _media,
    "interactive": _interactive,
    "template": _template,
}
