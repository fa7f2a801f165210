"""What all sending methods share: replies, threads, keyboards, captions."""

import json
from typing import Any

from tests.fakes.botapi.access import chat_for, may_send
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.emit import add_message
from tests.fakes.botapi.entities import check_entities, trimmed, units, with_given
from tests.fakes.botapi.errors import bad
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.state import World

Json = dict[str, Any]
TEXT_UNITS, CAPTION_UNITS, QUOTE_UNITS = 4096, 1024, 1024
MOST_BUTTONS, CALLBACK_BYTES, MARKUP_BYTES = 100, 64, 10_000
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip


def post(
    world: World, params: Params, permission: str, what: str, content: Json, chat: Chat | None = None, **details: Any
) -> Message:
    """Sends the bot's message, after all checks that are the same for every kind."""
    chat = chat or chat_for(world, params)
    may_send(world, chat, permission, what)
    data: Json = {"from": world.bot.json()} | _place(world, params, chat) | content
    markup = keyboard(params, inline_only=False)
    if markup:
        data["reply_markup"] = markup
    if params.flag("protect_content"):
        data["has_protected_content"] = True
    if chat.type == "channel":
        data = {name: value for name, value in data.items() if name != "from"} | {"sender_chat": chat.json()}
    return add_message(world, chat, data, world.bot.id, by_bot=True, **details)


def text_content(params: Params) -> Json:
    refuse_markup(params, "parse_mode")
    content = _formatted(params, "text", "entities", TEXT_UNITS, "message is too long")
    if not content:
        raise bad("message text is empty")
    return content


def caption_content(params: Params) -> Json:
    refuse_markup(params, "parse_mode")
    return _formatted(params, "caption", "caption_entities", CAPTION_UNITS, "message caption is too long")


def refuse_markup(params: Params, name: str) -> None:
    if params.text(name):
        raise bad(f"can't parse entities: {name} is not supported by this fake, send entities")


def _formatted(params: Params, name: str, entities: str, most: int, refusal: str) -> Json:
    """The trimmed text with its entities; empty if nothing is left of it."""
    sent = params.text(name) or ""
    given: list[Json] = params.json(entities, [])
    check_entities(sent, given)
    text, moved = trimmed(sent, given)
    if units(text) > most:
        raise bad(refusal)
    found = with_given(text, moved)
    return ({name: text} if text else {}) | ({entities: found} if found else {})


def keyboard(params: Params, inline_only: bool = True) -> Json | None:
    """The inline keyboard of a request; other keyboards are accepted and leave no trace in the message."""
    markup: Json | None = params.json("reply_markup")
    if not markup:
        return None
    rows = markup.get("inline_keyboard")
    if rows is None:
        if inline_only or not {"keyboard", "remove_keyboard", "force_reply"} & set(markup):
            raise bad("object expected as reply markup")
        return None
    return check_keyboard([row for row in rows if row])


def check_keyboard(rows: list[list[Json]]) -> Json | None:
    buttons = [button for row in rows for button in row]
    for button in buttons:
        _check_button(button)
    if len(buttons) > MOST_BUTTONS or len(json.dumps(rows).encode()) > MARKUP_BYTES:
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("inline keyboard button must have exactly one action")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")


def _place(world: World, params: Params, chat: Chat) -> Json:
    """Thread and reply of a new message."""
    replied = _replied(world, params, chat)
    thread = params.integer("message_thread_id")
    if thread:
        _check_thread(chat, thread)
    place: Json = {}
    if replied is None:
        if thread and chat.forum:
            place["reply_to_message"] = chat.messages[thread].nested()
    else:
        place["reply_to_message"] = replied.nested()
        thread = thread or thread_of(replied)
    if thread and chat.type == "supergroup":
        place |= {"message_thread_id": thread} | ({"is_topic_message": True} if chat.forum else {})
    return place


def _check_thread(chat: Chat, thread: int) -> None:
    root = chat.messages.get(thread)
    if root is None or root.deleted or (chat.forum and thread not in chat.topics) or chat.type != "supergroup":
        raise bad("message thread not found")
    if chat.forum and chat.topics[thread].closed:
        raise bad("TOPIC_CLOSED")


def thread_of(replied: Message) -> int | None:
    """Supergroups count a reply as part of the thread that its first message began."""
    if replied.chat.type != "supergroup":
        return None
    thread: int | None = replied.data.get("message_thread_id")
    return thread if thread or replied.chat.forum else replied.id


def _replied(world: World, params: Params, chat: Chat) -> Message | None:
    asked: Json = params.json("reply_parameters", {})
    number = asked.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return None
    other = asked.get("chat_id")
    if other is not None and str(other) != str(chat.id):
        raise bad("replies to another chat are not supported by this fake")
    replied = chat.messages.get(int(number))
    if replied is None or replied.deleted:
        if asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    quote = asked.get("quote")
    if quote and (units(quote) > QUOTE_UNITS or quote not in replied.text):
        raise bad("QUOTE_TEXT_INVALID")
    return replied
