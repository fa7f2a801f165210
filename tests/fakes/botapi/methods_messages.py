"""Sending, editing and deleting messages."""

from typing import Any

from tests.fakes.botapi.access import TWO_DAYS, bot_in, chat_for, message_for, message_in
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.errors import NOT_MODIFIED, bad
from tests.fakes.botapi.files import check_photo, document_json, photo_json
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.sending import caption_content, keyboard, post, text_content
from tests.fakes.botapi.state import World

Json = dict[str, Any]
MOST_UPLOADED = 50 * 1024 * 1024


def send_message(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    content = text_content(params)
    preview = params.json("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return post(world, params, "can_send_messages", "text messages", content, chat).json()


def send_photo(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    stored = _file(world, params, "photo")
    content = {"photo": photo_json(stored)} | caption_content(params)
    return post(world, params, "can_send_photos", "photos", content, chat).json()


def send_document(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    stored = _file(world, params, "document")
    content = {"document": document_json(stored)} | caption_content(params)
    return post(world, params, "can_send_documents", "documents", content, chat).json()


def _file(world: World, params: Params, kind: str) -> Any:
    upload = params.upload(kind)
    if upload is None:
        return _known_file(world, params.text(kind), kind)
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > MOST_UPLOADED:
        raise bad("file is too big")
    if kind == "photo":
        check_photo(upload.content)
    return world.files.store(kind, upload.content, upload.name, upload.mime)


def _known_file(world: World, wanted: str | None, kind: str) -> Any:
    if not wanted:
        raise bad(f"there is no {kind} in the request")
    if wanted.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    stored = world.files.find(wanted)
    if stored.kind != kind:
        raise bad(f"type of file mismatch: can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def send_chat_action(world: World, params: Params) -> bool:
    chat_for(world, params)
    if not params.text("action"):
        raise bad("wrong parameter action in request")
    return True


def edit_message_text(world: World, params: Params) -> Json:
    message = message_for(world, params, "message to edit")
    content = text_content(params)
    _check_own(message)
    if "text" not in message.data:
        raise bad("there is no text in the message to edit")
    preview = params.json("link_preview_options")
    content |= {"link_preview_options": preview} if preview else {}
    return _edited(world, params, message, content, ("text", "entities", "link_preview_options"))


def edit_message_caption(world: World, params: Params) -> Json:
    message = message_for(world, params, "message to edit")
    _check_own(message)
    if "photo" not in message.data and "document" not in message.data:
        raise bad("there is no caption in the message to edit")
    return _edited(world, params, message, caption_content(params), ("caption", "caption_entities"))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    message = message_for(world, params, "message to edit")
    _check_own(message)
    return _edited(world, params, message, {}, ())


def _check_own(message: Message) -> None:
    if not message.by_bot or message.service:
        raise bad("message can't be edited")


def _edited(world: World, params: Params, message: Message, content: Json, replaced: tuple[str, ...]) -> Json:
    markup = keyboard(params)
    content |= {"reply_markup": markup} if markup else {}
    names = (*replaced, "reply_markup")
    if all(message.data.get(name) == content.get(name) for name in names):
        raise bad(NOT_MODIFIED)
    kept = {name: value for name, value in message.data.items() if name not in names}
    message.data = kept | content | {"edit_date": int(world.now())}
    return message.json()


def delete_message(world: World, params: Params) -> bool:
    message = message_for(world, params, "message to delete")
    if not _deletable(world, message):
        raise bad("message can't be deleted")
    _vanish(message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """What cannot be found is skipped; one that may not be deleted refuses all."""
    chat = chat_for(world, params)
    numbers: list[int] = params.json("message_ids", [])
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    chosen = [message for message in found if not message.deleted]
    if not all(_deletable(world, message) for message in chosen):
        raise bad("message can't be deleted")
    for message in chosen:
        _vanish(message)
    return True


def _deletable(world: World, message: Message) -> bool:
    created = {"group_chat_created", "supergroup_chat_created", "channel_chat_created", "forum_topic_created"}
    if created & set(message.data) or world.now() - message.date > TWO_DAYS:
        return False
    if message.chat.is_private or message.sender == world.bot.id:
        return True
    return bot_in(world, message.chat).may("can_delete_messages")


def _vanish(message: Message) -> None:
    message.deleted = True
    if message.id in message.chat.pins:
        message.chat.pins.remove(message.id)


def forward_message(world: World, params: Params) -> Json:
    chat, original = _original(world, params, "forward")
    content = _copyable(original) | {"forward_origin": origin_of(original)}
    return post(world, params, "can_send_messages", "text messages", content, chat, poll=original.poll).json()


def copy_message(world: World, params: Params) -> Json:
    chat, original = _original(world, params, "copy")
    content = _copyable(original)
    if "caption" in params:
        content = {n: v for n, v in content.items() if not n.startswith("caption")} | caption_content(params)
    return {"message_id": post(world, params, "can_send_messages", "text messages", content, chat).id}


def _original(world: World, params: Params, what: str) -> tuple[Chat, Message]:
    source = chat_for(world, params, "from_chat_id", write=False)
    original = message_in(source, params.integer("message_id"), f"message to {what}")
    if original.service or original.data.get("has_protected_content"):
        raise bad(f"message can't be {'forwarded' if what == 'forward' else 'copied'}")
    return chat_for(world, params), original


CONTENT = (
    "text", "entities", "caption", "caption_entities", "photo", "document", "sticker", "video", "voice", "audio",
    "animation", "contact", "location", "video_note", "link_preview_options",
)  # fmt: skip


def _copyable(message: Message) -> Json:
    return {name: message.data[name] for name in CONTENT if name in message.data}


def origin_of(message: Message) -> Json:
    """Where a forwarded message came from."""
    if "forward_origin" in message.data:
        origin: Json = message.data["forward_origin"]
        return origin
    if message.chat.type == "channel":
        told: Json = {"type": "channel", "date": message.date, "chat": message.chat.json()}
        return told | {"message_id": message.id}
    if "sender_chat" in message.data:
        return {"type": "chat", "date": message.date, "sender_chat": message.data["sender_chat"]}
    return {"type": "user", "date": message.date, "sender_user": message.data["from"]}
