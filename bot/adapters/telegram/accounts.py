"""Telegram's chats, users and member states as ours."""

from typing import Protocol

from aiogram import types

from bot.chat.events import Account, AccountKind, Chat, ChatKind
from bot.chat.facts import Role

PLATFORM = "telegram"
TELEGRAM = 777000  # posts what a linked channel says
ANONYMOUS = 1087968824  # stands for administrators who hide
PRESENT = ("creator", "administrator", "member")
LEADING = ("creator", "administrator")
RIGHTS = (
    "delete_messages",
    "restrict_members",
    "pin_messages",
    "invite_users",
    "change_info",
    "promote_members",
    "manage_topics",
)


class MemberState(Protocol):
    """What both libraries call a ChatMember."""

    @property
    def status(self) -> str: ...


def chat_of(chat: types.Chat) -> Chat:
    """The chat where something happened."""
    if chat.type == "private":
        return Chat(PLATFORM, str(chat.id), ChatKind.PRIVATE)
    return Chat(PLATFORM, str(chat.id), ChatKind.GROUP, chat.title or "")


def person(user: types.User) -> Account:
    """A person, or another bot."""
    last = user.last_name
    name = (f"{user.first_name} {last}" if last else user.first_name).strip()
    username = user.username or ""
    kind = _kind(user) if user.is_bot or user.id == TELEGRAM else AccountKind.PERSON
    return Account(PLATFORM, str(user.id), name or username or str(user.id), username, user.language_code or "", kind)


def _kind(user: types.User) -> AccountKind:
    if user.id == TELEGRAM:
        return AccountKind.LINKED_CHANNEL
    return AccountKind.ANONYMOUS_ADMIN if user.id == ANONYMOUS else AccountKind.BOT


def chat_account(chat: types.Chat, kind: AccountKind) -> Account:
    """A chat that acts like somebody."""
    return Account(PLATFORM, str(chat.id), chat.title or chat.username or str(chat.id), chat.username or "", kind=kind)


def speaker(message: types.Message) -> Account | None:
    """In whose name a message was said."""
    behalf = message.sender_chat
    if behalf is None:
        return person(message.from_user) if message.from_user else None
    if behalf.id == message.chat.id:
        return chat_account(behalf, AccountKind.ANONYMOUS_ADMIN)
    linked = message.is_automatic_forward or (message.from_user is not None and message.from_user.id == TELEGRAM)
    return chat_account(behalf, AccountKind.LINKED_CHANNEL if linked else AccountKind.CHANNEL)


def is_present(member: MemberState) -> bool:
    """Whether somebody is in the group; the restricted may be outside."""
    return member.status in PRESENT or bool(member.status == "restricted" and getattr(member, "is_member", False))


def role_of(member: MemberState) -> Role:
    """What Telegram lets somebody do, in our words."""
    if not is_present(member):
        return Role.STRANGER
    if member.status == "creator" or (member.status == "administrator" and getattr(member, "can_change_info", False)):
        return Role.ADMIN
    if member.status == "administrator" and getattr(member, "can_restrict_members", False):
        return Role.MODERATOR
    return Role.MEMBER


def rights_of(member: MemberState) -> frozenset[str]:
    """What the bot itself may do in a group."""
    if not is_present(member):
        return frozenset()
    if member.status not in LEADING:
        speaks = member.status == "member" or getattr(member, "can_send_messages", False)
        return frozenset({"send_messages"} if speaks else ())
    held = {name for name in RIGHTS if member.status == "creator" or getattr(member, f"can_{name}", False)}
    return frozenset({"admin", "send_messages", *held})
