"""A stage on which the engine plays: its batches, a clock that stands still, and a pretend platform."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlmodel import Session, select

from bot.chat.abilities import Abilities
from bot.chat.actions import Action, AnyAction, AskPoll, Delete, DeleteMany, Edit, LookUp, Send
from bot.chat.events import Account, Chat, Delayed, Delivered, Event, Form, Outcome, Pressed, Refused, Tick
from bot.chat.facts import Fact, File, Role, RoleOf
from bot.context import Installation
from bot.engine.batch import Arrival, Batches, Result
from bot.engine.clock import Clock
from bot.engine.lanes import FreeAt
from bot.engine.orders import Button, Order
from bot.models import Community, Table
from bot.routing import Router, Routes
from bot.store import database
from moderation.rule import Rule
from tests import cast
from tests.furniture import MEMORY, furnished

T = TypeVar("T", bound=Table)


class StandingClock(Clock):
    """Time passes only when a test says so."""

    def now(self) -> datetime:
        return cast.NOW + self.ahead

    def monotonic(self) -> float:  # type: ignore[override]
        return self.ahead.total_seconds()


@dataclass
class Shown:
    """A message that people see."""

    id: str
    text: str
    buttons: tuple[Button, ...] = ()
    poll: str = ""


@dataclass
class Platform:
    """Does what it is told, remembers it, and shows what its chats look like now."""

    clock: Clock
    roles: dict[str, Role] = field(default_factory=dict)
    facts: dict[Fact, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    chats: dict[tuple[str, str], list[Shown]] = field(default_factory=dict)
    done: list[Action] = field(default_factory=list)
    ids: Any = field(default_factory=lambda: count(500))

    def do(self, order: Order) -> Delivered:
        """Carries an order out and says so."""
        self.done.append(order.action)
        screen = self.chats.setdefault((order.action.to.platform, order.action.to.address), [])
        named = {order.message}
        match order.action:
            case Send() | AskPoll():
                return self._show(order, screen)
            case Edit(text=text):
                for shown in screen:
                    if shown.id in named:
                        shown.text, shown.buttons = str(text), order.buttons
            case Delete() | DeleteMany():
                gone = named | set(getattr(order.action, "messages", ()))
                screen[:] = [shown for shown in screen if shown.id not in gone]
            case LookUp(fact=fact):
                return self.agreed(order, value=self._answer(fact))
        return self.agreed(order)

    def _show(self, order: Order, screen: list[Shown]) -> Delivered:
        id_ = str(next(self.ids))
        asked = order.action if isinstance(order.action, AskPoll) else None
        text = asked.question if asked else getattr(order.action, "text", "")
        screen.append(Shown(id_, str(text), order.buttons, f"poll{id_}" if asked else ""))
        return self.agreed(order, sent=(id_,), poll=screen[-1].poll)

    def _answer(self, fact: Fact) -> Any:
        if isinstance(fact, RoleOf):
            return int(self.roles.get(fact.who.address, Role.MEMBER))
        return self.files.get(fact.id) if isinstance(fact, File) else self.facts.get(fact)

    def agreed(self, order: Order, **values: Any) -> Delivered:
        """The outcome of an order that went well."""
        name = type(order.action).__name__
        return Delivered(f"out:{order.row}", self.clock.now(), row=order.row, action=name, **values)

    def refused(self, order: Order, reason: str = "refused", **values: Any) -> Refused:
        """The outcome of an order that did not."""
        name = type(order.action).__name__
        return Refused(f"out:{order.row}", self.clock.now(), row=order.row, action=name, reason=reason, **values)


class Stage:
    """The engine without threads: `happens` is one batch, `delivers` lets the platform answer until all is quiet.

    `abilities` are those of a platform by its name. The cast is in the database unless it was there before.
    """

    def __init__(
        self,
        *routers: Router,
        url: str = MEMORY,
        abilities: Mapping[str, Abilities] | None = None,
        installation: Installation | None = None,
        free_at: FreeAt = lambda platform, address, lane: 0.0,
        owner: str = "",
        can: Callable[..., Abilities] | None = None,
        rules: Sequence[Rule] = (),
    ) -> None:
        self.database = furnished() if url == MEMORY else database(url)
        self.clock = StandingClock()
        self.platform = Platform(self.clock)
        self.flying: list[Order] = []
        self.works: list[int] = []
        self.wanted: tuple[AnyAction, ...] = ()
        self.settings = (
            installation or Installation(key=cast.KEY, bot_names={"telegram": "pamong_bot"}),
            Routes([*routers, self._doing()], rules),
            can or (lambda group: (abilities or {}).get(group.chat.platform, Abilities())),
            free_at,
        )
        self.owner = owner
        if url != MEMORY:
            self._build()
        self.batches = self.starts()

    def _build(self) -> None:
        Table.metadata.create_all(self.database.engine)
        with self.database.session() as session, session.begin():
            if session.get(Community, cast.CLASS) is None:
                cast.enter(session)

    def starts(self) -> Batches:
        """A new process over the same database: all that was in memory is gone, what was in flight too."""
        installation, routes, can, free_at = self.settings
        self.batches = Batches(self.database, installation, routes, can, free_at, self.clock, self.owner)
        self.flying = []
        self._took(self.batches.start())
        return self.batches

    def happens(self, *events: Event) -> Result:
        """One batch of events, as adapters give them, all arriving now."""
        now = self.clock.now()
        return self._took(self.batches.run([Arrival(cast.as_received(event), now) for event in events]))

    def hears(self, who: Account, words: str, group: Chat = cast.GROUP, **values: Any) -> None:
        """Somebody says something now, and what follows is carried out."""
        self.happens(cast.says(who, words, group, at=self.clock.now(), **values))
        self.delivers()

    def does(self, *actions: AnyAction, who: Account | None = None, chat: Chat = cast.GROUP) -> Result:
        """One batch in which a handler returns these actions; `who` is the one it answers."""
        self.wanted = actions
        return self.happens(Form(f"do:{cast.number()}", self.clock.now(), chat, who, name="stage.do"))

    def _doing(self) -> Router:
        router = Router("stage")
        router.form("stage.do")(lambda event, ctx: self.wanted)
        return router

    def _took(self, result: Result) -> Result:
        self.flying += result.orders
        self.works += result.works
        return result

    def passes(self, **time: float) -> Result:
        """Time goes on, and the engine looks at what is due."""
        self.clock.shift(timedelta(**time))
        return self.happens(Tick("tick", self.clock.now()))

    def delivers(self, *, only: type[Action] | None = None) -> list[Action]:
        """The platform does what is in flight and what follows, one batch each; what it did."""
        did: list[Action] = []
        while order := next((each for each in self.flying if only is None or isinstance(each.action, only)), None):
            did.append(order.action)
            self.settles(order, self.platform.do(order))
        return did

    def settles(self, order: Order, outcome: Outcome) -> Result:
        """One order is answered."""
        self.flying.remove(order)
        return self.happens(outcome)

    def refuses(self, kind: type[Action], reason: str = "refused", **values: Any) -> Result:
        """The platform refuses the first order of a kind that is in flight."""
        order = self.order(kind)
        return self.settles(order, self.platform.refused(order, reason, **values))

    def delays(self, kind: type[Action], seconds: float) -> Result:
        """The platform asks for patience with the first order of a kind."""
        order = self.order(kind)
        return self.settles(order, Delayed(f"out:{order.row}", self.clock.now(), row=order.row, seconds=seconds))

    def order(self, kind: type[Action]) -> Order:
        """The first order of a kind that is in flight."""
        return next(order for order in self.flying if isinstance(order.action, kind))

    def screen(self, chat: Chat = cast.GROUP) -> list[str]:
        """What people see in a chat now."""
        return [shown.text for shown in self.shown(chat)]

    def shown(self, chat: Chat = cast.GROUP) -> Sequence[Shown]:
        """The same, with ids and buttons."""
        return self.platform.chats.get((chat.platform, chat.address), [])

    def presses(self, who: Account, label: str, chat: Chat = cast.GROUP) -> Pressed:
        """Somebody presses the newest button with this label."""
        found = [(shown, each) for shown in self.shown(chat) for each in shown.buttons if each.label == label]
        shown, button = found[-1]
        return cast.presses(who, button.data, chat, at=self.clock.now(), message=shown.id)

    def rows(self, table: type[T], *where: Any) -> list[T]:
        """Rows as they are in the database."""
        with self.database.session() as session:
            return list(session.exec(select(table).where(*where).order_by(*_key(table))).all())

    def dump(self) -> str:
        """Everything that an SQLite database holds, as text."""
        with self.database.session() as session:
            driver: Any = session.connection().connection.driver_connection
            return "\n".join(driver.iterdump())

    def session(self) -> Session:
        """To change rows behind the engine's back, as another noun's test has to; its caches do not know."""
        return self.database.session()

    def close(self) -> None:
        """Gives the database back."""
        self.database.close()


def _key(table: type[Table]) -> Any:
    return table.__table__.primary_key.columns  # type: ignore[attr-defined]
