"""What is done to people and groups through python-telegram-bot: mute, ban, close, admit, leave."""

from datetime import UTC, datetime, timedelta

from telegram import ChatPermissions
from telegram.error import BadRequest

from bot.adapters.telegram.send import Bot, Done, chat, number, slot
from bot.chat.actions import Admit, Ban, Close, Leave, Mute, Remove, Reopen, Unban, Unmute
from bot.engine.orders import Order

SOON = timedelta(seconds=40)  # Telegram takes an end within 30 seconds for no end at all
TALKING = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)


def ending(until: datetime | None) -> datetime | None:
    """When a restriction ends, as Telegram understands it."""
    return max(until, datetime.now(UTC) + SOON) if until else None


async def mute(bot: Bot, order: Order, action: Mute) -> Done:
    await bot.restrict_chat_member(
        chat(action),
        number(action.who.address),
        ChatPermissions.no_permissions(),
        until_date=ending(action.until),
        rate_limit_args=slot(order),
    )
    return Done()


async def unmute(bot: Bot, order: Order, action: Unmute) -> Done:
    """All permissions lift a restriction; the group's own permissions are in force again."""
    await bot.restrict_chat_member(
        chat(action), number(action.who.address), ChatPermissions.all_permissions(), rate_limit_args=slot(order)
    )
    return Done()


async def ban(bot: Bot, order: Order, action: Ban) -> Done:
    who, until = number(action.who.address), ending(action.until)
    if who < 0:
        await bot.ban_chat_sender_chat(chat(action), who, rate_limit_args=slot(order))
    else:
        await bot.ban_chat_member(chat(action), who, until_date=until, rate_limit_args=slot(order))
    return Done()


async def unban(bot: Bot, order: Order, action: Unban) -> Done:
    who = number(action.who.address)
    if who < 0:
        await bot.unban_chat_sender_chat(chat(action), who, rate_limit_args=slot(order))
    else:
        await bot.unban_chat_member(chat(action), who, only_if_banned=True, rate_limit_args=slot(order))
    return Done()


async def remove(bot: Bot, order: Order, action: Remove) -> Done:
    """A short ban that is lifted at once; in a basic group the ban alone is a removal."""
    who, until = number(action.who.address), ending(datetime.now(UTC))
    await bot.ban_chat_member(chat(action), who, until_date=until, rate_limit_args=slot(order))
    try:
        await bot.unban_chat_member(chat(action), who, only_if_banned=True, rate_limit_args=slot(order))
    except BadRequest as failure:
        if "supergroup" not in str(failure).lower():
            raise
    return Done()


async def close(bot: Bot, order: Order, action: Close) -> Done:
    return await _permit(bot, order, chat(action), talking=False)


async def reopen(bot: Bot, order: Order, action: Reopen) -> Done:
    return await _permit(bot, order, chat(action), talking=True)


async def _permit(bot: Bot, order: Order, group: int, *, talking: bool) -> Done:
    """Turns every kind of talking off or on; what else members may do stays as it is."""
    now = (await bot.get_chat(group, rate_limit_args=slot(order))).permissions or ChatPermissions.no_permissions()
    wanted = now.to_dict() | dict.fromkeys(TALKING, talking)
    permissions = ChatPermissions.de_json(wanted, bot)
    await bot.set_chat_permissions(
        group, permissions, use_independent_chat_permissions=True, rate_limit_args=slot(order)
    )
    return Done()


async def admit(bot: Bot, order: Order, action: Admit) -> Done:
    decide = bot.approve_chat_join_request if action.yes else bot.decline_chat_join_request
    await decide(chat(action), number(action.who.address), rate_limit_args=slot(order))
    return Done()


async def leave(bot: Bot, order: Order, action: Leave) -> Done:
    await bot.leave_chat(chat(action), rate_limit_args=slot(order))
    return Done()
