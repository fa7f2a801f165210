"""Chats: information, pins, topics, invite links, join requests, reactions, leaving."""

from typing import Any

from tests.fakes.botapi import membership
from tests.fakes.botapi.access import bot_in, chat_for, message_for, message_in, need, target
from tests.fakes.botapi.chats import Chat, Link, Topic
from tests.fakes.botapi.emit import service
from tests.fakes.botapi.errors import bad
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.people import User
from tests.fakes.botapi.state import World

Json = dict[str, Any]
PIN_RIGHT = "not enough rights to manage pinned messages in the chat"
LINK_RIGHT = "not enough rights to manage chat invite link"
REACTIONS = """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳
    ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈
    😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀
    😡
"""
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: World, params: Params) -> Json:
    chat = chat_for(world, params, write=False)
    shown = chat.json() | {"accent_color_id": 0, "max_reaction_count": 11}
    shown["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    pinned = [chat.messages[number] for number in chat.pins]
    if pinned:
        shown["pinned_message"] = max(pinned, key=lambda message: message.id).nested()
    return shown if chat.is_private else shown | _group_details(world, chat)


def _group_details(world: World, chat: Chat) -> Json:
    optional: Json = {"description": chat.description, "join_by_request": chat.by_request}
    if chat.linked:
        optional["linked_chat_id"] = chat.linked.id
    if bot_in(world, chat).may("can_invite_users"):
        optional["invite_link"] = primary_link(world, chat).url
    return {"permissions": chat.permissions} | {name: value for name, value in optional.items() if value}


def leave_chat(world: World, params: Params) -> bool:
    chat = chat_for(world, params, write=False)
    if chat.is_private:
        raise bad("chat member status can't be changed in private chats")
    membership.leave(world, chat, world.bot)
    return True


def pin_chat_message(world: World, params: Params) -> bool:
    message = message_for(world, params, "message to pin")
    _need_pin(world, message.chat)
    if message.service:
        raise bad("message can't be pinned")
    if message.id not in message.chat.pins:
        message.chat.pins.append(message.id)
        service(world, message.chat, world.bot, {"pinned_message": message.nested()})
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    chat = chat_for(world, params)
    _need_pin(world, chat)
    number = params.integer("message_id") or (max(chat.pins) if chat.pins else None)
    message = message_in(chat, number, "message to unpin")
    if message.id in chat.pins:
        chat.pins.remove(message.id)
    return True


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    chat = chat_for(world, params)
    _need_pin(world, chat)
    chat.pins.clear()
    return True


def _need_pin(world: World, chat: Chat) -> None:
    if not chat.is_private:
        need(world, chat, "can_edit_messages" if chat.type == "channel" else "can_pin_messages", PIN_RIGHT)


def create_forum_topic(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    if not chat.forum:
        raise bad("the chat is not a forum")
    need(world, chat, "can_manage_topics", "not enough rights to create a topic")
    topic = new_topic(world, chat, world.bot, params.text("name") or "")
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": 7322096}


def new_topic(world: World, chat: Chat, by: User, name: str) -> Topic:
    created = service(world, chat, by, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
    created.data |= {"message_thread_id": created.id, "is_topic_message": True}
    topic = chat.topics[created.id] = Topic(created.id, name)
    return topic


def primary_link(world: World, chat: Chat) -> Link:
    for link in chat.links:
        if link.primary and not link.revoked:
            return link
    return world.link(chat, world.bot, primary=True)


def create_chat_invite_link(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    need(world, chat, "can_invite_users", LINK_RIGHT)
    by_request, limit = params.flag("creates_join_request"), params.integer("member_limit") or 0
    if by_request and limit:
        raise bad("member limit can't be specified for links requiring administrator approval")
    details = {"name": params.text("name"), "expires": params.integer("expire_date") or 0, "limit": limit}
    return world.link(chat, world.bot, by_request=by_request, **details).json()


def export_chat_invite_link(world: World, params: Params) -> str:
    chat = chat_for(world, params)
    need(world, chat, "can_invite_users", LINK_RIGHT)
    for link in chat.links:
        link.revoked = link.revoked or link.primary
    return primary_link(world, chat).url


def revoke_chat_invite_link(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    need(world, chat, "can_invite_users", LINK_RIGHT)
    found = [link for link in chat.links if link.url == params.text("invite_link")]
    if not found:
        raise bad("INVITE_HASH_EXPIRED")
    found[0].revoked = True
    return found[0].json()


def approve_chat_join_request(world: World, params: Params) -> bool:
    chat, user, link = _request(world, params)
    membership.join(world, chat, user, by=world.bot, link=link, requested=link is None)
    return True


def decline_chat_join_request(world: World, params: Params) -> bool:
    _request(world, params)
    return True


def _request(world: World, params: Params) -> tuple[Chat, User, Link | None]:
    chat = chat_for(world, params)
    user = target(world, params)
    need(world, chat, "can_invite_users", "not enough rights to manage chat join requests")
    if chat.member(user, world.now()).present:
        raise bad("USER_ALREADY_PARTICIPANT")
    if user.id not in chat.requests:
        raise bad("HIDE_REQUESTER_MISSING")
    link = chat.requests.pop(user.id)
    if link:
        link.pending -= 1
    return chat, user, link


def set_message_reaction(world: World, params: Params) -> bool:
    message = message_for(world, params, "message to react")
    wanted: list[Json] = params.json("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS.split() for one in wanted):
        raise bad("REACTION_INVALID")
    if message.service:
        raise bad("message can't be reacted to")
    message.reactions[world.bot.id] = wanted
    return True


def delete_message_reaction(world: World, params: Params) -> bool:
    message = message_for(world, params, "message to react")
    need(world, message.chat, "can_delete_messages", "not enough rights")
    message.reactions.pop(params.integer("user_id") or 0, None)
    return True
