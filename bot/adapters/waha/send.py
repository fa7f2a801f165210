"""What is said through the gateway: texts, files, polls, changes of them."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b
from mimetypes import guess_type
from typing import Any

from bot.adapters.waha.gateway import Denied, Gateway
from bot.adapters.waha.markup import written
from bot.adapters.waha.names import Name, is_group, named
from bot.chat.actions import AskPoll, Delete, Edit, Pin, React, Send, Unpin
from bot.chat.text import Text
from bot.engine.orders import Order

MOST_OPTIONS, OPTION, QUESTION = 12, 100, 255
PINNED = 30 * 86_400  # seconds: the longest that WhatsApp knows
EXACT = "WEBJS"  # the engine that wants the author in the name of our own messages too


@dataclass(frozen=True, slots=True)
class Done:
    """What a call brought: names of what was sent, a poll's name, or the value that was asked for."""

    sent: tuple[str, ...] = ()
    poll: str = ""
    value: Any = None


@dataclass(slots=True)
class Line:
    """The session that orders go through: who we are there, and by which engine."""

    gateway: Gateway
    me: str = ""
    engine: str = ""

    @property
    def session(self) -> str:
        """Its name."""
        return self.gateway.session

    def name(self, message: str) -> str:
        """A message's name as the gateway's engine wants it."""
        if self.engine == EXACT and message.startswith("true_") and is_group(message.split("_")[1]):
            return f"{message}_{self.me}"
        return message


def id_of(order: Order, *said: object) -> str:
    """The id that we give a message, the same whenever the same row is sent again, so that a repeat is no second."""
    known = repr((order.row, order.action.to.address, *map(str, said))).encode()
    return "3EB0" + blake2b(known, digest_size=9).hexdigest().upper()


def words(order: Order, text: Text | str) -> tuple[str, list[str]]:
    """What is written, and whom it mentions: only in groups, elsewhere a number would stand for an unknown."""
    return written(text, order.mentions if is_group(order.action.to.address) else {})


async def send(line: Line, order: Order, action: Send) -> Done:
    """A text; with a file its caption."""
    text, mentions = words(order, action.text)
    chat = action.to.address
    if order.document:
        return _sent(await _file(line, order, action, text), chat)
    id_ = id_of(order, text)
    body: dict[str, Any] = {"chatId": chat, "text": text, "id": id_, "linkPreview": False, "session": line.session}
    if action.reply_to:
        body["reply_to"] = line.name(action.reply_to)
    if mentions:
        body["mentions"] = mentions
    return _sent(await line.gateway.post("sendText", **body), chat, id_)


async def _file(line: Line, order: Order, action: Send, text: str) -> Any:
    name = order.filename or action.filename or "file"
    mime = guess_type(name)[0] or "application/octet-stream"
    file = {"mimetype": mime, "filename": name, "data": b64encode(order.document).decode()}
    body: dict[str, Any] = {"chatId": action.to.address, "file": file, "session": line.session}
    if text:
        body["caption"] = text
    return await line.gateway.post("sendFile", **body)


def _sent(answer: Any, chat: str, id_: str = "") -> Done:
    """The name of what was sent, from whatever the engine answers."""
    raw = answer.get("id") if isinstance(answer, dict) else None
    raw = raw.get("_serialized") or raw.get("id") if isinstance(raw, dict) else raw
    if not (raw or id_):
        raise Denied
    return Done((str(Name(own=True, chat=chat, id=named(raw, chat).id if raw else id_)),))


async def ask_poll(line: Line, order: Order, action: AskPoll) -> Done:
    """A poll; its key stays with us. The value is what votes call the options: their words."""
    question, _ = words(order, action.question)
    options = [option[:OPTION] for option in action.options[:MOST_OPTIONS]]
    poll = {"name": question[:QUESTION], "options": options, "multipleAnswers": action.several}
    id_, chat = id_of(order, question, *options), action.to.address
    answer = await line.gateway.post("sendPoll", chatId=chat, poll=poll, id=id_, session=line.session)
    done = _sent(answer, chat, id_)
    return Done(done.sent, poll=done.sent[0], value=tuple(options))


async def close_poll(line: Line, order: Order, action: object) -> Done:
    """WhatsApp's polls stay open: what comes later does not count, and nobody needs to be told."""
    return Done()


async def edit(line: Line, order: Order, action: Edit) -> Done:
    """New words for a message of ours; a poll cannot be changed any more."""
    text, _ = words(order, action.text)
    chat = action.to.address
    await line.gateway.put(line.session, "chats", chat, "messages", line.name(order.message), text=text)
    return Done()


async def delete(line: Line, order: Order, action: Delete) -> Done:
    """Gone for everybody; what is gone already is as wanted."""
    try:
        await line.gateway.delete(line.session, "chats", action.to.address, "messages", line.name(order.message))
    except Denied as denied:
        if denied.reason != "not_found":
            raise
    return Done()


async def react(line: Line, order: Order, action: React) -> Done:
    """A reaction; an empty one takes it back."""
    message = line.name(action.message)
    await line.gateway.put("reaction", messageId=message, reaction=action.emoji, session=line.session)
    return Done()


async def pin(line: Line, order: Order, action: Pin) -> Done:
    """For as long as WhatsApp pins anything."""
    await line.gateway.post(*_message(line, order), "pin", duration=PINNED)
    return Done()


async def unpin(line: Line, order: Order, action: Unpin) -> Done:
    """WhatsApp must be told which one."""
    if not order.message:
        raise Denied("not_found")
    await line.gateway.post(*_message(line, order), "unpin")
    return Done()


def _message(line: Line, order: Order) -> tuple[str, ...]:
    return line.session, "chats", order.action.to.address, "messages", line.name(order.message)
