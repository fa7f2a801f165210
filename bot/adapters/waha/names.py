"""WhatsApp's names for chats, people and messages in one spelling.

A message's name is `false_<chat>_<id>_<author>`, one of our own `true_<chat>_<id>`: the gateway takes it back in this
form, whichever of its engines wrote it.
"""

import re
from dataclasses import dataclass

PLATFORM = "whatsapp"
GROUP, PHONE, OPAQUE = "@g.us", "@c.us", "@lid"
SERIALIZED = re.compile(r"(?P<own>true|false)_(?P<chat>[^_]+)_(?P<id>[^_]+)(?:_(?P<author>.+))?")


def jid(value: object) -> str:
    """A chat or person without device number, phones as `…@c.us`; empty for what is none."""
    if isinstance(value, dict):
        value = value.get("_serialized", "")
    if not isinstance(value, str) or "@" not in value:
        return ""
    user, _, server = value.partition("@")
    return f"{user.partition(':')[0]}@{'c.us' if server == 's.whatsapp.net' else server}"


def is_group(address: str) -> bool:
    """Whether an address is a group's."""
    return address.endswith(GROUP)


def is_chat(address: str) -> bool:
    """Whether people talk there: not a status, a channel or a list of recipients."""
    return address.endswith((GROUP, PHONE, OPAQUE))


def local(address: str) -> str:
    """The part before the @, by which WhatsApp writes a mention."""
    return address.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Name:
    """A message: whether it is ours, where it is, its bare id, and who wrote it (empty for ours)."""

    own: bool
    chat: str
    id: str
    author: str = ""

    def __str__(self) -> str:
        head = f"{'true' if self.own else 'false'}_{self.chat}_{self.id}"
        return f"{head}_{self.author}" if self.author and not self.own else head


def named(raw: object, chat: str, author: str = "", *, own: bool = False) -> Name:
    """The name of a message that the gateway calls `raw`: whole, or its bare id within `chat`."""
    known = SERIALIZED.fullmatch(str(raw))
    if known is None:
        return Name(own, chat, str(raw), author)
    return Name(known["own"] == "true", jid(known["chat"]) or chat, known["id"], jid(known["author"]) or author)
