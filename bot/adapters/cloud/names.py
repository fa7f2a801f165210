"""Meta's names for chats and people: phone numbers, opaque ids of people who hide theirs, groups."""

from bot.chat.events import Account, Chat, ChatKind

PLATFORM = "cloud"
OPAQUE = "bsuid"  # the kind of alias under which an opaque id is kept beside a phone number


def person(address: str, name: str = "", username: str = "", opaque: str = "") -> Account:
    """Somebody by phone number, else by their opaque id; both lead to the same identity."""
    aliases = ((OPAQUE, opaque),) if opaque else ()
    return Account(PLATFORM, address or opaque, name, username, aliases=aliases)


def addressed(address: str) -> Account:
    """Somebody by what they are written to: a phone number, or an opaque id."""
    return person(address) if address.isdecimal() else person("", opaque=address)


def private(address: str) -> Chat:
    """The chat with one person."""
    return Chat(PLATFORM, address, ChatKind.PRIVATE)


def group(address: str, title: str = "") -> Chat:
    """A group that our number leads."""
    return Chat(PLATFORM, address, title=title)


def recipient(chat: Chat) -> dict[str, str]:
    """The fields of a message that say to whom it goes."""
    if chat.kind is ChatKind.GROUP:
        return {"recipient_type": "group", "to": chat.address}
    field = "to" if chat.address.isdecimal() else "recipient"
    return {"recipient_type": "individual", field: chat.address}
