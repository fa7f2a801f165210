"""Chats, and the messages in them."""

from dataclasses import dataclass, field

from tests.fakes.botapi.people import Json, Member, User, default_permissions
from tests.fakes.botapi.polls import Poll


@dataclass(eq=False)
class Link:
    """An invite link; `users` joined or asked to join through it."""

    url: str
    creator: User
    name: str | None = None
    expires: int = 0
    limit: int = 0
    by_request: bool = False
    primary: bool = False
    revoked: bool = False
    joined: int = 0
    pending: int = 0

    def json(self) -> Json:
        shown: Json = {
            "invite_link": self.url,
            "creator": self.creator.json(),
            "creates_join_request": self.by_request,
            "is_primary": self.primary,
            "is_revoked": self.revoked,
        }
        optional = {
            "name": self.name,
            "expire_date": self.expires,
            "member_limit": self.limit,
            "pending_join_request_count": self.pending,
        }
        return shown | {name: value for name, value in optional.items() if value}


@dataclass(eq=False)
class Topic:
    """A thread of a forum; its id is that of the message that created it."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    user: User | None = None
    forum: bool = False
    description: str | None = None
    by_request: bool = False
    announces_joins: bool = True
    seen_by_bot: bool = False
    linked: "Chat | None" = None
    migrated_to: "Chat | None" = None
    members: dict[int, Member] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=default_permissions)
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_id: int = 0
    pins: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    requests: dict[int, Link | None] = field(default_factory=dict)
    banned_senders: set[int] = field(default_factory=set)

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "supergroup")

    def json(self) -> Json:
        shown: Json = {"id": self.id, "type": self.type}
        if self.user:
            person = self.user.json()
            return shown | {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
        optional = {"title": self.title, "username": self.username, "is_forum": self.forum}
        return shown | {name: value for name, value in optional.items() if value}

    def member(self, user: User, now: float) -> Member:
        """What the user is here now; a stranger has left."""
        found = self.members.get(user.id)
        if found is None:
            return Member(user)
        found.expire(now)
        return found

    def present(self, now: float) -> list[Member]:
        for member in self.members.values():
            member.expire(now)
        return [member for member in self.members.values() if member.present]


@dataclass(eq=False)
class Message:
    """One message as the bot sees it; `data` holds all but ids, date, chat and the poll."""

    chat: Chat
    id: int
    date: int
    data: Json
    sender: int
    by_bot: bool = False
    service: bool = False
    deleted: bool = False
    poll: Poll | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Text, caption, or a poll's question."""
        asked = self.poll.question if self.poll else ""
        return str(self.data.get("text") or self.data.get("caption") or asked)

    @property
    def buttons(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, row after row."""
        return [button["text"] for row in self.buttons for button in row]

    @property
    def author(self) -> str:
        sender = self.data.get("sender_chat")
        return str(sender["title"] if sender else self.data.get("from", {}).get("first_name", ""))

    def json(self) -> Json:
        shown = {"message_id": self.id, "date": self.date, "chat": self.chat.json()} | self.data
        return shown | {"poll": self.poll.json()} if self.poll else shown

    def nested(self) -> Json:
        """As it appears inside another: replies are not nested twice."""
        return {
            name: value for name, value in self.json().items() if name not in ("reply_to_message", "pinned_message")
        }

    def inaccessible(self) -> Json:
        return {"chat": self.chat.json(), "message_id": self.id, "date": 0}

    def button(self, label_or_data: str) -> Json | None:
        for row in self.buttons:
            for button in row:
                if label_or_data in (button["text"], button.get("callback_data")):
                    return button
        return None
