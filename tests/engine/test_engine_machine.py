"""Whatever comes, comes again, fails or is killed: the state is as if everything had happened once, in its order."""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event

from bot.chat.actions import Actions, Choice, Mute, Send, Unmute
from bot.chat.events import Account, Chose, Command, Event, Joined, Left, Message, Reacted
from bot.context import Context
from bot.engine.orders import Order
from bot.models import Activity, DueRow, Identity, InboxRow, Membership, OutboxRow, Restriction, Seen
from bot.routing import Router
from bot.services.schedule import schedule
from tests.cast import BUDI, CITRA, GROUP, NOW, joins, leaves, number, presses, reacts, says
from tests.stage import Stage

EKA, FAJAR = Account("telegram", "77", "Eka"), Account("telegram", "78", "Fajar")
PEOPLE = (BUDI, CITRA, EKA, FAJAR)
router = Router("machine")


@router.on(Joined)
def greet(event: Joined, ctx: Context) -> Actions:
    assert event.who is not None
    return [Send(event.group or GROUP, f"halo {event.who.name}", choices=[Choice("Aturan", "machine.rules")])]


@router.chose("machine.rules")
def rules(event: Chose, ctx: Context) -> Actions:
    schedule(ctx.session, ctx.group, "pressed", event.prompt, ctx.now + timedelta(days=900))
    return []


@router.command("mute")
def mute(event: Command, ctx: Context) -> Actions:
    return [Mute(ctx.place.chat, BUDI, then=[Send(ctx.place.chat, "muted")], otherwise=[Send(ctx.place.chat, "no")])]


@router.command("unmute")
def unmute(event: Command, ctx: Context) -> Actions:
    return [Unmute(ctx.place.chat, BUDI)]


@dataclass
class Once:
    """What has happened, told once each in the order of its first arrival."""

    seen: set[str] = field(default_factory=set)
    present: dict[str, bool] = field(default_factory=lambda: {BUDI.name: True, CITRA.name: True})
    since: dict[str, datetime] = field(default_factory=lambda: dict.fromkeys((BUDI.name, CITRA.name), NOW))
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    activity: int = 0
    orders: Counter[str] = field(default_factory=Counter)

    def hear(self, event: Event) -> None:
        assert event.who is not None
        if event.key in self.seen:
            return
        self.seen.add(event.key)
        name = event.who.name
        match event:
            case Joined() | Left():
                self._move(event, name, isinstance(event, Joined))
            case Message():
                self._count(name, "messages")
                if event.text.startswith("/"):
                    self.orders[str(event.text)] += 1
            case Reacted():
                self._count(name, "reactions")

    def _move(self, event: Event, name: str, present: bool) -> None:
        self._count(name, "joins" if present else "leaves")
        if name not in self.since or self.since[name] <= event.at:
            self.present[name], self.since[name] = present, event.at

    def _count(self, name: str, what: str) -> None:
        self.activity += 1
        self.counts[name, what] += 1


def _hastily(connection: Any, _record: object) -> None:
    """Nobody cuts the power here, so nothing waits for the disk."""
    connection.execute("PRAGMA synchronous = OFF")


