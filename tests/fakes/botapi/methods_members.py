"""Members: looking them up, restricting, banning, promoting."""

from typing import Any

from tests.fakes.botapi import membership
from tests.fakes.botapi.access import bot_in, chat_for, need, target
from tests.fakes.botapi.chats import Chat
from tests.fakes.botapi.errors import RESTRICT_RIGHT, bad
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.people import ALL_RIGHTS, User, parsed_permissions, rights
from tests.fakes.botapi.state import World

Json = dict[str, Any]


def get_chat_member(world: World, params: Params) -> Json:
    chat = chat_for(world, params, write=False)
    user = target(world, params)
    if chat.is_private:
        return {"status": "member", "user": user.json()}
    return world.member_json(chat.member(user, world.now()), chat)


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = chat_for(world, params, write=False)
    if chat.is_private:
        raise bad("there are no administrators in the private chat")
    with_bots = params.flag("return_bots")
    return [
        world.member_json(member, chat)
        for member in chat.present(world.now())
        if member.leads and (with_bots or not member.user.is_bot or member.user is world.bot)
    ]


def get_chat_member_count(world: World, params: Params) -> int:
    chat = chat_for(world, params, write=False)
    return 2 if chat.is_private else len(chat.present(world.now()))


def restrict_chat_member(world: World, params: Params) -> bool:
    chat = chat_for(world, params)
    if chat.type != "supergroup":
        raise bad("method is available only for supergroups")
    user = target(world, params)
    wish = params.json("permissions")
    if not isinstance(wish, dict):
        raise bad("object expected as permissions")
    _check_target(world, chat, user)
    granted = parsed_permissions(wish, params.flag("use_independent_chat_permissions"))
    membership.restrict(world, chat, world.bot, user, granted, membership.until(world, params.integer("until_date")))
    return True


def ban_chat_member(world: World, params: Params) -> bool:
    chat = _group(world, params)
    user = target(world, params)
    _check_target(world, chat, user)
    if chat.type == "group":
        membership.remove(world, chat, world.bot, user, 0)
        return True
    membership.remove(world, chat, world.bot, user, membership.until(world, params.integer("until_date")))
    return True


def unban_chat_member(world: World, params: Params) -> bool:
    """Removes a present member too, unless `only_if_banned`."""
    chat = _group(world, params)
    if chat.type == "group":
        raise bad("method is available for supergroup and channel chats only")
    user = target(world, params)
    need(world, chat, "can_restrict_members", RESTRICT_RIGHT)
    member = chat.member(user, world.now())
    if member.status == "kicked":
        membership.remove(world, chat, world.bot, user, None)
    elif not params.flag("only_if_banned") and member.status != "left":
        _check_target(world, chat, user)
        membership.remove(world, chat, world.bot, user, None)
    return True


def _group(world: World, params: Params) -> Chat:
    chat = chat_for(world, params)
    if chat.is_private:
        raise bad("can't ban members in private chats")
    return chat


def _check_target(world: World, chat: Chat, user: User) -> None:
    if user is world.bot:
        raise bad("can't restrict self")
    need(world, chat, "can_restrict_members", RESTRICT_RIGHT)
    member = chat.member(user, world.now())
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if member.leads and member.promoted_by != world.bot.id:
        raise bad("user is an administrator of the chat")


def ban_chat_sender_chat(world: World, params: Params) -> bool:
    chat, sender = _sender(world, params)
    chat.banned_senders.add(sender)
    return True


def unban_chat_sender_chat(world: World, params: Params) -> bool:
    chat, sender = _sender(world, params)
    chat.banned_senders.discard(sender)
    return True


def _sender(world: World, params: Params) -> tuple[Chat, int]:
    chat = chat_for(world, params)
    sender = world.chats.get(params.integer("sender_chat_id") or 0)
    if sender is None or sender.type != "channel":
        raise bad("CHANNEL_INVALID")
    need(world, chat, "can_restrict_members", RESTRICT_RIGHT)
    if chat.linked is sender:
        raise bad("can't ban the linked channel")
    return chat, sender.id


def promote_chat_member(world: World, params: Params) -> bool:
    chat = chat_for(world, params)
    if chat.type not in ("supergroup", "channel"):
        raise bad("method is available for supergroup and channel chats only")
    user = target(world, params)
    if user is world.bot:
        raise bad("can't promote self")
    need(world, chat, "can_promote_members", "not enough rights")
    member = chat.member(user, world.now())
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if member.leads and member.promoted_by != world.bot.id:
        raise bad("not enough rights")
    if not member.present:
        raise bad("USER_NOT_PARTICIPANT")
    asked = rights(name for name in ALL_RIGHTS if params.flag(name))
    own = bot_in(world, chat)
    if any(wanted and not own.may(name) for name, wanted in asked.items()):
        raise bad("RIGHT_FORBIDDEN")
    membership.promote(world, chat, world.bot, user, asked, params.flag("is_anonymous"))
    return True


def set_chat_permissions(world: World, params: Params) -> bool:
    chat = chat_for(world, params)
    if chat.is_private:
        raise bad("can't change private chat permissions")
    wish = params.json("permissions")
    if not isinstance(wish, dict):
        raise bad("object expected as permissions")
    need(world, chat, "can_restrict_members", "not enough rights to change chat permissions")
    granted = parsed_permissions(wish, params.flag("use_independent_chat_permissions"))
    if granted == chat.permissions:
        raise bad("CHAT_NOT_MODIFIED")
    chat.permissions = granted
    return True
