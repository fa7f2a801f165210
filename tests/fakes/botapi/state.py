"""The whole pretend Telegram: people, chats, polls, files, and the queue of updates."""

import heapq
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.fakes.botapi.chats import Chat, Link, Message
from tests.fakes.botapi.errors import bad
from tests.fakes.botapi.faults import Faults, Limits
from tests.fakes.botapi.files import Files
from tests.fakes.botapi.journal import Journal
from tests.fakes.botapi.people import ANONYMOUS_ADMIN, CHANNEL_SENDER, TELEGRAM, Member, User
from tests.fakes.botapi.polls import Poll
from tests.fakes.botapi.spec import NEWER, Spec
from tests.fakes.botapi.updates import Updates

Json = dict[str, Any]
TOKEN = "7654321:AAFake-Bot-Api_Token0123456789abcdefgh"


@dataclass
class Press:
    """A pressed button, and what the bot answered: `text` is None until it did."""

    id: str
    user: User
    message: Message
    data: str
    at: float
    answered: bool = False
    text: str | None = None
    alert: bool = False

    def json(self) -> Json:
        return {"id": self.id, "data": self.data, "answered": self.answered, "text": self.text, "alert": self.alert}


@dataclass
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0
    generation: int = 0


@dataclass(order=True)
class Due:
    at: float
    number: int
    run: Callable[[], None] = field(compare=False)


class World:
    """Every access holds `lock`; the server's thread and the test's thread share it."""

    def __init__(
        self, token: str = TOKEN, seed: int = 0, privacy: bool = False, validate: bool = True, newer: bool = False
    ) -> None:
        self.lock = threading.RLock()
        self.token = token
        self.privacy = privacy
        self.newer = newer
        self.dice = random.Random(seed)
        self.bot = User(int(token.split(":")[0]), "Pamong", username="pamong_test_bot", is_bot=True, started=True)
        known = (self.bot, TELEGRAM, ANONYMOUS_ADMIN, CHANNEL_SENDER)
        self.users: dict[int, User] = {user.id: user for user in known}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Poll] = {}
        self.poll_messages: dict[str, Message] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[str, list[Json]] = {}
        self.files = Files()
        self.updates = Updates(seed)
        self.webhook = Webhook()
        self.journal = Journal()
        self.faults = Faults()
        self.limits: Limits | None = None
        self.violations: list[str] = []
        self.spec = Spec.load(newer) if validate else None
        self.shift = 0.0
        self._numbers: dict[str, int] = {}
        self._due: list[Due] = []

    # -- time

    def now(self) -> float:
        return time.time() + self.shift

    def today(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def later(self, at: float, run: Callable[[], None]) -> None:
        heapq.heappush(self._due, Due(at, self.number("due"), run))

    def run_due(self) -> None:
        """What has become due, in order; the server calls it every few milliseconds."""
        with self.lock:
            while self._due and self._due[0].at <= self.now():
                heapq.heappop(self._due).run()

    # -- numbers

    def number(self, kind: str) -> int:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return self._numbers[kind]

    def big_number(self) -> int:
        return self.dice.randrange(10**17, 10**18)

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves, all other chats of the bot together."""
        if chat.type not in ("supergroup", "channel"):
            return self.number("message")
        chat.last_id += 1
        return chat.last_id

    # -- look-ups

    def new_user(self, name: str, **details: Any) -> User:
        user = User(7_100_000_000 + self.number("user"), name, **details)
        self.users[user.id] = user
        return user

    def new_chat(self, kind: str, title: str, **details: Any) -> Chat:
        number = self.number("chat")
        identifier = -(4_200_000_000 + number) if kind == "group" else -(1_002_100_000_000 + number)
        chat = self.chats[identifier] = Chat(identifier, kind, title, **details)
        return chat

    def private(self, user: User) -> Chat:
        """The chat of a user with the bot, made when first needed."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self.chats[user.id] = Chat(user.id, "private", user=user)
        return chat

    def user(self, user_id: int | None) -> User:
        user = self.users.get(user_id or 0)
        if user is None:
            raise bad("user not found")
        return user

    def link(self, chat: Chat, creator: User, **details: Any) -> Link:
        link = Link(f"https://t.me/+{self.big_number():x}", creator, **details)
        chat.links.append(link)
        return link

    def member_json(self, member: Member, chat: Chat) -> Json:
        shown = member.json(self.bot.id, chat.type)
        return shown | dict.fromkeys(NEWER, False) if self.newer and member.status == "administrator" else shown

    def blame(self, problems: list[str]) -> None:
        self.violations.extend(problems)
