"""Facts that only Telegram knows: roles, files, counts, links."""

from telegram.error import BadRequest

from bot.adapters.telegram.accounts import role_of
from bot.adapters.telegram.refusals import Impossible
from bot.adapters.telegram.send import Bot, Done, number, slot
from bot.chat.actions import LookUp
from bot.chat.events import AccountKind
from bot.chat.facts import MAX_FILE, File, InviteLink, MemberCount, Role, RoleOf
from bot.engine.orders import Order

NOBODY = ("user not found", "member not found", "participant_id_invalid", "invalid user_id", "user_id_invalid")


async def look_up(bot: Bot, order: Order, action: LookUp) -> Done:
    """The answer is the value."""
    match action.fact:
        case RoleOf() as fact:
            return Done(value=int(await _role(bot, order, fact)))
        case File() as fact:
            return Done(value=await _file(bot, order, fact))
        case MemberCount(group):
            return Done(value=await bot.get_chat_member_count(number(group.address), rate_limit_args=slot(order)))
        case InviteLink(group):
            return Done(value=await _link(bot, order, number(group.address)))
        case _:
            raise Impossible


async def _role(bot: Bot, order: Order, fact: RoleOf) -> Role:
    """Chats that speak have no role, except the group itself, in whose name an administrator speaks."""
    who = number(fact.who.address)
    if who < 0:
        return Role.MODERATOR if fact.who.kind is AccountKind.ANONYMOUS_ADMIN else Role.STRANGER
    try:
        return role_of(await bot.get_chat_member(number(fact.group.address), who, rate_limit_args=slot(order)))
    except BadRequest as failure:
        if any(phrase in str(failure).lower() for phrase in NOBODY):
            return Role.STRANGER
        raise


async def _file(bot: Bot, order: Order, fact: File) -> bytes:
    file = await bot.get_file(fact.id, rate_limit_args=slot(order))
    if (file.file_size or 0) > MAX_FILE:
        raise Impossible("too_big")
    content = bytes(await file.download_as_bytearray())
    if len(content) > MAX_FILE:
        raise Impossible("too_big")
    return content


async def _link(bot: Bot, order: Order, group: int) -> str:
    """The group's own link; a new one only where there is none."""
    known = await bot.get_chat(group, rate_limit_args=slot(order))
    link = known.link or known.invite_link
    return link or (await bot.create_chat_invite_link(group, rate_limit_args=slot(order))).invite_link
