"""Tells the bot what happened, as far as Telegram would."""

from typing import Any

from tests.fakes.botapi.chats import Chat, Link, Message
from tests.fakes.botapi.entities import found_entities
from tests.fakes.botapi.people import Member, User
from tests.fakes.botapi.polls import Poll
from tests.fakes.botapi.state import World

Json = dict[str, Any]


def emit(world: World, kind: str, content: Json, lane: int = 0) -> None:
    """Queues an update if the bot asked for its kind."""
    if kind not in world.updates.allowed:
        return
    if world.spec:
        world.blame(world.spec.problems("Update", {"update_id": 1, kind: content}))
    world.updates.add({kind: content}, lane)


def message_arrived(world: World, message: Message, edited: bool = False) -> None:
    if not sees(world, message):
        return
    kind = "channel_post" if message.chat.type == "channel" else "message"
    emit(world, f"edited_{kind}" if edited else kind, message.json(), message.chat.id)


def sees(world: World, message: Message) -> bool:
    """Membership, administrator status and privacy mode decide."""
    chat = message.chat
    if chat.is_private:
        return True
    bot = chat.member(world.bot, world.now())
    if not bot.present or (chat.type == "channel" and not bot.leads):
        return False
    return bot.leads or message.service or not world.privacy or meant_for_bot(world, message)


def meant_for_bot(world: World, message: Message) -> bool:
    """What privacy mode lets through: commands for the bot, replies to it, automatic forwards."""
    replied = message.data.get("reply_to_message", {}).get("from", {})
    if replied.get("id") == world.bot.id or message.data.get("is_automatic_forward"):
        return True
    for entity in message.data.get("entities", []):
        if entity["type"] == "bot_command":
            command = _cut(message.text, entity)
            return "@" not in command or command.lower().endswith(f"@{world.bot.username}".lower())
    return False


def _cut(text: str, entity: Json) -> str:
    encoded = text.encode("utf-16-le")
    return encoded[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def add_message(world: World, chat: Chat, data: Json, sender: int, **details: Any) -> Message:
    """Puts a message on the screen; entities are found, nobody is told yet."""
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        if data.get(text) and entities not in data:
            found = found_entities(data[text])
            data |= {entities: found} if found else {}
    message = Message(chat, world.next_message_id(chat), int(world.now()), data, sender, **details)
    chat.messages[message.id] = message
    return message


def service(world: World, chat: Chat, by: User, content: Json) -> Message:
    """A service message; those that the bot itself causes arrive as well."""
    data = {"from": by.json()} | content
    message = add_message(world, chat, data, by.id, service=True, by_bot=by is world.bot)
    message_arrived(world, message)
    return message


def member_changed(
    world: World, chat: Chat, by: User, old: Json, new: Member, link: Link | None = None, requested: bool = False
) -> None:
    """Tells of a changed status: of its own always, of others to administrators only."""
    own = new.user is world.bot
    bot = chat.member(world.bot, world.now())
    shown = world.member_json(new, chat)
    if shown == old or not (own or (bot.leads and not chat.is_private)):
        return
    content: Json = {"chat": chat.json(), "from": by.json(), "date": int(world.now())}
    content |= {"old_chat_member": old, "new_chat_member": shown}
    if link:
        content["invite_link"] = link.json()
    if requested:
        content["via_join_request"] = True
    emit(world, "my_chat_member" if own else "chat_member", content, chat.id)


def poll_changed(world: World, poll: Poll) -> None:
    message = world.poll_messages[poll.id]
    if poll.own:
        emit(world, "poll", poll.json(in_message=False), message.chat.id)


def close_poll(world: World, poll: Poll) -> None:
    if not poll.closed:
        poll.closed = True
        poll_changed(world, poll)
