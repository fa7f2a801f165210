"""Messages as events: what people say, and what Telegram says about people coming and going."""

from collections.abc import Iterable
from datetime import UTC, datetime

from aiogram import types

from bot.adapters.telegram.accounts import chat_of, person, speaker
from bot.adapters.telegram.entities import part_of, text_of
from bot.adapters.telegram.rich import words_of
from bot.chat.events import (
    Account,
    Document,
    Edited,
    Event,
    Joined,
    Left,
    Message,
    MessageKind,
    Migrated,
    Poll,
    ServiceLine,
)
from bot.chat.text import Text

KINDS = (
    ("photo", MessageKind.PHOTO),
    ("sticker", MessageKind.STICKER),
    ("video", MessageKind.VIDEO),
    ("voice", MessageKind.VOICE),
    ("animation", MessageKind.GIF),  # comes with a document beside it
    ("document", MessageKind.DOCUMENT),
    ("video_note", MessageKind.VIDEO),
    ("audio", MessageKind.VOICE),
    ("poll", MessageKind.POLL),
    ("contact", MessageKind.CONTACT),
    ("location", MessageKind.LOCATION),
    ("venue", MessageKind.LOCATION),
    ("rich_message", MessageKind.TEXT),
    ("story", MessageKind.OTHER),
    ("dice", MessageKind.OTHER),
    ("game", MessageKind.OTHER),
    ("paid_media", MessageKind.OTHER),
    ("live_photo", MessageKind.PHOTO),
    ("checklist", MessageKind.OTHER),
    ("giveaway", MessageKind.OTHER),
    ("invoice", MessageKind.OTHER),
)


def events_of(message: types.Message, key: str, bot_id: int, bot_name: str, *, edited: bool) -> tuple[Event, ...]:
    """One event, several for several newcomers, none where Telegram only tells of a pin, a new title or the like."""
    if message.chat.type == "channel":
        return ()
    if message.text is not None:
        return (_said(message, key, bot_id, bot_name, MessageKind.TEXT, edited=edited),)
    kind = next((kind for name, kind in KINDS if getattr(message, name, None) is not None), None)
    if kind is not None:
        return (_said(message, key, bot_id, bot_name, kind, edited=edited),)
    return tuple(_told(message, key, bot_id))


def _said(message: types.Message, key: str, bot_id: int, bot_name: str, kind: MessageKind, *, edited: bool) -> Message:
    characters, entities = _words(message)
    reply = _replied_to(message)
    made = Edited if edited else Message
    return made(
        key=key,
        at=_edited_at(message) if edited else message.date,
        group=chat_of(message.chat),
        who=speaker(message),
        message=str(message.message_id),
        text=text_of(characters, entities),
        kind=kind,
        thread=thread_of(message),
        reply_to=str(reply.message_id) if reply else "",
        reply_who=speaker(reply) if reply else None,
        document=_document(message) if kind is MessageKind.DOCUMENT else _document(reply) if reply else None,
        forwarded=message.forward_origin is not None,
        album=message.media_group_id or "",
        mentions_bot=entities is not None and _mentions(characters, entities, bot_id, bot_name),
        reply_text=text_of(*_words(reply)) if reply else Text(""),
        poll=_poll(message.poll) if message.poll is not None else None,
    )


def _words(message: types.Message) -> tuple[str, list[types.MessageEntity] | None]:
    """What a message says, under a picture as well, and which parts of it mean something."""
    characters = message.text or message.caption or (words_of(message.rich_message) if message.rich_message else "")
    return characters, message.entities or message.caption_entities


def _edited_at(message: types.Message) -> datetime:
    return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date


def thread_of(message: types.Message) -> str:
    """The topic; a chain of replies in a group without topics is none."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def _replied_to(message: types.Message) -> types.Message | None:
    """Everything in a topic formally replies to the topic's first message."""
    reply = message.reply_to_message
    if reply is not None and message.is_topic_message and reply.message_id == message.message_thread_id:
        return None
    return reply


def _document(message: types.Message) -> Document | None:
    file = message.document
    if file is None:
        return None
    return Document(file.file_id, file.file_name or "", file.file_size or 0, file.mime_type or "")


def _poll(poll: types.Poll) -> Poll:
    """Which options are right is told of the bot's own polls and of closed ones."""
    correct = poll.correct_option_ids or ()
    options = tuple(option.text for option in poll.options)
    return Poll(poll.question, options, tuple(correct), poll.explanation or "", bool(poll.allows_multiple_answers))


def _mentions(characters: str, entities: Iterable[types.MessageEntity], bot_id: int, bot_name: str) -> bool:
    for entity in entities:
        if entity.type == "mention" and part_of(characters, entity).lower() == f"@{bot_name}".lower():
            return True
        if entity.type == "text_mention" and entity.user is not None and entity.user.id == bot_id:
            return True
    return False


def _told(message: types.Message, key: str, bot_id: int) -> Iterable[Event]:
    """Of the bot's own coming and going `my_chat_member` tells more."""
    group, number = chat_of(message.chat), str(message.message_id)
    if message.migrate_to_chat_id is not None:
        yield Migrated(key, message.date, group, to=str(message.migrate_to_chat_id))
    for index, user in enumerate(message.new_chat_members or ()):
        if user.id != bot_id:
            yield Joined(numbered(key, index), message.date, group, person(user), _other(message, user), number)
    gone = message.left_chat_member
    if gone is not None and gone.id != bot_id:
        yield Left(key, message.date, group, person(gone), _other(message, gone), number)
    moved = [*(message.new_chat_members or ()), *([gone] if gone is not None else ())]
    if any(user.id != bot_id for user in moved):
        yield ServiceLine(f"{key}.line", message.date, group, message=number)


def _other(message: types.Message, user: types.User) -> Account | None:
    return speaker(message) if message.from_user is not None and message.from_user.id != user.id else None


def numbered(key: str, index: int) -> str:
    """A key for each of several events of one update."""
    return f"{key}.{index}" if index else key
