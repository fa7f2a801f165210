"""The steps of a scripted play: what people do in it, and what the page shows meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot import texts
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.world import BOT, Room, Said, World
from bot.errors import Refused

PATIENCE = 15.0  # seconds for something to appear on the screen of a busy machine


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
    """Somebody says the sentence with this text key, in the group or in private; perhaps about what another said."""

    who: str
    key: str
    private: bool = False
    about: str = ""

    async def play(self, stage: Stage) -> None:
        room = _room(stage, self.who, private=self.private)
        said = next((said.id for said in reversed(room.messages) if said.author == self.about), "")
        wish = Wish(who=self.who, room=room.address, text=_sentence(stage, self.key), reply_to=said)
        await stage.act("say", wish)


@dataclass(frozen=True, slots=True)
class Hurries:
    """Somebody says every line of the sentence with this text key at once, each as a message, until muted."""

    who: str
    key: str

    async def play(self, stage: Stage) -> None:
        group = main_group(stage.world).address
        with suppress(Refused):
            for line in _sentence(stage, self.key).splitlines():
                await stage.act("say", Wish(who=self.who, room=group, text=line))


@dataclass(frozen=True, slots=True)
class Crowds:
    """Many people enter the group at once, new to the world or not; the first of them says something."""

    names: tuple[str, ...]
    key: str

    async def play(self, stage: Stage) -> None:
        for name in self.names:
            if name.lower() not in stage.world.people:
                await stage.act("add", Wish(name=name, language="id"))
            await Joins(name.lower()).play(stage)
        await Says(self.names[0].lower(), self.key).play(stage)


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses the button at this place below the bot's newest message, or answers with its number.

    `again`: below the newest message there is, once the bot has changed it.
    """

    who: str
    place: int = 0
    private: bool = False
    again: bool = False

    async def play(self, stage: Stage) -> None:
        room, has_buttons = _room(stage, self.who, private=self.private), stage.world.manner.abilities.buttons
        said = await appears(stage, lambda: self._found(room, stage.since, self.place + 1 if has_buttons else 0))
        here = Wish(who=self.who, room=room.address)
        if has_buttons:
            press = {"message": said.id, "data": said.buttons[self.place].data}
            await stage.act("press", here.model_copy(update=press))
        else:
            number = {"text": str(self.place + 1), "reply_to": said.id}
            await stage.act("say", here.model_copy(update=number))

    def _found(self, room: Room, since: int, buttons: int) -> Said | None:
        if not self.again:
            return _newest(room, since, buttons)
        said = _newest(room, since=0)
        return said if said is not None and said.edited and len(said.buttons) >= buttons else None


@dataclass(frozen=True, slots=True)
class Hears:
    """The bot has told somebody the sentence with this text key: what follows builds on it."""

    who: str
    key: str
    private: bool = False

    async def play(self, stage: Stage) -> None:
        room, sentence = _room(stage, self.who, private=self.private), _sentence(stage, self.key)
        await appears(stage, lambda: _said_by_bot(room, sentence))


@dataclass(frozen=True, slots=True)
class Chooses:
    """Somebody chooses the answer with this text key below the bot's newest message, as soon as it is there."""

    who: str
    key: str
    private: bool = True

    async def play(self, stage: Stage) -> None:
        room, labels = _room(stage, self.who, private=self.private), _labels(self.key)
        said = await appears(stage, lambda: self._found(room, labels))
        here = Wish(who=self.who, room=room.address)
        button = next((button for button in said.buttons if button.label in labels), None)
        if button is not None:
            await stage.act("press", here.model_copy(update={"message": said.id, "data": button.data}))
        else:
            number = next(line.split(".")[0] for line in said.text.splitlines() if line.partition(". ")[2] in labels)
            await stage.act("say", here.model_copy(update={"text": number, "reply_to": said.id}))

    def _found(self, room: Room, labels: set[str]) -> Said | None:
        said = _newest(room, since=0)
        if said is None:
            return None
        offered = {button.label for button in said.buttons} | {
            line.partition(". ")[2] for line in said.text.splitlines()
        }
        return said if offered & labels else None


@dataclass(frozen=True, slots=True)
class Clears:
    """Somebody takes back in private what an earlier play left behind, and agrees when asked whether they are sure."""

    who: str
    key: str
    agree: str

    async def play(self, stage: Stage) -> None:
        room, labels = _room(stage, self.who, private=True), _labels(self.agree)
        await Says(self.who, self.key, private=True).play(stage)
        own = max(int(said.id) for said in room.messages if said.author == self.who)
        said = await appears(stage, lambda: _newest(room, own))
        if any(label in str(said.text) for label in labels) or labels & {button.label for button in said.buttons}:
            await Chooses(self.who, self.agree).play(stage)


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


def main_group(world: World) -> Room:
    """The group that scenarios are about."""
    return world.groups[0]


def _room(stage: Stage, who: str, *, private: bool) -> Room:
    world = stage.world
    return world.rooms[world.people[who].address] if private else main_group(world)


def _sentence(stage: Stage, key: str) -> str:
    sentence: str = texts.catalogue(texts.known(stage.language))[key]
    return sentence


def _labels(key: str) -> set[str]:
    """The label in every language: whoever chooses may read another one than the page."""
    return {str(texts.say(language, key, {})) for language in texts.LANGUAGES}


def _newest(room: Room, since: int, buttons: int = 0) -> Said | None:
    for said in reversed(room.messages):
        if said.author == BOT and int(said.id) > since and len(said.buttons) >= buttons:
            return said
    return None


def _said_by_bot(room: Room, sentence: str) -> Said | None:
    return next((said for said in reversed(room.messages) if said.author == BOT and str(said.text) == sentence), None)


async def appears(stage: Stage, look: Callable[[], Said | None]) -> Said:
    """What is looked for, as soon as it is on the screen; raises TimeoutError when it does not come."""
    async with asyncio.timeout(PATIENCE):
        while (said := look()) is None:
            await stage.change()
        return said
