"""The playground as a platform: what people do goes in as events, what the bot does changes the world."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from starlette.routing import BaseRoute

from bot.adapters.base import Inlet
from bot.adapters.playground import belonging, routes
from bot.adapters.playground.acts import ACTS
from bot.adapters.playground.carrying import Carrying
from bot.adapters.playground.cast import opening
from bot.adapters.playground.scenarios import Scenario
from bot.adapters.playground.scene import Scene, Wish
from bot.adapters.playground.script import Looks
from bot.adapters.playground.snapshot import snapshot
from bot.adapters.playground.stories import story
from bot.adapters.playground.world import BOT_NAME, PLATFORM, Manner, World
from bot.chat.abilities import Abilities
from bot.chat.actions import Lane
from bot.chat.events import Event, Outcome, PollClosed, Pressed, Standing
from bot.engine.clock import Clock
from bot.engine.orders import Order
from bot.engine.steps import Trace
from bot.errors import Refused, Unreachable
from bot.routing import CommandSpec
from bot.settings import GroupInfo

STORIES = 50
LOOK = 0.5  # seconds between looks at what time alone changes
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})

Jump = Callable[[timedelta], Awaitable[None]]
"""Moves the engine's clock on, from due time to due time, until everything that falls due has been done."""


class Playground:
    """An adapter whose platform is a page.

    `jump` moves the clock on; `pace` is how many seconds a scenario rests between two steps; `hosts` are the names
    under which the page may be opened ("*": any). `commands`, once set, are what the page suggests behind a "/".
    """

    platform = PLATFORM
    bot_name = BOT_NAME

    def __init__(
        self,
        clock: Clock,
        jump: Jump,
        *,
        language: str = "id",
        pace: float = 1.2,
        hosts: frozenset[str] = LOCAL,
    ) -> None:
        self.clock = clock
        self.language = language
        self.pace = pace
        self.hosts = hosts
        self.commands: Sequence[CommandSpec] = ()
        self.routes: Sequence[BaseRoute] = routes.routes(self)
        self.stories: deque[dict[str, Any]] = deque(maxlen=STORIES)
        self.watchers: set[asyncio.Event] = set()
        self.playing: dict[str, str] | None = None
        self.jumping = False
        self.untouched = True
        self.since = 0
        self.worlds = 1
        self.told = 0
        self.world: World
        self.world, self._opening = opening(clock.now(), language, Manner.TELEGRAM, "")
        self._jump = jump
        self._inlet: Inlet | None = None
        self._play: asyncio.Task[None] | None = None

    # The adapter ---------------------------------------------------------------------------------------------

    def can(self, group: GroupInfo) -> Abilities:
        """What is possible in a chat: the same everywhere in this world."""
        return self.world.manner.abilities

    def free_at(self, address: str, lane: Lane) -> float:
        """Nothing needs to wait here."""
        return 0.0

    async def do(self, order: Order) -> Outcome:
        """Changes the world."""
        heard: list[Event] = []
        outcome = Carrying(self.world, self.clock.now(), order, heard).outcome()
        if heard and self._inlet is not None:
            self._inlet(*heard)
        self.publish()
        return outcome

    async def serve(self, inlet: Inlet) -> None:
        """Introduces the world to the bot, then watches what time alone changes."""
        self._inlet = inlet
        inlet(*self._opening)
        self.publish()
        while True:
            await asyncio.sleep(LOOK)
            self._close_polls()

    async def close(self) -> None:
        """Ends a scenario that still plays."""
        self.stop()

    def on_trace(self, traces: Sequence[Trace]) -> None:
        """Keeps why the bot did something."""
        for trace in traces:
            self.told += 1
            self.stories.appendleft(story(trace, self.told, self.clock.now(), self._label(trace.event)))
        self.publish()

    # The page ------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Everything that the page shows."""
        told = {"playing": self.playing, "jumping": self.jumping, "untouched": self.untouched}
        return snapshot(self.world, self.clock.now()) | told | {"stories": list(self.stories)}

    def publish(self) -> None:
        """Tells every page that something is different now."""
        for watcher in tuple(self.watchers):
            watcher.set()

    async def change(self) -> None:
        """Waits until something is different."""
        watcher = asyncio.Event()
        self.watchers.add(watcher)
        try:
            await watcher.wait()
        finally:
            self.watchers.discard(watcher)

    async def act(self, what: str, wish: Wish) -> None:
        """Somebody does something; returns when the bot has heard of it.

        Raises KeyError for an unknown act, `errors.Refused` with a hint, `errors.Unreachable` while the engine is off.
        """
        events = ACTS[what](self._scene(wish))
        self.untouched = False
        await self._tell(*events)

    async def switch(self, manner: Manner) -> None:
        """The world becomes like another messenger."""
        await self._tell(*belonging.switch(self._scene(Wish()), manner))

    async def jump(self, by: timedelta) -> None:
        """Time passes, and what falls due happens on the way."""
        if self.jumping:
            raise Refused("playground.hint.busy")
        self.jumping = True
        self.publish()
        try:
            await self._jump(by)
        finally:
            self.jumping = False
            self._close_polls()
            self.publish()

    async def reset(self, language: str) -> None:
        """A new world in a new group; the bot is out of the old one, and it is today again."""
        if self.jumping:
            raise Refused("playground.hint.busy")
        self.stop()
        now = self.clock.now()
        goodbyes = [Standing(self.world.key(), now, room.chat, present=False) for room in self.world.groups]
        self.clock.shift(-self.clock.ahead)
        self.worlds += 1
        self.language = language or self.language
        manner = self.world.manner
        self.world, events = opening(self.clock.now(), self.language, manner, f".{self.worlds}")
        self.stories.clear()
        self.untouched = True
        if manner is Manner.WHATSAPP:
            events += belonging.switch(self._scene(Wish()), manner)
        await self._tell(*goodbyes, *events)

    def play(self, scenario: Scenario, language: str) -> "asyncio.Task[None]":
        """Starts a scenario; one that still plays ends."""
        self.stop()
        self.language = language or self.language
        self._play = asyncio.create_task(self._perform(scenario))
        return self._play

    def stop(self) -> None:
        """Ends a scenario."""
        if self._play is not None:
            self._play.cancel()
        self.playing = None
        self.publish()

    def look(self, who: str, view: str) -> None:
        """Shows every page what somebody sees."""
        if self.playing is not None:
            self.playing |= {"who": who, "view": view}
        self.publish()

    async def _perform(self, scenario: Scenario) -> None:
        self.playing = {"name": scenario.name, "who": "", "view": "", "hint": ""}
        try:
            for step in scenario.steps:
                since = self.world.count
                await step.play(self)
                await self._jump(timedelta(0))  # nobody goes on before the bot has done what was set off
                self.since = self.since if isinstance(step, Looks) else since
                self.publish()
                await asyncio.sleep(self.pace)
        except (Refused, TimeoutError) as wrong:
            self.world.toast("", wrong.key if isinstance(wrong, Refused) else "playground.hint.nothing_came")
        self.playing = None
        self.publish()

    def _label(self, event: Event) -> str:
        """What stands on the button that was pressed."""
        room = self.world.rooms.get(event.group.address) if event.group else None
        said = room.find(event.message) if room is not None and isinstance(event, Pressed) else None
        data = event.data if isinstance(event, Pressed) else ""
        return next((button.label for button in said.buttons if button.data == data), "") if said else ""

    def _scene(self, wish: Wish) -> Scene:
        return Scene(self.world, self.clock.now(), wish)

    async def _tell(self, *events: Event) -> None:
        self.publish()
        if not events:
            return
        if self._inlet is None:
            raise Unreachable("the playground is not being served yet")
        await asyncio.gather(*(asyncio.wrap_future(done) for done in self._inlet(*events)))

    def _close_polls(self) -> None:
        now = self.clock.now()
        due = [(room, poll) for room, poll in self.world.open_polls() if poll.closes_at and poll.closes_at <= now]
        for room, poll in due:
            poll.closed = True
            if self._inlet is not None:
                self._inlet(PollClosed(self.world.key(), now, room.chat, poll=poll.id))
        if due:
            self.publish()
