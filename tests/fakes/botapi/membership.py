"""Joining, leaving, being removed, restricted and promoted: the same whoever causes it."""

from tests.fakes.botapi.chats import Chat, Link
from tests.fakes.botapi.emit import member_changed, service
from tests.fakes.botapi.people import Member, User
from tests.fakes.botapi.state import World

FOREVER_AFTER = 366 * 86400
FOREVER_BEFORE = 30


def until(world: World, asked: int | None) -> int:
    """Less than 30 seconds or more than 366 days mean forever."""
    ahead = (asked or 0) - world.now()
    return asked if asked and FOREVER_BEFORE <= ahead <= FOREVER_AFTER else 0


def change(
    world: World, chat: Chat, by: User, new: Member, link: Link | None = None, requested: bool = False
) -> Member:
    """Replaces what a user is in a chat and tells the bot."""
    old = world.member_json(chat.member(new.user, world.now()), chat)
    chat.members[new.user.id] = new
    if new.user is world.bot and new.present:
        chat.seen_by_bot = True
    member_changed(world, chat, by, old, new, link, requested)
    return new


def join(
    world: World, chat: Chat, user: User, by: User | None = None, link: Link | None = None, requested: bool = False
) -> Member:
    """A restricted user comes back restricted."""
    before = chat.member(user, world.now())
    status = "restricted" if before.status == "restricted" else "member"
    new = Member(user, status, permissions=before.permissions, until=before.until, is_member=True)
    if status == "member":
        new.until = 0
    if link:
        link.joined += 1
    change(world, chat, by or user, new, link, requested)
    if chat.is_group and chat.announces_joins:
        service(world, chat, by if by and not requested else user, {"new_chat_members": [user.json()]})
    return new


def leave(world: World, chat: Chat, user: User) -> None:
    before = chat.member(user, world.now())
    new = Member(user, "left")
    if before.status == "restricted":
        new = Member(user, "restricted", permissions=before.permissions, until=before.until)
    change(world, chat, user, new)
    if chat.is_group and chat.announces_joins:
        service(world, chat, user, {"left_chat_member": user.json()})


def remove(world: World, chat: Chat, by: User, user: User, banned_until: int | None = 0) -> None:
    """Takes a user out; `None` leaves the way back open, 0 bans forever."""
    was_present = chat.member(user, world.now()).present
    status = "left" if banned_until is None else "kicked"
    change(world, chat, by, Member(user, status, until=banned_until or 0))
    if was_present and chat.is_group:
        service(world, chat, by, {"left_chat_member": user.json()})


def restrict(world: World, chat: Chat, by: User, user: User, permissions: dict[str, bool], until_date: int) -> Member:
    before = chat.member(user, world.now())
    if all(permissions.values()):
        return change(world, chat, by, Member(user, "member" if before.present else "left"))
    new = Member(user, "restricted", permissions=permissions, until=until_date, is_member=before.present)
    return change(world, chat, by, new)


def promote(world: World, chat: Chat, by: User, user: User, rights: dict[str, bool], anonymous: bool = False) -> Member:
    """No right at all makes an ordinary member again."""
    before = chat.member(user, world.now())
    if not any(rights.values()) and not anonymous:
        return change(world, chat, by, Member(user, "member" if before.present else before.status))
    granted = rights | {"can_manage_chat": True}
    new = Member(user, "administrator", granted, title=before.title, anonymous=anonymous, promoted_by=by.id)
    return change(world, chat, by, new)
