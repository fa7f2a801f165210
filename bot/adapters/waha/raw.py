"""What only the raw part of a payload tells, whichever engine the gateway runs."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.adapters.waha.names import jid, local
from bot.chat.events import MessageKind

Payload = Mapping[str, Any]

DEEPEST = 4  # messages within messages
MILLISECONDS = 1e11  # a number beyond this is no count of seconds
PARTS = {
    "imagemessage": MessageKind.PHOTO,
    "videomessage": MessageKind.VIDEO,
    "ptvmessage": MessageKind.VIDEO,
    "audiomessage": MessageKind.VOICE,
    "stickermessage": MessageKind.STICKER,
    "documentmessage": MessageKind.DOCUMENT,
    "documentwithcaptionmessage": MessageKind.DOCUMENT,
    "contactmessage": MessageKind.CONTACT,
    "contactsarraymessage": MessageKind.CONTACT,
    "locationmessage": MessageKind.LOCATION,
    "livelocationmessage": MessageKind.LOCATION,
    "pollcreationmessage": MessageKind.POLL,
    "pollcreationmessagev2": MessageKind.POLL,
    "pollcreationmessagev3": MessageKind.POLL,
}
TYPES = {
    "image": MessageKind.PHOTO,
    "video": MessageKind.VIDEO,
    "ptt": MessageKind.VOICE,
    "audio": MessageKind.VOICE,
    "sticker": MessageKind.STICKER,
    "document": MessageKind.DOCUMENT,
    "vcard": MessageKind.CONTACT,
    "multi_vcard": MessageKind.CONTACT,
    "location": MessageKind.LOCATION,
    "poll_creation": MessageKind.POLL,
}
MIMES = {"image": MessageKind.PHOTO, "video": MessageKind.VIDEO, "audio": MessageKind.VOICE}


def moment(value: object) -> datetime:
    """A timestamp: the gateway counts in seconds here, in milliseconds there. Raises ValueError for what is none."""
    if not isinstance(value, int | float):
        raise ValueError("a timestamp is missing")
    return datetime.fromtimestamp(value / 1000 if value > MILLISECONDS else value, UTC)


def inner(payload: object, *names: str) -> Any:
    """A value deep inside, None where a step is missing."""
    found: Any = payload
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def name_of(payload: Payload) -> str:
    """The name that the author gave themselves."""
    data = payload.get("_data")
    names = (inner(payload, "_data", "notifyName"), inner(payload, "_data", "pushName"))
    found = (*names, inner(payload, "_data", "Info", "PushName")) if isinstance(data, Mapping) else ()
    return next((str(name).strip() for name in found if name and str(name).strip() not in ("", "~")), "")


def other_name(payload: Payload, who: str) -> str:
    """The same person's other address: the phone beside the opaque id, or the other way round."""
    key = inner(payload, "_data", "key") or {}
    info = inner(payload, "_data", "Info") or {}
    fields = ("participantAlt", "participantPn", "participantLid", "senderPn", "senderLid", "remoteJidAlt")
    found = [jid(inner(key, field)) for field in fields] + [jid(inner(info, "SenderAlt"))]
    return next((other for other in found if other.endswith(("@c.us", "@lid")) and other != who), "")


def _parts(message: object, depth: int = DEEPEST) -> Iterator[tuple[str, Any]]:
    """What a raw message is made of, by name; also what is wrapped, as where messages vanish after a while."""
    for name, part in message.items() if isinstance(message, Mapping) and depth else ():
        yield str(name).lower(), part
        yield from _parts(inner(part, "message"), depth - 1)


def _message(payload: Payload) -> object:
    return inner(payload, "_data", "message") or inner(payload, "_data", "Message")


def _contexts(payload: Payload) -> Iterator[Payload]:
    for _, part in _parts(_message(payload)):
        found = inner(part, "contextInfo") if isinstance(part, Mapping) else None
        if isinstance(found, Mapping):
            yield found


def is_forwarded(payload: Payload) -> bool:
    """Whether somebody passed on what another wrote."""
    if inner(payload, "_data", "isForwarded"):
        return True
    return any(context.get("isForwarded") for context in _contexts(payload))


def mentioned(payload: Payload) -> set[str]:
    """Who is mentioned, by the part before the @."""
    found = list(inner(payload, "_data", "mentionedJidList") or ())
    for context in _contexts(payload):
        found += context.get("mentionedJid") or context.get("mentionedJID") or ()
    return {local(jid(each)) for each in found} - {""}


def kind_of(payload: Payload) -> MessageKind:
    """What a message carries."""
    if payload.get("location"):
        return MessageKind.LOCATION
    if payload.get("vCards"):
        return MessageKind.CONTACT
    told = _by_mime(str(inner(payload, "media", "mimetype") or ""))
    return told or _by_type(payload) or (MessageKind.OTHER if payload.get("hasMedia") else MessageKind.TEXT)


def _by_mime(mime: str) -> MessageKind | None:
    if not mime:
        return None
    if mime.startswith("image/webp"):
        return MessageKind.STICKER
    return MIMES.get(mime.partition("/")[0], MessageKind.DOCUMENT)


def _by_type(payload: Payload) -> MessageKind | None:
    if (known := TYPES.get(str(inner(payload, "_data", "type")))) is not None:
        return known
    return next((PARTS[name] for name, _ in _parts(_message(payload)) if name in PARTS), None)
