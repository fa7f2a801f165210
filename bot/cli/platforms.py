"""The adapters of the configured platforms; their libraries are loaded here, when they are needed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot import texts
from bot.chat.facts import Role
from bot.config import Config

if TYPE_CHECKING:
    from bot.adapters.base import Adapter
    from bot.engine.clock import Clock
    from bot.routing import CommandSpec

SHELVES = {
    "all_private_chats": Role.MEMBER,
    "all_group_chats": Role.MEMBER,
    "all_chat_administrators": Role.ADMIN,
}
"""Who sees what in the app's list of commands."""


def made(config: Config, clock: "Clock") -> "list[Adapter]":
    """One adapter a platform that is on."""
    return [ADAPTERS[platform](config, clock) for platform in config.platforms]


def _telegram(config: Config, clock: "Clock") -> "Adapter":
    from bot.adapters.telegram.adapter import Telegram

    table = config.telegram
    return Telegram(
        table.token.get_secret_value(),
        clock=clock,
        api_base=table.api_base,
        receive=table.receive,
        public_url=config.web.public_url,
        secret=table.secret.get_secret_value(),
        menus=menus(config.language),
    )


def _cloud(config: Config, clock: "Clock") -> "Adapter":
    from bot.adapters.cloud.adapter import Cloud

    table = config.whatsapp.cloud
    return Cloud(
        clock=clock,
        number=table.phone_number_id,
        token=table.access_token.get_secret_value(),
        app_secret=table.app_secret.get_secret_value(),
        verify_token=table.verify_token.get_secret_value(),
        graph_base=table.graph_base,
        templates=table.templates.model_dump(),
        budget=table.monthly_budget,
        language=config.language,
    )


def _waha(config: Config, clock: "Clock") -> "Adapter":
    from bot.adapters.waha.adapter import Waha

    table = config.whatsapp.waha
    return Waha(
        table.url,
        clock=clock,
        api_key=table.api_key.get_secret_value(),
        session=table.session,
        hmac_key=table.hmac_key.get_secret_value(),
        consent=table.i_accept_unofficial_risk,
        per_minute=table.per_minute,
    )


ADAPTERS: "Mapping[str, Callable[[Config, Clock], Adapter]]" = {
    "telegram": _telegram,
    "whatsapp.waha": _waha,
    "whatsapp.cloud": _cloud,
}


class Names(Mapping[str, str]):
    """The bots' names by platform, as soon as each platform has told its own."""

    def __init__(self, adapters: "Sequence[Adapter]") -> None:
        self.adapters = {adapter.platform: adapter for adapter in adapters}

    def __getitem__(self, platform: str) -> str:
        return self.adapters[platform].bot_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.adapters)

    def __len__(self) -> int:
        return len(self.adapters)


def menus(language: str) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The list of commands for each client language and kind of chat; `language` is for all other clients."""
    from bot.routing import Routes
    from handlers import ROUTERS

    routes = Routes(ROUTERS)
    spoken = {"": language} | {known: known for known in texts.LANGUAGES}
    return {
        (client, scope): [(spec.name, _summary(spec, said)) for spec in routes.specs() if spec.role <= most]
        for client, said in spoken.items()
        for scope, most in SHELVES.items()
    }


def _summary(spec: "CommandSpec", language: str) -> str:
    return str(texts.say(language, f"{spec.noun}.help.{spec.name}", {}))[:256]
