"""The list of commands that Telegram's apps show beside the input field."""

from collections.abc import Mapping, Sequence

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.adapters.telegram.send import Bot

log = structlog.get_logger()

Menus = Mapping[tuple[str, str], Sequence[tuple[str, str]]]
"""(command, description) by (language, scope); the language "" is for everybody else."""

SCOPES: Mapping[str, BotCommandScope] = {
    "default": BotCommandScopeDefault(),
    "all_private_chats": BotCommandScopeAllPrivateChats(),
    "all_group_chats": BotCommandScopeAllGroupChats(),
    "all_chat_administrators": BotCommandScopeAllChatAdministrators(),
}
MOST = 100  # commands in one list


async def show(bot: Bot, menus: Menus) -> None:
    """Sets every list; a bot without them works as well, so that failures are only logged."""
    for (language, scope), entries in menus.items():
        commands = [BotCommand(command, description) for command, description in entries[:MOST]]
        try:
            await bot.set_my_commands(commands, scope=SCOPES[scope], language_code=language or None)
        except TelegramError as failure:
            log.warning("telegram.no_menu", language=language, scope=scope, why=type(failure).__name__)
