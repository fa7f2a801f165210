"""The bot itself: who it is, its commands, its webhook, its files."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.botapi.access import chat_for
from tests.fakes.botapi.errors import bad
from tests.fakes.botapi.files import MOST_DOWNLOADED
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.state import Webhook, World

Json = dict[str, Any]
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *CHAT_SCOPES)
LOCAL = ("127.0.0.1", "localhost", "::1")


def get_me(world: World, params: Params) -> Json:
    flags = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }
    return world.bot.json() | flags


def set_my_commands(world: World, params: Params) -> bool:
    commands: list[Json] = params.json("commands", [])
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).lstrip("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", "")).strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_command_key(world, params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(_command_key(world, params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(_command_key(world, params), None)
    return True


def _command_key(world: World, params: Params) -> str:
    scope: Json = params.json("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"] in CHAT_SCOPES:
        chat_for(world, Params(scope), write=False)
    return command_key(scope, params.text("language_code") or "")


def command_key(scope: Json, language: str) -> str:
    return json.dumps([scope, language], sort_keys=True)


def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url") or ""
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token") or ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad("secret token contains unallowed characters")
    _allow(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    generation = world.webhook.generation + 1
    world.webhook = Webhook(url, secret, params.integer("max_connections") or 40, generation=generation)
    world.updates.poll_generation += 1
    world.updates.bell.ring()
    return True


def _allow(world: World, params: Params) -> None:
    kinds = params.json("allowed_updates")
    if isinstance(kinds, list):
        world.updates.allow(kinds)


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    world.webhook = Webhook(generation=world.webhook.generation + 1)
    world.updates.bell.ring()
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    hook = world.webhook
    shown: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": sorted(world.updates.allowed),
    }
    if hook.url:
        shown |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook.last_error:
        shown |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    return shown


def get_file(world: World, params: Params) -> Json:
    wanted = params.text("file_id")
    if not wanted:
        raise bad("file_id not specified")
    stored = world.files.by_id.get(wanted)
    if stored is None:
        raise bad("invalid file_id")
    if stored.size > MOST_DOWNLOADED:
        raise bad("file is too big")
    return stored.base() | {"file_path": stored.path}
