"""Raw updates as events: an aiogram router whose observers give what happened."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Router, types
from pydantic import ValidationError

from bot.adapters.telegram.accounts import PLATFORM, chat_of, person
from bot.adapters.telegram.gaps import filled
from bot.adapters.telegram.members import member_events, own_events, voter
from bot.adapters.telegram.messages import events_of, thread_of
from bot.chat.events import (
    AskedToJoin,
    Chat,
    ChatKind,
    Event,
    PollClosed,
    Pressed,
    Reacted,
    Unreadable,
    Voted,
)
from bot.engine.clock import Clock

Update = dict[str, Any]
Events = tuple[Event, ...]

OBSERVED: Mapping[str, type[types.TelegramObject]] = {
    "message": types.Message,
    "edited_message": types.Message,
    "callback_query": types.CallbackQuery,
    "poll_answer": types.PollAnswer,
    "poll": types.Poll,
    "chat_member": types.ChatMemberUpdated,
    "my_chat_member": types.ChatMemberUpdated,
    "chat_join_request": types.ChatJoinRequest,
    "message_reaction": types.MessageReactionUpdated,
}
ALLOWED = tuple(OBSERVED)
FOREIGN = types.Update.model_fields.keys() - {*OBSERVED, "update_id"}
MOST_RAW = 64 * 1024


class Reader:
    """Gives the events of an update; what cannot be understood is one of them, kept raw."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self.bot = bot
        self.bot_id = bot.id
        self.bot_name = ""
        self.clock = clock
        self.router = self._observing()

    def _observing(self) -> Router:
        """A dispatcher above it would catch errors that are ours to set aside, and log what people write."""
        router = Router(name=PLATFORM)
        router.message.register(self._message)
        router.edited_message.register(self._edited)
        router.callback_query.register(self._pressed)
        router.poll_answer.register(self._voted)
        router.poll.register(self._poll)
        router.chat_member.register(self._member)
        router.my_chat_member.register(self._own)
        router.chat_join_request.register(self._asked)
        router.message_reaction.register(self._reacted)
        return router

    async def read(self, update: Update) -> Events:
        """What happened; raises nothing."""
        kind = ""
        try:
            key = f"{PLATFORM}:{self.bot_id}:{int(update['update_id'])}"
            kind = next((kind for kind in OBSERVED if kind in update), "")
            if not kind:
                return () if FOREIGN & update.keys() else (self.unreadable(update, "an unknown kind of update", key),)
            events: Events = await self.router.propagate_event(kind, self._understood(update, kind), key=key)
            return events
        except Exception as failure:
            return (self.unreadable(update, _reason(failure, kind)),)

    def _understood(self, update: Update, kind: str) -> types.TelegramObject:
        """What happened as aiogram sees it, without the envelope: opening that costs a third of a quiet message."""
        context = {"bot": self.bot}
        try:
            return OBSERVED[kind].model_validate(update[kind], context=context)
        except ValidationError as refusal:
            if not filled(update[kind], refusal):
                raise
        return OBSERVED[kind].model_validate(update[kind], context=context)

    def unreadable(self, update: object, reason: str, key: str = "") -> Unreadable:
        """Sets something aside that Telegram sent."""
        raw = update if isinstance(update, str) else json.dumps(update, separators=(",", ":"))
        number = update.get("update_id") if isinstance(update, dict) else None
        name = number if isinstance(number, int) else hashlib.sha256(raw.encode()).hexdigest()[:16]
        key = key or f"{PLATFORM}:{self.bot_id}:{name}"
        return Unreadable(key, self.clock.now(), platform=PLATFORM, raw=raw[:MOST_RAW], reason=reason)

    async def _message(self, message: types.Message, key: str) -> Events:
        return events_of(message, key, self.bot_id, self.bot_name, edited=False)

    async def _edited(self, message: types.Message, key: str) -> Events:
        return events_of(message, key, self.bot_id, self.bot_name, edited=True)

    async def _pressed(self, press: types.CallbackQuery, key: str) -> Events:
        """A message that Telegram no longer shows still has its chat and number."""
        who, message = person(press.from_user), press.message
        chat = chat_of(message.chat) if message else Chat(PLATFORM, who.address, ChatKind.PRIVATE)
        number = str(message.message_id) if message else ""
        thread = thread_of(message) if isinstance(message, types.Message) else ""
        return (Pressed(key, self.clock.now(), chat, who, press.data or "", press.id, number, thread),)

    async def _voted(self, answer: types.PollAnswer, key: str) -> Events:
        options = tuple(answer.option_persistent_ids) or tuple(map(str, answer.option_ids))
        return (Voted(key, self.clock.now(), None, voter(answer), answer.poll_id, options),)

    async def _poll(self, poll: types.Poll, key: str) -> Events:
        return (PollClosed(key, self.clock.now(), poll=poll.id),) if poll.is_closed else ()

    async def _member(self, change: types.ChatMemberUpdated, key: str) -> Events:
        return member_events(change, key)

    async def _own(self, change: types.ChatMemberUpdated, key: str) -> Events:
        return own_events(change, key)

    async def _asked(self, request: types.ChatJoinRequest, key: str) -> Events:
        if request.chat.type == "channel":
            return ()
        return (AskedToJoin(key, request.date, chat_of(request.chat), person(request.from_user), request.bio or ""),)

    async def _reacted(self, reaction: types.MessageReactionUpdated, key: str) -> Events:
        """Reactions in the name of a chat are nobody's."""
        if reaction.user is None or reaction.chat.type == "channel":
            return ()
        emoji = tuple(map(_shown, reaction.new_reaction))
        group, number = chat_of(reaction.chat), str(reaction.message_id)
        return (Reacted(key, reaction.date, group, person(reaction.user), number, emoji),)


def _shown(reaction: types.ReactionTypeUnion) -> str:
    """An emoji; a picture of its own by its id, a paid star by its kind."""
    return str(getattr(reaction, "emoji", None) or getattr(reaction, "custom_emoji_id", None) or reaction.type)


def _reason(failure: Exception, kind: str) -> str:
    """What is wrong, without the values: they are in the raw update."""
    if isinstance(failure, ValidationError):
        found = failure.errors(include_url=False, include_context=False, include_input=False)
        return "; ".join(f"{'.'.join(map(str, (kind, *error['loc'])))}: {error['msg']}" for error in found[:3])[:500]
    return f"{type(failure).__name__}: {failure}"[:500]
