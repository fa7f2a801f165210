"""A message that somebody wrote, pressed or reacted with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.adapters.cloud import names
from bot.adapters.cloud.names import PLATFORM
from bot.chat.events import (
    Account,
    AccountKind,
    Chat,
    Document,
    Event,
    Message,
    MessageKind,
    Pressed,
    Reachable,
    Reacted,
)
from bot.chat.text import Text

if TYPE_CHECKING:
    from bot.adapters.cloud.read import Reader

Json = dict[str, Any]

KINDS: Mapping[str, MessageKind] = {
    "text": MessageKind.TEXT,
    "image": MessageKind.PHOTO,
    "video": MessageKind.VIDEO,
    "audio": MessageKind.VOICE,
    "sticker": MessageKind.STICKER,
    "document": MessageKind.DOCUMENT,
    "contacts": MessageKind.CONTACT,
    "location": MessageKind.LOCATION,
}
FILES = ("image", "video", "audio", "document")


def read(message: Json, value: Json, reader: "Reader") -> list[Event]:
    """The event of one message; none for a kind that is not known, which is counted."""
    kind = str(message.get("type", ""))
    if kind == "system":
        return _system(message, reader)
    who = _author(message, value)
    if who is None or kind not in READ:
        reader.unknown[kind or "nothing"] += 1
        return []
    group = str(message.get("group_id") or "")
    chat = names.group(group, reader.titles.get(group, "")) if group else names.private(who.address)
    return [READ[kind](message, chat, who, reader)]


def _author(message: Json, value: Json) -> Account | None:
    phone, opaque = str(message.get("from") or ""), str(message.get("from_user_id") or "")
    contacts = [each for each in value.get("contacts") or [] if isinstance(each, dict)]
    named = {"wa_id": phone, "user_id": opaque}
    mine = (each for each in contacts if any(value and each.get(key) == value for key, value in named.items()))
    contact = next(mine, contacts[0] if len(contacts) == 1 else {})
    opaque = opaque or str(contact.get("user_id") or "")
    profile = contact.get("profile") or {}
    if not (phone or opaque):
        return None
    name, username = str(profile.get("name") or ""), str(profile.get("username") or "").removeprefix("@")
    return names.person(phone, name, username, opaque)


def _key(message: Json) -> str:
    return f"{PLATFORM}:{message['id']}"


def _said(message: Json, chat: Chat, who: Account, reader: "Reader") -> Event:
    """A text, or a file with the words below it."""
    kind = str(message["type"])
    content = message.get(kind)
    inside: Json = content if isinstance(content, dict) else {}
    words = str(inside.get("body" if kind == "text" else "caption") or "")
    context = message.get("context") or {}
    quoted = str(context.get("id") or "")
    reader.remember(message["id"], words)
    return Message(
        _key(message),
        reader.at(message.get("timestamp")),
        chat,
        who,
        message=message["id"],
        text=Text(words),
        kind=KINDS[kind],
        reply_to=quoted,
        reply_who=_quoted(context, reader),
        reply_text=Text(reader.texts.get(quoted, "")),
        document=_file(kind, inside),
        forwarded=bool(context.get("forwarded") or context.get("frequently_forwarded")),
    )


def _quoted(context: Json, reader: "Reader") -> Account | None:
    author = str(context.get("from") or "")
    if not author or not context.get("id"):
        return None
    kind = AccountKind.BOT if author == reader.phone else AccountKind.PERSON
    return Account(PLATFORM, author, kind=kind)


def _file(kind: str, content: Json) -> Document | None:
    if kind not in FILES or not content.get("id"):
        return None
    return Document(str(content["id"]), str(content.get("filename") or ""), 0, str(content.get("mime_type") or ""))


def _pressed(message: Json, chat: Chat, who: Account, reader: "Reader") -> Event:
    """A button, a line of a list, or the button of a template."""
    inside = message[message["type"]]
    reply = inside.get("button_reply") or inside.get("list_reply") or {"id": inside.get("payload")}
    return Pressed(
        _key(message),
        reader.at(message.get("timestamp")),
        chat,
        who,
        data=str(reply["id"]),
        press=message["id"],
        message=str((message.get("context") or {}).get("id") or ""),
    )


def _reacted(message: Json, chat: Chat, who: Account, reader: "Reader") -> Event:
    emoji = str(message["reaction"].get("emoji") or "")
    return Reacted(
        _key(message),
        reader.at(message.get("timestamp")),
        chat,
        who,
        message=str(message["reaction"]["message_id"]),
        emoji=(emoji,) if emoji else (),
    )


def _system(message: Json, reader: "Reader") -> list[Event]:
    """Somebody has another number now: the old one cannot be written to any more."""
    about = message.get("system") or {}
    who = names.person(str(message.get("from") or ""))
    if about.get("type") != "user_changed_number" or not who.address:
        reader.unknown["system"] += 1
        return []
    at = reader.at(message.get("timestamp"))
    return [Reachable(_key(message), at, names.private(who.address), who, yes=False)]


READ = dict.fromkeys(KINDS, _said) | {"interactive": _pressed, "button": _pressed, "reaction": _reacted}
