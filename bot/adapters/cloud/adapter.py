"""One WhatsApp number at Meta: receives by webhook, carries orders out, keeps its pace and its budget."""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic

import structlog
from starlette.routing import BaseRoute

from bot import errors, texts
from bot.adapters.base import Inlet, delivered, refused
from bot.adapters.cloud import choices, names
from bot.adapters.cloud.doing import DOING
from bot.adapters.cloud.graph import Denied, Graph, Lost
from bot.adapters.cloud.groups import RIGHTS
from bot.adapters.cloud.names import PLATFORM
from bot.adapters.cloud.pace import EVERYWHERE
from bot.adapters.cloud.read import Reader, Verdict
from bot.adapters.cloud.refusals import Fate, fate
from bot.adapters.cloud.send import Desk, Impossible, impossible
from bot.adapters.cloud.webhook import Webhook
from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import ChatKind, Delayed, Form, Outcome, Reachable, Standing
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.settings import GroupInfo

log = structlog.get_logger()

STOPPED, LATER = 60.0, 5.0  # seconds
TRIES = 5
PRIVATE = Abilities(
    polls=False,
    quizzes=False,
    edits=False,
    mutes=False,
    bans=False,
    pins=False,
    deletes=False,
    closing=False,
    many_deletes=False,
    text_limit=4000,
    prefixes="/.!",
    most_choices=choices.ROWS,
)
CIRCLE = replace(PRIVATE, buttons=False, most_choices=None)


