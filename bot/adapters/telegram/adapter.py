"""One Telegram bot: receives by polling or webhook, carries orders out, keeps its pace."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import aiogram
import httpx
import structlog
from aiogram.utils.token import TokenValidationError
from starlette.routing import BaseRoute
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot import errors
from bot.adapters.base import Inlet, delivered, refused
from bot.adapters.telegram import commands_menu
from bot.adapters.telegram.accounts import PLATFORM
from bot.adapters.telegram.commands_menu import Menus
from bot.adapters.telegram.doing import DOING
from bot.adapters.telegram.inflow import patiently, unknown_token
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.poll import Polling
from bot.adapters.telegram.read import ALLOWED, Reader
from bot.adapters.telegram.refusals import Fate, Impossible, Verdict, verdict
from bot.adapters.telegram.send import Bot
from bot.adapters.telegram.webhook import CONNECTIONS, PATH, Webhook
from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import Chat, ChatKind, Delayed, Migrated, Outcome
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.settings import GroupInfo

log = structlog.get_logger()

BACK_OFF = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # seconds after each failure of the same order
STOPPED = 60.0
EVERYTHING = Abilities()
BASIC = Abilities(mutes=False, bans=False)
SUPER = "-100"


@lru_cache(maxsize=4096)
def possible(group: str, behind: bool | None) -> Abilities:
    """What can be done in a group by its address, empty for a private chat: a supergroup's messages have addresses."""
    if not group:
        return replace(EVERYTHING, behind=behind)
    if not group.startswith(SUPER):
        return replace(BASIC, behind=behind)
    return replace(EVERYTHING, behind=behind, link=f"https://t.me/c/{group.removeprefix(SUPER)}/{{message}}")


CONNECTIONS_KEPT = httpx.Limits(max_connections=16, keepalive_expiry=30.0)  # so that a deletion needs no handshake


