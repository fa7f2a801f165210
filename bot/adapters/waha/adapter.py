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
from bot.adapters.base import Inlet, delivered, refused
from bot.adapters.waha.catching_up import CatchingUp, Heard
from bot.adapters.waha.doing import DOING
from bot.adapters.waha.gateway import Denied, Failed, Gateway, Locked, Lost, Silent, Trouble, Warned
from bot.adapters.waha.names import PLATFORM, jid
from bot.adapters.waha.pace import Pace, Rest, Slow, Variety
from bot.adapters.waha.raw import inner
from bot.adapters.waha.read import Reader
from bot.adapters.waha.send import Line
from bot.adapters.waha.webhook import Webhook
from bot.chat.abilities import Abilities
from bot.chat.actions import Action, AskPoll, Close, Edit, Lane, LookUp, Remove, Reopen, Send
from bot.chat.events import ChatKind, Delayed, Event, Form, Joined, Outcome
from bot.chat.text import plain
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.settings import GroupInfo

log = structlog.get_logger()

WORKING = "WORKING"
BROKEN = ("FAILED", "STOPPED", "SCAN_QR_CODE")
LOOK = 30.0  # seconds between looks at the session
GAP = timedelta(minutes=2)
WARNED = 3600.0  # seconds of silence after a complaint
BACK_OFF = (5.0, 15.0, 60.0)
TRIES = 3
ANSWERING = 600.0  # seconds after somebody wrote within which they are answered
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
        self.variety = Variety(clock.monotonic)
        self.reader = Reader(session, clock)
        self.webhook = Webhook(self.reader, hmac_key, self.hear)
        self.routes: Sequence[BaseRoute] = self.webhook.routes if consent else ()
        self.catching_up = CatchingUp(self.line, self.reader)
        self.heard: Heard = {}
        self.inlet: Inlet | None = None
        self.status = ""
        self.failures: dict[int, int] = {}
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
            await self.catching_up.run(self.heard, inlet)
            self._tell_gap(now, inlet)
        self.heard = {group: (now, names) for group, (_, names) in (await self.catching_up.heard(inlet)).items()}

    def _tell_gap(self, now: datetime, inlet: Inlet) -> None:
        """What nobody remembers, such as votes, is gone; whoever counts them hears of it."""
        since = max((at for at, _ in self.heard.values() if at is not None), default=now)
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
            self._told(str(inner(news, "payload", "status")))
            return ()
        return [await self._named(event) for event in self.reader.read(news)]

    def _told(self, status: str) -> None:
        """Back at work, it is looked at once; else sending stops."""
        if status == WORKING:
            self.awake.set()
        else:
            self._status(status)

    def _status(self, status: str) -> None:
        before, self.status = self.status, status
        if status == WORKING:
            self.pace.resume() if before != WORKING else None
            return
        self.pace.stop(self.look + 5.0)
        if status in BROKEN and before not in BROKEN:
            self._alarm(status)

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

    async def _named(self, event: Event) -> Event:
        """A newcomer is greeted by name, which only the gateway's list of contacts may know."""
        if not isinstance(event, Joined) or event.who is None or event.who.name:
            return event
        address = next((value for _, value in event.who.aliases), event.who.address)
        try:
            async with asyncio.timeout(3.0):
                found = await self.line.gateway.get(self.line.session, "contacts", address)
        except (Trouble, TimeoutError):
            return event
        name = str(found.get("pushname") or found.get("name") or "") if isinstance(found, dict) else ""
        who = self.reader.people.account(event.who.address, name=name)
        return Joined(event.key, event.at, event.group, who, event.by)

    # Carrying orders out -------------------------------------------------------------------------------------

    async def do(self, order: Order) -> Outcome:
        """Does it, and says how it went; raises nothing."""
        action = order.action
        if not isinstance(action, LookUp) and self._is_mass(order):
            return refused(order, self.clock.now(), "mass")
        try:
            if not isinstance(action, LookUp):
                await self.pace.turn(action.lane)
            done = await DOING[type(action)](self.line, order, action)
        except Slow as slow:
            return self._later(order, slow.seconds)
        except Trouble as trouble:
            return self._judged(order, trouble)
        self.failures.pop(order.row, None)
        return delivered(order, self.clock.now(), *done.sent, poll=done.poll, value=done.value)

    def _is_mass(self, order: Order) -> bool:
        """Whether these words went to too many people in private."""
        action = order.action
        if not isinstance(action, Send) or action.to.kind is not ChatKind.PRIVATE or order.buttons:
            return False
        spoke = self.reader.people.spoke.get(action.to.address)
        if spoke is not None and self.clock.monotonic() - spoke < ANSWERING:
            return False
        return self.variety.is_mass(plain(action.text), action.to.address)

    def _judged(self, order: Order, trouble: Trouble) -> Outcome:
        now = self.clock.now()
        match trouble:
            case Denied(reason="rights"):
                return refused(order, now, "rights", missing=_missing(order.action))
            case Denied(reason=reason):
                return refused(order, now, reason)
            case Warned():
                self.pace.stop(WARNED)
                self._alarm("WARNED")
                return self._later(order, WARNED)
            case Silent() | Locked():
                return self._later(order, self._back_off(order))
            case Lost() if not _is_repeatable(order):
                return refused(order, now, "timeout", unknown=True)
            case Failed() if self.failures.get(order.row, 0) >= TRIES:
                self.failures.pop(order.row, None)
                return refused(order, now, "refused")
        return self._later(order, self._back_off(order))

    def _later(self, order: Order, seconds: float) -> Delayed:
        action = type(order.action).__name__
        return Delayed(f"out:{order.row}", self.clock.now(), row=order.row, action=action, seconds=seconds)

    def _back_off(self, order: Order) -> float:
        tries = self.failures[order.row] = self.failures.get(order.row, 0) + 1
        return BACK_OFF[min(tries, len(BACK_OFF)) - 1]

    async def close(self) -> None:
        """Gives connections back."""
        await self.line.gateway.close()


def _is_repeatable(order: Order) -> bool:
    """Texts and polls carry an id of ours, so that the same one again is no second; a file does not."""
    return not order.document and not isinstance(order.action, LookUp)


def _missing(action: Action) -> str:
    match action:
        case Send() | AskPoll() | Edit():
            return "send_messages"
        case Remove() | Close() | Reopen():
            return "restrict_members"
    return "delete_messages"
