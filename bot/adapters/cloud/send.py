"""What is said through the Cloud API: texts, choices, files, reactions, and templates to who wrote long ago."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from time import monotonic
from typing import Any

from bot.adapters.cloud import choices, templates
from bot.adapters.cloud.graph import Graph
from bot.adapters.cloud.names import recipient
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.verdicts import Verdicts
from bot.adapters.waha.markup import written
from bot.chat.actions import Action, Answer, React, Send
from bot.chat.events import Chat, ChatKind
from bot.chat.text import Text
from bot.domain.splitting import split
from bot.engine.clock import Clock
from bot.engine.orders import Order

CAPTION = 1024
PICTURES = frozenset({"image/jpeg", "image/png"})
PLAIN = "text/plain"  # what Meta takes tables, calendars and the like as
TAKEN = PICTURES | {
    PLAIN,
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Impossible(Exception):
    """An order that Meta need not be asked about; `reason` as in `Refused`."""

    def __init__(self, reason: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Done:
    """What a call brought: ids of what was sent, or the value that was asked for."""

    sent: tuple[str, ...] = ()
    value: Any = None


@dataclass(slots=True)
class Desk:
    """What orders are carried out with; `pays` says whether one more billed message is within the budget."""

    graph: Graph
    clock: Clock
    pays: Callable[[], Awaitable[bool]]
    pace: Pace = field(default_factory=Pace)
    verdicts: Verdicts = field(default_factory=Verdicts)
    templates: Mapping[str, str] = field(default_factory=dict)
    language: str = "id"
    opener: str = "…"

    async def says(self, chat: Chat, body: Mapping[str, Any], reply_to: str = "") -> str:
        """One message; its id, once Meta has taken it and did not take that back at once."""
        context = {"context": {"message_id": reply_to}} if reply_to else {}
        self.pace.spend(chat.address, monotonic())
        message = await self.graph.message({**recipient(chat), **context, **body})
        await self.verdicts.of(message)
        self.pace.went(chat.address)
        return message


async def send(desk: Desk, order: Order, action: Send) -> Done:
    """A message in our own words, if these may be used; else by template."""
    private = action.to.kind is ChatKind.PRIVATE
    if private and not templates.is_open(order, desk.clock.now()):
        return await _by_template(desk, order, action)
    if order.document:
        return await _document(desk, order, action)
    offered = order.buttons if private and len(order.buttons) <= choices.ROWS else ()
    if not offered:
        return Done((await desk.says(action.to, _text(action.text), action.reply_to),))
    *before, body = split(Text(action.text), choices.BODY) or [Text("…")]
    for part in before:
        await desk.says(action.to, _text(part), action.reply_to)
    asked = choices.interactive(written(body, {})[0], offered, desk.opener)
    return Done((await desk.says(action.to, asked, action.reply_to),))


def _text(text: Text | str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": written(text, {})[0], "preview_url": False}}


async def _by_template(desk: Desk, order: Order, action: Send) -> Done:
    """Billed, so the budget is asked before anything leaves."""
    name = templates.chosen(action, desk.templates)
    if not name or not await desk.pays():
        raise Impossible("unheard")
    body = templates.filled(name, desk.language, str(action.text), order.buttons)
    return Done((await desk.says(action.to, body),))


async def _document(desk: Desk, order: Order, action: Send) -> Done:
    """A file; its text is the caption, or a message before it where it is too long for that."""
    name = order.filename or action.filename or "file"
    mime = guess_type(name)[0] or ""
    kind = "image" if mime in PICTURES else "document"
    file = await desk.graph.upload(name, mime if mime in TAKEN else PLAIN, order.document)
    caption, _ = written(action.text, {})
    content: dict[str, Any] = {"id": file} | ({"filename": name} if kind == "document" else {})
    sent = []
    if len(caption) > CAPTION:
        sent.append(await desk.says(action.to, _text(action.text), action.reply_to))
    elif caption:
        content["caption"] = caption
    sent.append(await desk.says(action.to, {"type": kind, kind: content}, action.reply_to))
    return Done(tuple(sent))


async def answer(desk: Desk, order: Order, action: Answer) -> Done:
    """What is to be read is a message; a press that needs no words needs no answer."""
    return Done((await desk.says(action.to, _text(action.text), action.press),)) if action.text else Done()


async def react(desk: Desk, order: Order, action: React) -> Done:
    """A reaction; an empty one takes it back."""
    reaction = {"message_id": action.message, "emoji": action.emoji}
    await desk.says(action.to, {"type": "reaction", "reaction": reaction})
    return Done()


async def impossible(desk: Desk, order: Order, action: Action) -> Done:
    """There is no such thing here."""
    raise Impossible