class Telegram:
    """The platform `telegram`. Raises `errors.Misconfigured` for a token that cannot be one."""

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        *,
        clock: Clock,
        api_base: str = "https://api.telegram.org",
        receive: Literal["polling", "webhook"] = "polling",
        public_url: str = "",
        secret: str = "",
        menus: Menus | None = None,
        poll_seconds: int = 25,
    ) -> None:
        _hush()
        try:
            self.reader = Reader(aiogram.Bot(token), clock)
        except TokenValidationError:
            raise unknown_token() from None
        base = api_base.rstrip("/")
        self.bot_name = ""
        self.clock = clock
        self.token = token
        self.receive = receive
        self.public_url = public_url.rstrip("/")
        self.menus = menus or {}
        self.pace = Pace()
        self.request = HTTPXRequest(
            read_timeout=30.0,
            write_timeout=30.0,
            connect_timeout=10.0,
            pool_timeout=5.0,
            httpx_kwargs={"limits": CONNECTIONS_KEPT},
        )
        self.bot: Bot = ExtBot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self.request,
            get_updates_request=self.request,
            rate_limiter=self.pace,
        )
        self.polling = Polling(f"{base}/bot{token}/getUpdates", self.reader, poll_seconds)
        self.webhook = Webhook(self.reader, secret or secrets.token_urlsafe(32))
        self.routes: Sequence[BaseRoute] = self.webhook.routes if receive == "webhook" else ()
        self.inlet: Inlet | None = None
        self.failures: dict[int, int] = {}
        self.stopped = False
        self.stopping = asyncio.Event()

    def can(self, group: GroupInfo) -> Abilities:
        """Everything; a basic group knows neither mutes nor bans that last."""
        behind = self.polling.behind if self.receive == "polling" else None
        return possible(group.chat.address if group.chat.kind is ChatKind.GROUP else "", behind)

    def free_at(self, address: str, lane: Lane) -> float:
        """When the chat may be written to again (monotonic seconds)."""
        return self.pace.free_at(address, lane)

    # Receiving -----------------------------------------------------------------------------------------------

    async def serve(self, inlet: Inlet) -> None:
        """Receives until cancelled. Raises `errors.Misconfigured` when Telegram does not know the bot."""
        self.inlet = inlet
        receiving = asyncio.create_task(self._receive(inlet))
        stopping = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait({receiving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self.stopped:
                raise unknown_token()
            await receiving
        except errors.Misconfigured:
            self.stopped = True
            raise
        finally:
            self.webhook.inlet = None
            receiving.cancel()
            stopping.cancel()
            await asyncio.gather(receiving, stopping, return_exceptions=True)

    async def _receive(self, inlet: Inlet) -> None:
        me = await patiently(self.bot.get_me, "getMe")
        self.bot_name = self.reader.bot_name = me.username or ""
        showing = asyncio.create_task(commands_menu.show(self.bot, self.menus))
        try:
            await self._take_updates(inlet)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _take_updates(self, inlet: Inlet) -> None:
        if self.receive == "webhook":
            self.webhook.inlet = inlet
            await self._set_webhook()
            await asyncio.Event().wait()
        await patiently(lambda: self.bot.delete_webhook(drop_pending_updates=False), "deleteWebhook")
        await self.polling.run(inlet)

    async def _set_webhook(self) -> None:
        url = f"{self.public_url}{PATH}"
        try:
            await patiently(
                lambda: self.bot.set_webhook(
                    url,
                    secret_token=self.webhook.secret.decode(),
                    allowed_updates=ALLOWED,
                    max_connections=CONNECTIONS,
                ),
                "setWebhook",
            )
        except BadRequest as failure:
            raise errors.Misconfigured(
                f"Telegram will not bring updates to {url} ({self._told(failure)}): "
                'write a public https address under [web], such as public_url = "https://bot.example.org".'
            ) from None

    # Carrying orders out -------------------------------------------------------------------------------------

    async def do(self, order: Order) -> Outcome:
        """Does it, and says how it went; raises nothing."""
        if self.stopped:
            return self._later(order, STOPPED)
        try:
            done = await DOING[type(order.action)](self.bot, order, order.action)
        except Impossible as wrong:
            return refused(order, self.clock.now(), wrong.reason)
        except TelegramError as failure:
            return self._judged(order, failure)
        self.failures.pop(order.row, None)
        return delivered(order, self.clock.now(), *done.sent, poll=done.poll, value=done.value)

    def _judged(self, order: Order, failure: TelegramError) -> Outcome:
        found = verdict(order.action, failure)
        if found.fate is not Fate.LATER:
            self.failures.pop(order.row, None)
        match found.fate:
            case Fate.DONE:
                return delivered(order, self.clock.now())
            case Fate.LATER:
                return self._later(order, found.seconds or self._back_off(order))
            case Fate.MOVED:
                self._moved(order.action.to, found.to)
                return self._later(order, found.seconds)
            case Fate.STOPPED:
                self.stopped = True
                self.stopping.set()
                return self._later(order, STOPPED)
            case Fate.NEVER:
                return self._never(order, found, failure)

    def _never(self, order: Order, found: Verdict, failure: TelegramError) -> Outcome:
        action = type(order.action).__name__
        log.info("telegram.refused", action=action, row=order.row, reason=found.reason, told=self._told(failure))
        return refused(order, self.clock.now(), found.reason, missing=found.missing, unknown=found.unknown)

    def _later(self, order: Order, seconds: float) -> Delayed:
        action = type(order.action).__name__
        return Delayed(f"out:{order.row}", self.clock.now(), row=order.row, action=action, seconds=seconds)

    def _back_off(self, order: Order) -> float:
        tries = self.failures[order.row] = self.failures.get(order.row, 0) + 1
        return BACK_OFF[min(tries, len(BACK_OFF)) - 1]

    def _moved(self, chat: Chat, address: str) -> None:
        """Tells the engine where the group is now; the order finds it there when it is tried again."""
        key = f"{PLATFORM}:{self.reader.bot_id}:moved:{chat.address}"
        moved = Migrated(key, self.clock.now(), Chat(PLATFORM, chat.address, chat.kind, chat.title), to=address)
        try:
            if self.inlet is not None:
                self.inlet(moved)
        except errors.Unreachable:
            log.info("telegram.moved_later", why="no room")

    def _told(self, failure: TelegramError) -> str:
        """Telegram's words, shortened and without the token."""
        return str(failure).replace(self.token, "…")[:160]

    async def close(self) -> None:
        """Gives connections back."""
        await self.polling.close()
        await self.request.shutdown()
        await self.reader.bot.session.close()


def _hush() -> None:
    """The libraries would log addresses with the token in them, and what people write."""
    for name in ("httpx", "httpcore", "telegram", "aiogram"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("telegram.request", "aiogram.event"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
