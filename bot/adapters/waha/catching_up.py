"""What happened while nobody listened: the gateway's own retries are finite, its memory reaches further."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.adapters.base import Inlet
from bot.adapters.waha.contacts import introduced
from bot.adapters.waha.gateway import Trouble
from bot.adapters.waha.lookups import participants
from bot.adapters.waha.names import PLATFORM, is_chat, is_group, jid
from bot.adapters.waha.raw import inner
from bot.adapters.waha.read import Reader
from bot.adapters.waha.send import Line
from bot.adapters.waha.webhook import committed
from bot.chat.events import Event, Form, Joined, Left, Message

log = structlog.get_logger()

PAGE = 100
MOST = 5_000  # messages of one chat
EMPTY = 3  # pages in a row
OVERLAP = timedelta(minutes=2)  # clocks differ; what was seen is recognised
LONGEST = timedelta(days=6)  # as far back as seen messages are recognised
PRIVATE = timedelta(hours=24)

Heard = Mapping[str, tuple[datetime | None, frozenset[str]]]
"""By group: when somebody was last heard there, and every address of its present members."""


class CatchingUp:
    """Reads groups, members and messages from the gateway's memory."""

    def __init__(self, line: Line, reader: Reader) -> None:
        self.line = line
        self.reader = reader

    async def run(self, heard: Heard, inlet: Inlet) -> None:
        """Everything since the last seen message; returns when it is committed."""
        for group in await self._groups():
            await self._group(group, heard, inlet)
        for chat in await self._private_chats():
            await self._messages(chat, self.reader.clock.now() - PRIVATE, inlet)

    async def heard(self, inlet: Inlet) -> Heard:
        """What we know; to be asked before anything newer comes in, which would hide what was missed."""
        now = self.reader.clock.now()
        asked = Form(self.reader.key(f"heard:{now.timestamp()}"), now, name="platforms.heard", values={"of": PLATFORM})
        [told] = await committed(inlet(asked))
        return {
            address: (datetime.fromisoformat(at) if at else None, frozenset(names))
            for address, (at, names) in (told or {}).items()
        }

    async def _groups(self) -> list[str]:
        """The groups that we are in; their titles are learned."""
        found = await self.line.gateway.get(self.line.session, "groups")
        rows: Iterable[Any] = found.values() if isinstance(found, dict) else found
        addresses = []
        for row in rows:
            address = jid(row.get("id") or row.get("JID"))
            if is_group(address):
                title = row.get("subject") or row.get("name") or row.get("Name") or ""
                self.reader.gatherings.titles[address] = str(title)
                addresses.append(address)
        return addresses

    async def _group(self, group: str, heard: Heard, inlet: Inlet) -> None:
        try:
            present = await participants(self.line, group)
        except Trouble as trouble:
            log.warning("whatsapp.group_not_read", why=type(trouble).__name__)
            return
        now = self.reader.clock.now()
        key = self.reader.key(f"present:{group}:{now.timestamp()}")
        standing, *others = self.reader.gatherings.standing(group, present, key, now)
        last, names = heard.get(group, (None, frozenset()))
        if group not in heard:
            await committed(inlet(standing, *others))
            return
        await committed(inlet(standing))
        if last is not None:
            await self._messages(group, max(last - OVERLAP, now - LONGEST), inlet)
        moved = self._moved(group, present, names, key, now)
        await committed(inlet(*[await introduced(event, self.line, self.reader.people) for event in moved]))

    def _moved(
        self, group: str, present: list[dict[str, Any]], known: frozenset[str], key: str, now: datetime
    ) -> Iterator[Event]:
        """Who came and who went meanwhile."""
        chat, there = self.reader.gatherings.group(group), set()
        for number, each in enumerate(present):
            who = self.reader.people.listed(each)
            addresses = {who.address, *(value for _, value in who.aliases)}
            there |= addresses
            if not addresses & known and not self.reader.people.are_me(each):
                yield Joined(f"{key}.came.{number}", now, chat, who)
        for number, address in enumerate(sorted(known - there - self.reader.people.me)):
            who = self.reader.people.account(address)
            if who.address not in there:
                yield Left(f"{key}.went.{number}", now, chat, who)

    async def _private_chats(self) -> list[str]:
        try:
            found = await self.line.gateway.get(self.line.session, "chats", "overview", limit=PAGE, offset=0)
        except Trouble as trouble:  # groups come first, and are read
            log.warning("whatsapp.private_chats_not_read", why=type(trouble).__name__)
            return []
        since = (self.reader.clock.now() - PRIVATE).timestamp()
        recent = [row for row in found if _last(row) >= since]
        return [address for row in recent if is_chat(address := jid(row.get("id"))) and not is_group(address)]

    async def _messages(self, chat: str, since: datetime, inlet: Inlet) -> None:
        """A chat's messages since a moment, the oldest first.

        Reactions and votes are taken out of a page after it was cut, so that only several empty ones mean the end.
        """
        read = empty = 0
        while read < MOST and empty < EMPTY:
            page = await self.line.gateway.get(
                self.line.session,
                "chats",
                chat,
                "messages",
                **{
                    "limit": PAGE,
                    "offset": read,
                    "sortBy": "timestamp",
                    "sortOrder": "asc",
                    "downloadMedia": False,
                    "filter.timestamp.gte": int(since.timestamp()),
                    "filter.fromMe": False,
                },
            )
            events = [event for payload in page for event in self._event(payload)]
            await committed(inlet(*events))
            read, empty = read + PAGE, 0 if page else empty + 1

    def _event(self, payload: Any) -> Iterable[Message]:
        try:
            return (event for event in self.reader.said(payload) if isinstance(event, Message))
        except (KeyError, ValueError, TypeError, AttributeError) as failure:
            log.info("whatsapp.message_not_read", why=type(failure).__name__)
            return ()


def _last(row: Mapping[str, Any]) -> float:
    """Where somebody reacted last, there is no last message, and only the engine's own row tells when it was."""
    told = (inner(row, "lastMessage", "timestamp"), inner(row, "_chat", "conversationTimestamp"))
    return next((float(at) for at in told if isinstance(at, int | float)), 0.0)
