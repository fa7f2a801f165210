"""Carrying orders out: at the pace, once, and with an answer whatever the gateway says."""

from collections.abc import Callable

from bot.adapters.base import delivered, refused
from bot.adapters.waha.doing import DOING
from bot.adapters.waha.gateway import Denied, Failed, Locked, Lost, Silent, Trouble, Warned
from bot.adapters.waha.pace import Pace, Slow, Variety
from bot.adapters.waha.read import Reader
from bot.adapters.waha.send import Line
from bot.chat.actions import Action, AskPoll, Close, Edit, LookUp, Remove, Reopen, Send
from bot.chat.events import ChatKind, Delayed, Outcome
from bot.chat.text import plain
from bot.engine.clock import Clock
from bot.engine.orders import Order

WARNED = 3600.0  # seconds of silence after a complaint
BACK_OFF = (5.0, 15.0, 60.0)
TRIES = 3
ANSWERING = 600.0  # seconds after somebody wrote within which they are answered
IN_GROUP = (Send, AskPoll, Close, Reopen)  # what tells that we are not there; else it is somebody or something else


class Carrying:
    """Hands orders to the gateway; `alarm` is called with why when WhatsApp complains."""

    def __init__(self, line: Line, pace: Pace, reader: Reader, clock: Clock, alarm: Callable[[str], None]) -> None:
        self.line = line
        self.pace = pace
        self.people = reader.people
        self.clock = clock
        self.alarm = alarm
        self.variety = Variety(clock.monotonic)
        self.failures: dict[int, int] = {}

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
        spoke = self.people.spoke.get(action.to.address)
        if spoke is not None and self.clock.monotonic() - spoke < ANSWERING:
            return False
        return self.variety.is_mass(plain(action.text), action.to.address)

    def _judged(self, order: Order, trouble: Trouble) -> Outcome:
        now = self.clock.now()
        match trouble:
            case Denied(reason="rights"):
                return refused(order, now, "rights", missing=_missing(order.action))
            case Denied(reason="gone") if not isinstance(order.action, IN_GROUP):
                return refused(order, now, "not_found")
            case Denied(reason=reason):
                return refused(order, now, reason)
            case Warned():
                if self.pace.silence(WARNED):
                    self.alarm("WARNED")
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
