"""One WhatsApp number behind a WAHA gateway: receives by webhook, carries orders out, speaks slowly."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog
from starlette.routing import BaseRoute

from bot import errors
from bot.adapters.base import Inlet
from bot.adapters.waha.carrying import Carrying
from bot.adapters.waha.catching_up import CatchingUp, Heard
from bot.adapters.waha.contacts import introduced
from bot.adapters.waha.gateway import Denied, Gateway, Locked, Trouble
from bot.adapters.waha.names import OPAQUE, PLATFORM, jid
from bot.adapters.waha.pace import Pace, Rest
from bot.adapters.waha.raw import inner, moment
from bot.adapters.waha.read import Reader
from bot.adapters.waha.send import Line
from bot.adapters.waha.webhook import Webhook
from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import Event, Form, Outcome
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.settings import GroupInfo

log = structlog.get_logger()

WORKING = "WORKING"
BROKEN = ("FAILED", "STOPPED", "SCAN_QR_CODE", "PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED")
LOOK = 30.0  # seconds between looks at the session
SILENT = 10  # looks without an answer, after which the owners hear of it
GAP = timedelta(minutes=2)
GROUP = Abilities(
    buttons=False,
    quizzes=False,
    mutes=False,
    bans=False,
    many_deletes=False,
    relinks=True,
    edits_for=timedelta(minutes=14).total_seconds(),
    prefixes=".!/",
)
RISK = (
    "WhatsApp groups stay off: WAHA speaks to WhatsApp like an app does, which WhatsApp does not allow, and it may ban "
    "the number for it. Use a number that nobody needs, and if that is fine with you, write "
    "i_accept_unofficial_risk = true under [whatsapp.waha]."
)
UNSIGNED = (
    "WhatsApp groups stay off: without a key that the gateway signs with, anybody could speak for it. Set "
    'WHATSAPP_HOOK_HMAC_KEY at the gateway, and the same as hmac_key = "…" under [whatsapp.waha].'
)


class Waha:
    """The platform `whatsapp`. `rest` and `look` are how it waits, `transport` how it reaches the gateway."""

    platform = PLATFORM

    def __init__(
        self,
        url: str,
        *,
        clock: Clock,
        api_key: str = "",
        session: str = "default",
        hmac_key: str = "",
        consent: bool = False,
        per_minute: int = 20,
        rest: Rest = asyncio.sleep,
        look: float = LOOK,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        for name in ("httpx", "httpcore"):  # they would log addresses with people's numbers in them
            logging.getLogger(name).setLevel(logging.WARNING)
        self.bot_name = ""
        self.clock = clock
        self.consent = consent
        self.look = look
        self.line = Line(Gateway(url, api_key, session, transport))
        self.pace = Pace(per_minute, clock.monotonic, rest)
        self.reader = Reader(session, clock)
        self.carrying = Carrying(self.line, self.pace, self.reader, clock, self._alarm)
        self.webhook = Webhook(self.reader, hmac_key, self.hear)
        self.routes: Sequence[BaseRoute] = self.webhook.routes if consent else ()
        self.catching_up = CatchingUp(self.line, self.reader)
        self.heard: Heard = {}  # before anything came in
        self.sound_at: datetime | None = None
        self.silent = 0
        self.inlet: Inlet | None = None
        self.status = ""
        self.told_at = clock.now() - GAP  # of the latest news of the session
        self.awake = asyncio.Event()
        self.looked = asyncio.Event()  # once the session has been looked at, and what was missed is read

    def can(self, group: GroupInfo) -> Abilities:
        """No buttons, no quizzes, no mutes, no bans: what stands in for them is ours."""
        return GROUP

    def free_at(self, address: str, lane: Lane) -> float:
        """When WhatsApp may be written to again (monotonic seconds); one number, one pace."""
        return self.pace.free_at(lane)

    # Receiving -----------------------------------------------------------------------------------------------

    async def serve(self, inlet: Inlet) -> None:
        """Receives until cancelled. Raises `errors.Misconfigured` without consent, or when the key is wrong."""
        if not self.consent:
            raise errors.Misconfigured(RISK)
        if not self.webhook.key:
            raise errors.Misconfigured(UNSIGNED)
        self.heard = await self.catching_up.heard(inlet)
        self.inlet = self.webhook.inlet = inlet
        try:
            while True:
                await self.observe(inlet)
                await self._pause()
        finally:
            self.inlet = self.webhook.inlet = None

    async def observe(self, inlet: Inlet) -> None:
        """Whether the session works; after it did not, what was missed is read."""
        try:
            told = await self.line.gateway.get("sessions", self.line.session)
            self._introduce(told)
            if told.get("status") == WORKING:
                await self._catch_up(inlet)
            self._status(str(told.get("status")))
        except Locked:
            raise errors.Misconfigured(
                "The WAHA gateway does not accept the key: write its WAHA_API_KEY as api_key under [whatsapp.waha]."
            ) from None
        except (Trouble, errors.Unreachable) as trouble:
            log.warning("whatsapp.not_ready", why=type(trouble).__name__)
            self._status("")
        self.looked.set()

    async def _catch_up(self, inlet: Inlet) -> None:
        """Reads what was missed if the session did not work when it was last looked at."""
        now = self.clock.now()
        if self.status != WORKING:
            await self._read_lids()
            heard = await self._since_sound(inlet)
            await self.catching_up.run(heard, inlet)
            self._tell_gap(heard, now, inlet)
        self.sound_at = now

    async def _since_sound(self, inlet: Inlet) -> Heard:
        """What we know; nothing newer than the last time when all was well, or it would hide what was missed."""
        sound = self.sound_at
        if sound is None:
            return self.heard
        heard = await self.catching_up.heard(inlet)
        return {group: (min(at or sound, sound), names) for group, (at, names) in heard.items()}

    def _tell_gap(self, heard: Heard, now: datetime, inlet: Inlet) -> None:
        """What nobody remembers, such as votes, is gone; whoever counts them hears of it."""
        since = max((at for at, _ in heard.values() if at is not None), default=now)
        if now - since > GAP:
            values = {"of": PLATFORM, "since": since.isoformat(), "until": now.isoformat()}
            inlet(Form(self.reader.key(f"gap:{now.timestamp()}"), now, name="platforms.gap", values=values))

    def _introduce(self, told: dict[str, Any]) -> None:
        me = told.get("me") or {}
        self.reader.people.is_me(me)
        self.line.me = jid(me.get("id"))
        self.line.engine = str(inner(told, "engine", "engine") or self.line.engine)

    async def _read_lids(self) -> None:
        """Which phone goes with which opaque id, as far as the gateway knows."""
        try:
            for pair in await self.line.gateway.get(self.line.session, "lids", limit=10_000, offset=0):
                self.reader.people.pair(jid(pair.get("pn")), jid(pair.get("lid")))
            if not any(name.endswith(OPAQUE) for name in self.reader.people.me):  # groups may list us by it
                own = await self.line.gateway.get(self.line.session, "lids", "pn", self.line.me)
                self.reader.people.is_me({"lid": own.get("lid")})
        except Denied:
            log.info("whatsapp.no_lids", why="this engine has none")

    async def _pause(self) -> None:
        self.awake.clear()
        try:
            async with asyncio.timeout(self.look):
                await self.awake.wait()
        except TimeoutError:
            return

    async def hear(self, news: dict[str, Any]) -> Sequence[Event]:
        """The events of one webhook; news of the session itself are for us."""
        if news.get("session") == self.line.session and news.get("event") == "session.status":
            if self._is_newer(news):
                self._told(str(inner(news, "payload", "status")))
            return ()
        return [await introduced(event, self.line, self.reader.people) for event in self.reader.read(news)]

    def _is_newer(self, news: dict[str, Any]) -> bool:
        """Whether news of the session are later than those we know: they may be brought again."""
        try:
            at = moment(news.get("timestamp"))
        except (ValueError, OverflowError, OSError):
            return False
        newer, self.told_at = at > self.told_at, max(at, self.told_at)
        return newer

    def _told(self, status: str) -> None:
        """Back at work, it is looked at once; else sending stops."""
        if status == WORKING:
            self.awake.set()
        else:
            self._status(status)

    def _status(self, status: str) -> None:
        before, self.status = self.status, status
        self.silent = 0 if status else self.silent + 1
        if status == WORKING:
            self.pace.resume()
            return
        self.pace.stop(self.look + 5.0)
        if status in BROKEN and before not in BROKEN:
            self._alarm(status)
        if self.silent == SILENT:
            self._alarm("SILENT")

    def _alarm(self, why: str) -> None:
        """The owners hear of it on another platform."""
        log.error("whatsapp.stopped", why=why)
        now = self.clock.now()
        values = {"platform": PLATFORM, "why": why}
        key = self.reader.key(f"stopped:{now.timestamp()}")
        try:
            if self.inlet is not None:
                self.inlet(Form(key, now, name="platforms.stopped", values=values))
        except errors.Unreachable:
            log.warning("whatsapp.nobody_told", why="no room")

    async def do(self, order: Order) -> Outcome:
        """Does it, and says how it went; raises nothing."""
        return await self.carrying.do(order)

    async def close(self) -> None:
        """Gives connections back."""
        await self.line.gateway.close()
