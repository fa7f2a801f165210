"""Changes of membership as events: who came, went, rose, and what becomes of the bot itself."""

from collections.abc import Iterator

from aiogram import types

from bot.adapters.telegram.accounts import (
    MemberState,
    chat_account,
    chat_of,
    is_present,
    person,
    rights_of,
    role_of,
)
from bot.adapters.telegram.messages import numbered
from bot.chat.events import (
    Account,
    AccountKind,
    Event,
    Joined,
    Left,
    Reachable,
    RoleChanged,
    Standing,
)
from bot.chat.facts import Role


def member_events(change: types.ChatMemberUpdated, key: str) -> tuple[Event, ...]:
    """Joined, left or another role; a joining administrator is two events."""
    if change.chat.type in ("channel", "private"):
        return ()
    return tuple(_member_events(change, key))


def _member_events(change: types.ChatMemberUpdated, key: str) -> Iterator[Event]:
    old, new = change.old_chat_member, change.new_chat_member
    group, who, at = chat_of(change.chat), person(new.user), change.date
    was, stays = is_present(old), is_present(new)
    if stays and not was:
        yield Joined(key, at, group, who, _by(change))
    if was and not stays:
        yield Left(key, at, group, who, _by(change))
    if stays and (_rank(old) != _rank(new) if was else role_of(new) > Role.MEMBER):
        yield RoleChanged(numbered(key, int(not was)), at, group, who, int(role_of(new)))


def _rank(member: MemberState) -> tuple[str, Role, frozenset[str]]:
    return member.status, role_of(member), rights_of(member)


def _by(change: types.ChatMemberUpdated) -> Account | None:
    """Who did it, if not the member themselves."""
    return person(change.from_user) if change.from_user.id != change.new_chat_member.user.id else None


def own_events(change: types.ChatMemberUpdated, key: str) -> tuple[Event, ...]:
    """The bot's standing in a group; in a private chat, whether the person can be written to."""
    new, chat = change.new_chat_member, chat_of(change.chat)
    match change.chat.type:
        case "channel":
            return ()
        case "private":
            return (Reachable(key, change.date, chat, person(change.from_user), yes=new.status == "member"),)
        case _:
            by = person(change.from_user)
            return (Standing(key, change.date, chat, None, is_present(new), rights_of(new), by),)


def voter(answer: types.PollAnswer) -> Account | None:
    """Who voted: a person, or a chat in whose name somebody did."""
    if answer.user is not None:
        return person(answer.user)
    return chat_account(answer.voter_chat, AccountKind.CHANNEL) if answer.voter_chat else None
