"""The queue of updates: kept until confirmed, filtered when they arise."""

import asyncio
import json
import random
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "poll", "poll_answer",
        "my_chat_member", "chat_member", "chat_join_request", "message_reaction", "message_reaction_count",
    }
)  # fmt: skip
DEFAULT_KINDS = KINDS - ASKED_FOR_ONLY
MOST_REMEMBERED = 20_000


class Bell:
    """Wakes coroutines of the server's loop from any thread."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._guard = threading.Lock()

    def ring(self) -> None:
        with self._guard:
            waiting, self._waiting = self._waiting, {}
        for event, loop in waiting.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def wait(self, seconds: float) -> None:
        """Returns when the bell rings or the time is over."""
        event = asyncio.Event()
        with self._guard:
            self._waiting[event] = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return
        finally:
            with self._guard:
                self._waiting.pop(event, None)


@dataclass(frozen=True, slots=True)
class Update:
    """One update, serialised once; `lane` names the chat whose order is kept."""

    id: int
    lane: int
    body: bytes


class Updates:
    """Callers hold the world's lock."""

    def __init__(self, seed: int = 0) -> None:
        self.dice = random.Random(seed)
        self.next_id = self.dice.randrange(100_000_000, 900_000_000)
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.pending: dict[int, Update] = {}
        self.again: deque[Update] = deque()
        self.confirmed: deque[Update] = deque(maxlen=MOST_REMEMBERED)
        self.created = 0
        self.poll_generation = 0
        self.bell = Bell()

    def allow(self, kinds: Iterable[str]) -> None:
        """Sets `allowed_updates`; an empty list means Telegram's default set."""
        self.allowed = frozenset(kinds) or DEFAULT_KINDS

    def add(self, content: Json, lane: int = 0) -> int:
        number = self.next_id
        self.next_id += 1
        self.created += 1
        body = json.dumps({"update_id": number} | content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self.pending[number] = Update(number, lane, body)
        self.bell.ring()
        return number

    def confirm(self, number: int) -> None:
        update = self.pending.pop(number, None)
        if update:
            self.confirmed.append(update)

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirms all before `offset` and gives the next; redelivered ones come first, once."""
        if offset < 0:
            offset = (list(self.pending)[offset:] or [0])[0]
        for number in [number for number in self.pending if number < offset]:
            self.confirm(number)
        taken = [self.again.popleft() for _ in range(min(limit, len(self.again)))]
        for update in self.pending.values():
            if len(taken) >= limit:
                break
            taken.append(update)
        return taken

    def drop(self) -> None:
        self.pending.clear()
        self.again.clear()

    def redeliver(self, count: int | None = None) -> int:
        """Sends the last `count` confirmed updates again."""
        chosen = list(self.confirmed)[-count:] if count else list(self.confirmed)
        self.again.extend(chosen)
        self.bell.ring()
        return len(chosen)

    def shuffle(self) -> None:
        """Lets pending updates arrive in another order than they arose in, ids still rising."""
        contents = [json.loads(update.body) for update in self.pending.values()]
        self.dice.shuffle(contents)
        for number, content in zip(list(self.pending), contents, strict=True):
            body = json.dumps(content | {"update_id": number}, ensure_ascii=False).encode()
            self.pending[number] = Update(number, self.pending[number].lane, body)
