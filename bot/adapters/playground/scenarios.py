"""Scripted plays that show what the bot does: a list of data, one entry a scenario."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot import texts
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.world import BOT, Room, Said, World

PATIENCE = 5.0  # seconds for something to appear on the screen


class Stage(Protocol):
    """Where a scenario is played. `since` is the number of the last message before the present step."""

    world: World
    language: str
    since: int

    async def act(self, what: str, wish: Wish) -> None:
        """Somebody does something."""

    def look(self, who: str, view: str) -> None:
        """Shows the page as somebody sees it: the "group", the "private" chat, or "why"."""

    async def jump(self, by: timedelta) -> None:
        """Time passes."""

    async def change(self) -> None:
        """Waits until something is different."""


class Step(Protocol):
    """One line of a script."""

    async def play(self, stage: Stage) -> None:
        """Does it; raises TimeoutError when what it needs does not appear, `errors.Refused` when it may not be."""


@dataclass(frozen=True, slots=True)
class Joins:
    """Somebody enters the group; whoever is in it already leaves first."""

    who: str

    async def play(self, stage: Stage) -> None:
        group = main_group(stage.world)
        wish = Wish(who=self.who, room=group.address)
        if self.who in group.present:
            await stage.act("leave", wish)
        await stage.act("join", wish)


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody says the sentence with this text key, in the group or in private."""

    who: str
    key: str
    private: bool = False

    async def play(self, stage: Stage) -> None:
        room = stage.world.people[self.who].address if self.private else main_group(stage.world).address
        sentence = texts.catalogue(texts.known(stage.language))[self.key]
        await stage.act("say", Wish(who=self.who, room=room, text=sentence))


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses the button at this place below the bot's newest message, or answers with its number."""

    who: str
    place: int = 0

    async def play(self, stage: Stage) -> None:
        group = main_group(stage.world)
        here = Wish(who=self.who, room=group.address)
        if stage.world.manner.abilities.buttons:
            said = await _appears(stage, lambda: _newest(group, stage.since, buttons=self.place + 1))
            press = {"message": said.id, "data": said.buttons[self.place].data}
            await stage.act("press", here.model_copy(update=press))
        else:
            said = await _appears(stage, lambda: _newest(group, stage.since))
            number = {"text": str(self.place + 1), "reply_to": said.id}
            await stage.act("say", here.model_copy(update=number))


@dataclass(frozen=True, slots=True)
class Looks:
    """The page shows the world as somebody sees it."""

    who: str
    view: str = "group"

    async def play(self, stage: Stage) -> None:
        stage.look(self.who, self.view)


@dataclass(frozen=True, slots=True)
class Passes:
    """Time passes."""

    hours: float

    async def play(self, stage: Stage) -> None:
        await stage.jump(timedelta(hours=self.hours))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A script under a name; its title and what it shows are the texts `playground.scenario.<name>.title|about`."""

    name: str
    steps: tuple[Step, ...] = field(default=())


SCENARIOS = (
    Scenario("newcomer", (Looks("ani"), Joins("ani"), Presses("ani"), Says("ani", "playground.script.hello"))),
    Scenario(
        "rules",
        (
            Looks("citra"),
            Says("citra", "playground.script.set_rules"),
            Looks("budi"),
            Says("budi", "playground.script.rules"),
        ),
    ),
    Scenario("refusal", (Looks("budi"), Says("budi", "playground.script.budi_rules"), Looks("budi", "why"))),
)


def main_group(world: World) -> Room:
    """The group that scenarios are about."""
    return world.groups[0]


def _newest(group: Room, since: int, buttons: int = 0) -> Said | None:
    for said in reversed(group.messages):
        if said.author == BOT and int(said.id) > since and len(said.buttons) >= buttons:
            return said
    return None


async def _appears(stage: Stage, look: Callable[[], Said | None]) -> Said:
    async with asyncio.timeout(PATIENCE):
        while (said := look()) is None:
            await stage.change()
        return said
