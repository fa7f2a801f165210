"""The gateway's webhooks as events: each kind of news gives what happened."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.adapters.waha import raw
from bot.adapters.waha.accounts import People
from bot.adapters.waha.gatherings import Gatherings
from bot.adapters.waha.names import PLATFORM, Name, is_chat, is_group, jid, named
from bot.chat.events import (
    Account,
    Chat,
    ChatKind,
    Document,
    Edited,
    Event,
    Message,
    MessageKind,
    Reacted,
    Unreadable,
    Voted,
)
from bot.chat.text import Text
from bot.engine.clock import Clock

log = structlog.get_logger()

Payload = raw.Payload
Events = tuple[Event, ...]

MOST_RAW = 64 * 1024
MIRRORED = "GOWS"  # the engine that tells reactions in the eyes of the person who reacted


class Reader:
    """Gives the events of one webhook; what cannot be understood is one of them, kept raw."""

    def __init__(self, session: str, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self.engine = ""
        self.people = People()
        self.gatherings = Gatherings(self.people)
        self.reading: Mapping[str, Callable[[Payload, str], Events]] = {
            "message": self.said,
            "message.any": self.said,
            "message.edited": self._edited,
            "message.reaction": self._reacted,
            "poll.vote": self._voted,
            "group.v2.join": self.gatherings.arrived,
            "group.v2.leave": self.gatherings.gone,
            "group.v2.update": self.gatherings.updated,
            "group.v2.participants": self.gatherings.moved,
            "group.v2.participants.join-request": self.gatherings.asked,
        }

    def read(self, news: Any) -> Events:
        """What happened; raises nothing. News of other sessions and of kinds that we did not ask for are nothing."""
        try:
            if news["session"] != self.session:
                return ()
            reading = self.reading.get(news["event"])
            self.people.is_me(news.get("me") or {})
            self.engine = str(news.get("engine") or self.engine)
            return reading(news["payload"], self.key(str(news["id"]))) if reading else ()
        except Exception as failure:
            return (self.unreadable(news, f"{type(failure).__name__} in {_kind(news)}"),)

    def key(self, name: str) -> str:
        """The key of an event that the gateway names."""
        return f"{PLATFORM}:{self.session}:{name}"

    def unreadable(self, news: object, reason: str) -> Unreadable:
        """Sets something aside that the gateway sent."""
        text = news if isinstance(news, str) else json.dumps(news, separators=(",", ":"), default=str)
        key = self.key(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20])
        return Unreadable(key, self.clock.now(), platform=PLATFORM, raw=text[:MOST_RAW], reason=reason)

    # What is said --------------------------------------------------------------------------------------------

    def said(self, payload: Payload, key: str = "") -> Events:
        """A message of somebody else. It is known by its own name, so that reading it twice is once."""
        where = self._where(payload)
        if where is None or not (payload.get("body") or raw.kind_of(payload) is not MessageKind.TEXT):
            return ()
        chat, _, author = where
        self.people.wrote(where[1].address, self.clock.monotonic())
        name = named(payload["id"], chat.address, author)
        return (self._message(Message, payload, self.key(f"{name.chat}:{name.id}"), str(name), where),)

    def _edited(self, payload: Payload, key: str) -> Events:
        where = self._where(payload)
        if where is None:
            return ()
        name = named(payload.get("editedMessageId") or payload["id"], where[0].address, where[2])
        return (self._message(Edited, payload, key, str(name), where),)

    def _where(self, payload: Payload) -> tuple[Chat, Account, str] | None:
        """(chat, author, the author as the gateway writes them); None for our own and for what nobody said."""
        address = jid(payload["from"])
        if payload.get("fromMe") or not is_chat(address):
            return None
        if not is_group(address):
            who = self.people.account(address, raw.other_name(payload, address), raw.name_of(payload))
            return Chat(PLATFORM, who.address, ChatKind.PRIVATE), who, ""
        author = jid(payload.get("participant") or payload.get("author"))
        if not author:
            return None
        who = self.people.account(author, raw.other_name(payload, author), raw.name_of(payload))
        return self.gatherings.group(address), who, author

    def _message(
        self, made: type[Message], payload: Payload, key: str, name: str, where: tuple[Chat, Account, str]
    ) -> Message:
        chat, who, _ = where
        kind = raw.kind_of(payload)
        reply_to, reply_who, reply_text = self._quoted(payload, chat)
        return made(
            key=key,
            at=raw.moment(payload["timestamp"]),
            group=chat,
            who=who,
            message=name,
            text=Text(str(payload.get("body") or "")),
            kind=kind,
            reply_to=reply_to,
            reply_who=reply_who,
            document=_document(payload, kind, name),
            forwarded=raw.is_forwarded(payload),
            mentions_bot=bool(raw.mentioned(payload) & self.people.my_numbers),
            reply_text=reply_text,
        )

    def _quoted(self, payload: Payload, chat: Chat) -> tuple[str, Account | None, Text]:
        """(name, author, words) of the message that is answered."""
        reply = payload.get("replyTo")
        if not isinstance(reply, Mapping) or not reply.get("id"):
            return "", None, Text("")
        author = jid(reply.get("participant")) or ("" if is_group(chat.address) else chat.address)
        mine = author in self.people.me
        name = named(reply["id"], chat.address, author if is_group(chat.address) else "", own=mine)
        if name.own or mine:
            return str(named(name.id, chat.address, own=True)), self.people.bot(), Text(str(reply.get("body") or ""))
        who = self.people.account(author) if author else None
        return str(name), who, Text(str(reply.get("body") or ""))

    # What is felt and chosen ---------------------------------------------------------------------------------

    def _reacted(self, payload: Payload, key: str) -> Events:
        """The message says where it happened: an engine may name the person there instead of the group."""
        reaction = payload["reaction"]
        told = named(reaction["messageId"], jid(payload["from"]))
        where = self._where({**payload, "from": told.chat} if is_group(told.chat) else payload)
        if where is None:
            return ()
        chat, who, author = where
        emoji = str(reaction.get("text") or "")
        name = self._seen_by_us(told, chat.address, author)
        return (Reacted(key, self._moment(payload["timestamp"]), chat, who, str(name), (emoji,) if emoji else ()),)

    def _seen_by_us(self, told: Name, chat: str, author: str) -> Name:
        """A message as we see it: some tell it in the eyes of whoever reacted, to whom ours is another's."""
        if self.engine == MIRRORED and told.own:
            return Name(own=False, chat=chat, id=told.id, author=author)
        if told.author in self.people.me or (self.engine == MIRRORED and not is_group(chat)):
            return Name(own=True, chat=chat, id=told.id)
        return told

    def _voted(self, payload: Payload, key: str) -> Events:
        """Somebody's whole present choice, in the words of the options."""
        vote, poll = payload["vote"], payload["poll"]
        author = jid(vote.get("participant")) or jid(vote["from"])
        if vote.get("fromMe") or is_group(author) or not author:
            return ()
        who, at = self.people.account(author), self._moment(vote.get("timestamp"))
        name = named(poll["id"], jid(poll.get("to")), own=True)
        if name.author in self.people.me:
            name = Name(own=True, chat=name.chat, id=name.id)
        options = tuple(map(str, vote.get("selectedOptions") or ()))
        return (Voted(key, at, None, who, poll=str(name), options=options),)

    def _moment(self, told: object) -> datetime:
        """By a person's own telephone, which may have any time; never one that has not come."""
        now = self.clock.now()
        try:
            return min(raw.moment(told), now)
        except (ValueError, OverflowError, OSError):
            return now


def _document(payload: Payload, kind: MessageKind, name: str) -> Document | None:
    if kind is not MessageKind.DOCUMENT:
        return None
    media = payload.get("media") or {}
    return Document(name, str(media.get("filename") or ""), 0, str(media.get("mimetype") or ""))


def _kind(news: Any) -> str:
    return str(news.get("event", "?"))[:40] if isinstance(news, Mapping) else "no news"