class Cloud:
    """The platform `cloud`. `budget` is how many billed messages a month may have, -1 any number."""

    platform = PLATFORM

    def __init__(
        self,
        *,
        clock: Clock,
        number: str,
        token: str,
        app_secret: str,
        verify_token: str,
        graph_base: str = "https://graph.facebook.com/v23.0",
        templates: Mapping[str, str] | None = None,
        budget: int = -1,
        language: str = "id",
    ) -> None:
        _hush()
        self.clock = clock
        self.budget = budget
        self.bot_name = ""
        self.reader = Reader(number, clock)
        self.webhook = Webhook(self.reader, app_secret, verify_token, self._judge)
        self.routes: Sequence[BaseRoute] = self.webhook.routes
        graph = Graph(graph_base, number, token)
        opener = str(texts.say(language, "cloud.choose", {}))
        self.desk = Desk(graph, clock, self._pays, templates=templates or {}, language=language, opener=opener)
        self.failures: dict[int, int] = {}
        self.inlet: Inlet | None = None
        self.stopped = asyncio.Event()

    def can(self, group: GroupInfo) -> Abilities:
        """With one person choices by buttons or a list; in a circle words only."""
        return PRIVATE if group.chat.kind is ChatKind.PRIVATE else CIRCLE

    def free_at(self, address: str, lane: Lane) -> float:
        """When the chat may be written to again (monotonic seconds)."""
        return self.desk.pace.free_at(address)

    # Receiving -----------------------------------------------------------------------------------------------

    async def serve(self, inlet: Inlet) -> None:
        """Takes what the webhook brings until cancelled. Raises `errors.Misconfigured` when Meta refuses us."""
        self.inlet = self.webhook.inlet = inlet
        meeting = asyncio.create_task(self._meet(inlet))
        try:
            await self.stopped.wait()
            now = self.clock.now()
            values = {"platform": PLATFORM, "why": "STOPPED"}
            inlet(Form(f"{PLATFORM}:stopped:{now.timestamp()}", now, name="platforms.stopped", values=values))
            raise errors.Misconfigured(
                "Meta no longer accepts the access token, or has stopped the number: look at the number in the "
                'WhatsApp Manager, and write a system user\'s token as access_token = "EAAG…" under [whatsapp.cloud].'
            )
        finally:
            self.inlet = self.webhook.inlet = None
            meeting.cancel()
            await asyncio.gather(meeting, return_exceptions=True)

    async def _meet(self, inlet: Inlet) -> None:
        """Learns the number's name, and the groups that it leads; the webhook serves meanwhile."""
        pause = LATER
        while True:
            try:
                await self._introduce(inlet)
            except (Denied, Lost, errors.Unreachable) as failure:
                if isinstance(failure, Denied) and self._is_through(failure):
                    return
                log.warning("cloud.unreachable", why=str(failure), again_in=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 300.0)
            else:
                return

    def _is_through(self, denied: Denied) -> bool:
        """Whether asking again is of no use: Meta has stopped us, or will not tell the name, which is no harm."""
        match fate(denied):
            case Fate.STOPPED:
                self.stopped.set()
            case Fate.REFUSED | Fate.CLOSED | Fate.UNHEARD:
                self.bot_name = self.desk.graph.number
            case _:
                return False
        return True

    async def _introduce(self, inlet: Inlet) -> None:
        graph = self.desk.graph
        me = await graph.ask("GET", graph.number, params={"fields": "verified_name,display_phone_number"})
        self.bot_name = str(me.get("verified_name") or graph.number)
        try:
            led = (await graph.ask("GET", graph.number, "groups")).get("data") or {}
        except Denied:  # groups are not open to every number
            return
        for group in led.get("groups") or []:
            address, title = str(group["id"]), str(group.get("subject") or "")
            self.reader.titles[address] = title
            now = self.clock.now()
            key = f"{PLATFORM}:{address}:present:{now.date()}"
            inlet(Standing(key, now, names.group(address, title), present=True, rights=RIGHTS))

    def _judge(self, verdict: Verdict) -> None:
        """What Meta says late of a message that nobody waits for any more can only be learned from."""
        if self.desk.verdicts.told(verdict.message, verdict.code) or not verdict.code:
            return
        denied = Denied(verdict.code)
        log.info("cloud.refused_later", code=verdict.code)
        if fate(denied) is Fate.CLOSED and verdict.recipient and self.inlet is not None:
            who = names.addressed(verdict.recipient)
            key = f"{PLATFORM}:{verdict.message}:closed"
            self.inlet(Reachable(key, self.clock.now(), names.private(who.address), who, yes=False))

    # Carrying orders out -------------------------------------------------------------------------------------

    async def do(self, order: Order) -> Outcome:
        """Does it, and says how it went; raises nothing."""
        if self.stopped.is_set():
            return self._later(order, STOPPED)
        try:
            done = await DOING.get(type(order.action), impossible)(self.desk, order, order.action)
        except Impossible as wrong:
            return refused(order, self.clock.now(), wrong.reason)
        except Lost as lost:
            return refused(order, self.clock.now(), "timeout", unknown=True) if lost.sent else self._later(order, LATER)
        except errors.Unreachable:
            return self._later(order, LATER)
        except Denied as denied:
            return self._judged(order, denied)
        self.failures.pop(order.row, None)
        return delivered(order, self.clock.now(), *done.sent, value=done.value)

    def _judged(self, order: Order, denied: Denied) -> Outcome:
        log.info("cloud.refused", action=type(order.action).__name__, row=order.row, code=denied.code)
        match fate(denied):
            case Fate.CROWDED:
                return self._later(order, self.desk.pace.pause(order.action.to.address, monotonic()))
            case Fate.BUSY:
                return self._later(order, self.desk.pace.pause(EVERYWHERE, monotonic()))
            case Fate.STOPPED:
                self.stopped.set()
                return self._later(order, STOPPED)
            case Fate.AGAIN if self.failures.get(order.row, 0) < TRIES:
                tries = self.failures[order.row] = self.failures.get(order.row, 0) + 1
                return self._later(order, float(2**tries))
            case Fate.CLOSED if order.action.to.kind is ChatKind.PRIVATE:
                return refused(order, self.clock.now(), "unreachable")
            case Fate.UNHEARD:
                return refused(order, self.clock.now(), "unheard")
        self.failures.pop(order.row, None)
        return refused(order, self.clock.now(), "refused")

    def _later(self, order: Order, seconds: float) -> Delayed:
        action = type(order.action).__name__
        return Delayed(f"out:{order.row}", self.clock.now(), row=order.row, action=action, seconds=seconds)

    async def _pays(self) -> bool:
        """Takes one billed message out of the month's budget, for good, before it is sent."""
        if self.inlet is None:
            raise errors.Unreachable("the number is not being served")
        now = self.clock.now()
        values = {"platform": PLATFORM, "month": now.strftime("%Y-%m"), "most": self.budget}
        [asked] = self.inlet(Form(f"budget:{secrets.token_hex(8)}", now, name="budgets.take", values=values))
        return bool(await asyncio.shield(asyncio.wrap_future(asked)))

    async def close(self) -> None:
        """Gives connections back."""
        await self.desk.graph.close()


def _hush() -> None:
    """The library would log addresses with people's numbers in them."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