class Machine(RuleBasedStateMachine):
    """Random days of a group on a platform that fails, with a process that is killed."""

    @initialize()
    def opens(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pamong-machine-"))
        self.stage = Stage(router, url=f"sqlite:///{self.folder / 'pamong.db'}")
        event.listen(self.stage.database.engine, "connect", _hastily)
        self.stage.database.engine.dispose()
        self.once = Once()
        self.waiting: list[Event] = []
        self.past: list[Event] = []
        self.last: dict[int, int] = {}
        self.claimed: list[Order] = []
        self.muted = False
        self.performed: set[int] = set()
        self.moments = 0

    def moment(self) -> datetime:
        self.moments += 1
        return NOW + timedelta(minutes=self.moments)  # what is told twice within seconds is one coming or going

    # What happens on the platform ----------------------------------------------------------------------------

    @rule(who=st.sampled_from(PEOPLE), words=st.sampled_from(("halo", "/mute", "/unmute", "apa kabar?")))
    def somebody_speaks(self, who: Account, words: str) -> None:
        self.waiting.append(says(who, words, at=self.moment()))

    @rule(who=st.sampled_from(PEOPLE), comes=st.booleans())
    def somebody_comes_or_goes(self, who: Account, comes: bool) -> None:
        self.waiting.append((joins if comes else leaves)(who, at=self.moment()))

    @rule(who=st.sampled_from(PEOPLE))
    def somebody_reacts(self, who: Account) -> None:
        self.waiting.append(reacts(who, f"not ours {number()}", "👍", at=self.moment()))

    @rule(who=st.sampled_from(PEOPLE), turn=st.integers(0, 50))
    def somebody_presses(self, who: Account, turn: int) -> None:
        buttons = [(shown, button) for shown in self.stage.shown() for button in shown.buttons]
        if buttons:
            shown, button = buttons[turn % len(buttons)]
            self.waiting.append(presses(who, button.data, at=self.moment(), message=shown.id))

    # How it reaches the engine -------------------------------------------------------------------------------

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def a_batch_arrives(self, data: st.DataObject) -> None:
        batch = data.draw(st.lists(st.sampled_from(self.waiting + self.past[-5:]), min_size=1, max_size=8))
        for each in batch:
            self.once.hear(each)
        self.stage.happens(*batch)
        self.waiting = [each for each in self.waiting if each not in batch]
        self.past += batch
        self.watches()

    # How the platform answers --------------------------------------------------------------------------------

    def performs(self, order: Order) -> None:
        if isinstance(order.action, Mute | Unmute):
            self.muted = isinstance(order.action, Mute)
        self.performed.add(order.row)

    @precondition(lambda self: self.stage.flying)
    @rule(data=st.data(), how=st.sampled_from(("done", "done", "refused", "later", "twice")))
    def an_order_is_answered(self, data: st.DataObject, how: str) -> None:
        order = data.draw(st.sampled_from(self.stage.flying))
        if how == "later":
            self.stage.delays(type(order.action), 5)
        elif how == "refused" and order.row not in self.performed:  # what was agreed to is agreed to again
            self.stage.settles(order, self.stage.platform.refused(order))
        else:
            self.performs(order)
            done = self.stage.platform.do(order)
            self.stage.settles(order, done)
            if how == "twice":
                self.stage.happens(done)
        self.watches()

    @rule(seconds=st.integers(1, 20))
    def time_passes(self, seconds: int) -> None:
        self.stage.passes(seconds=seconds)
        self.watches()

    @rule(performed=st.booleans())
    def the_process_is_killed(self, performed: bool) -> None:
        for order in self.stage.flying if performed else ():
            self.performs(order)
            self.stage.platform.do(order)
        self.claimed = []
        self.stage.starts()
        self.watches()

    # What must be true ---------------------------------------------------------------------------------------

    def watches(self) -> None:
        """Every lane goes on where it was, one order at a time."""
        for order in self.stage.flying:
            lane = int(order.action.lane)
            if order not in self.claimed:
                assert order.row >= self.last.get(lane, 0), "an older row was overtaken"
                self.last[lane] = order.row
        lanes = [order.action.lane for order in self.stage.flying]
        assert len(lanes) == len(set(lanes)) <= 8
        self.claimed = list(self.stage.flying)
        sending = self.stage.rows(OutboxRow, OutboxRow.state == "sending")
        assert sorted(row.id or 0 for row in sending) == sorted(order.row for order in self.stage.flying)

    @invariant()
    def every_event_counts_once(self) -> None:
        if not hasattr(self, "stage"):
            return
        names = {row.id: row.name for row in self.stage.rows(Identity)}
        rows = {names[row.identity_id]: row for row in self.stage.rows(Membership)}
        parked = Counter(names[row.identity_id or 0] for row in self.stage.rows(InboxRow))
        for name, row in rows.items():
            for what in ("messages", "reactions", "joins"):
                waiting = parked[name] if what == "reactions" else 0
                assert getattr(row, what) + waiting == self.once.counts[name, what], (name, what)
            assert row.present == self.once.present.get(name, True), name
        assert len(self.stage.rows(Activity)) + parked.total() == self.once.activity
        assert len(self.stage.rows(Seen)) == len(self.once.seen)

    def teardown(self) -> None:
        if not hasattr(self, "stage"):
            return
        while self.stage.flying or self.stage.rows(OutboxRow, OutboxRow.state == "pending"):
            self.stage.passes(seconds=10)
            self.watches()
            for order in list(self.stage.flying):
                self.performs(order)
                self.stage.settles(order, self.stage.platform.do(order))
                self.watches()
        facts = [row.state for row in self.stage.rows(Restriction)]
        assert facts == (["fact"] if self.muted else [])
        kinds = Counter(row.kind for row in self.stage.rows(OutboxRow))
        assert kinds["Mute"] == self.once.orders["/mute"]
        assert kinds["Unmute"] == self.once.orders["/unmute"]
        pressed = [row.name for row in self.stage.rows(DueRow)]
        assert len(pressed) == len(set(pressed))
        self.stage.close()
        shutil.rmtree(self.folder)


Machine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
test_the_state_is_as_if_everything_had_happened_once = Machine.TestCase
