"""The same three people on every platform: Citra made the group, Budi is a member, Ani is new."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.playground import Playground
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.world import BOT, Manner, Room, Said
from bot.app import Pamong, playground
from bot.errors import Refused
from tests.e2e.house import house, sqlite
from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.errors import NotAllowed
from tests.fakes.waha import FakeWaha

PATIENCE = 40.0  # seconds, also on a busy machine
CITRA, BUDI, ANI = "citra", "budi", "ani"


class Town(ABC):
    """What people can do, and what they see, whatever the platform."""

    @abstractmethod
    async def join(self, who: str) -> None:
        """Somebody comes into the group, if they are let."""

    @abstractmethod
    async def say(self, who: str, text: str, reply_to: Any = None) -> Any:
        """Somebody writes in the group; what they wrote, None if the platform does not let them."""

    @abstractmethod
    async def write(self, who: str, text: str) -> None:
        """Somebody writes to the bot in private."""

    @abstractmethod
    async def choose(self, who: str, label: str, *, private: bool = False) -> None:
        """Somebody makes a choice that is offered: by its button, or by its number."""

    @abstractmethod
    async def vote(self, who: str, option: str) -> None:
        """Somebody votes in the newest poll."""

    @abstractmethod
    def texts(self, private_of: str = "") -> list[str]:
        """What the bot has on a screen now."""

    @abstractmethod
    def shows(self, said: Any) -> bool:
        """Whether a message is still on the screen of the group."""

    @abstractmethod
    def inside(self, who: str) -> bool:
        """Whether somebody is in the group."""

    @abstractmethod
    async def later(self, seconds: float) -> None:
        """Time passes."""

    @abstractmethod
    async def settle(self) -> None:
        """Everything that may happen now has happened."""

    async def learns(self, who: str, part: str) -> None:
        """Waits until somebody is told something, in the group or in private."""
        async with asyncio.timeout(PATIENCE):
            while not any(part in text for text in [*self.texts(), *self.texts(who)]):
                await self.settle()
                await asyncio.sleep(0.05)

    async def sees(self, *parts: str, private_of: str = "") -> str:
        """Waits for a message of the bot that holds all the parts; TimeoutError with what is there instead."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self.settle()
                    for text in reversed(self.texts(private_of)):
                        if all(part in text for part in parts):
                            return text
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise TimeoutError(f"{parts} is not among {self.texts(private_of)}") from None

    async def gone(self, said: Any) -> bool:
        """Whether a message leaves the screen."""
        async with asyncio.timeout(PATIENCE):
            while said is not None and self.shows(said):
                await self.settle()
                await asyncio.sleep(0.05)
        return True


class TelegramTown(Town):
    """Over the fake Bot API."""

    def __init__(self, api: BotApi, pamong: Pamong) -> None:
        self.api = api
        self.pamong = pamong
        self.people = {name: api.user(name.title()) for name in (CITRA, BUDI, ANI)}
        self.group = api.supergroup("Kelas", members=[self.people[BUDI]], creator=self.people[CITRA])
        for name in (CITRA, BUDI, ANI):
            api.start(self.people[name])

    async def join(self, who: str) -> None:
        with suppress(NotAllowed):  # a banned person finds the door closed
            self.api.join(self.group, self.people[who])

    async def say(self, who: str, text: str, reply_to: Any = None) -> Any:
        try:
            return self.api.say(self.group, self.people[who], text, reply_to=reply_to)
        except NotAllowed:  # a muted person finds no field to write in
            return None

    async def write(self, who: str, text: str) -> None:
        self.api.write(self.people[who], text)

    async def choose(self, who: str, label: str, *, private: bool = False) -> None:
        place = self.people[who] if private else self.group
        await self.api.until(lambda: any(label in message.labels for message in self.api.said(place)), PATIENCE)
        message = next(message for message in reversed(self.api.said(place)) if label in message.labels)
        self.api.press(self.people[who], message, label)

    async def vote(self, who: str, option: str) -> None:
        def polls() -> list[Any]:
            return [message for message in self.api.said(self.group) if message.poll is not None]

        await self.api.until(lambda: bool(polls()), PATIENCE)
        poll = polls()[-1]
        labels = [str(each["text"]) if isinstance(each, dict) else str(each) for each in _options(poll.poll)]
        self.api.vote(self.people[who], poll, [labels.index(option)])

    def texts(self, private_of: str = "") -> list[str]:
        place = self.people[private_of] if private_of else self.group
        messages = self.api.said(place)
        pressed = [press.text or "" for press in self.api.world.presses.values()]
        return [message.poll.question if message.poll is not None else message.text for message in messages] + pressed

    def shows(self, said: Any) -> bool:
        return said in self.api.visible(self.group)

    def inside(self, who: str) -> bool:
        return self.api.status(self.group, self.people[who]) in ("member", "restricted", "administrator", "creator")

    async def later(self, seconds: float) -> None:
        self.api.advance(seconds)
        await self.api.quiet()
        await self.pamong.walk(timedelta(seconds=seconds))

    async def settle(self) -> None:
        await self.api.quiet()


def _options(poll: Any) -> list[Any]:
    found: list[Any] = poll.options
    return [getattr(option, "text", option) for option in found]


class WahaTown(Town):
    """Over the fake gateway."""

    def __init__(self, made: House) -> None:
        self.house = made
        self.fake = made.fake
        self.people = {name: self.fake.person(name.title()) for name in (CITRA, BUDI, ANI)}

    async def found(self) -> None:
        """The group, and everybody's first word to the bot."""
        self.group = await self.fake.group("Kelas", self.people[BUDI], creator=self.people[CITRA])
        for name in (CITRA, BUDI):
            await self.fake.write(self.people[name], ".start")
        await self.house.settle()

    async def join(self, who: str) -> None:
        await self.fake.join(self.group, self.people[who])

    async def say(self, who: str, text: str, reply_to: Any = None) -> Any:
        return await self.fake.say(self.group, self.people[who], text, reply_to=reply_to)

    async def write(self, who: str, text: str) -> None:
        await self.fake.write(self.people[who], text)

    async def choose(self, who: str, label: str, *, private: bool = False) -> None:
        offered = await self.sees(f". {label}", private_of=who if private else "")
        number = next(line for line in offered.splitlines() if line.endswith(f". {label}")).partition(".")[0]
        await (self.write(who, number) if private else self.say(who, number))

    async def vote(self, who: str, option: str) -> None:
        poll = next(said for said in reversed(self.fake.shown(self.group)) if said.options)
        await self.fake.vote(self.people[who], poll, option)

    def texts(self, private_of: str = "") -> list[str]:
        return self.fake.texts(self.people[private_of] if private_of else self.group)

    def shows(self, said: Any) -> bool:
        return said in self.fake.shown(self.group)

    def inside(self, who: str) -> bool:
        return self.people[who].lid in self.group.roles

    async def later(self, seconds: float) -> None:
        await self.house.walk(seconds=seconds)

    async def settle(self) -> None:
        await self.house.settle()


class PlaygroundTown(Town):
    """In the pretend world of the page; Dewi is there too, and keeps silent."""

    def __init__(self, pamong: Pamong) -> None:
        found = pamong.adapters["playground"]
        assert isinstance(found, Playground)
        self.pamong = pamong
        self.play = found

    @property
    def group(self) -> Room:
        return self.play.world.groups[0]

    def room(self, who: str) -> Room:
        return self.play.world.rooms[self.play.world.people[who].address]

    async def _act(self, what: str, who: str, room: Room, **wish: Any) -> bool:
        try:
            await self.play.act(what, Wish(who=who, room=room.address, **wish))
        except Refused:
            return False
        return True

    async def join(self, who: str) -> None:
        await self._act("join", who, self.group)

    async def say(self, who: str, text: str, reply_to: Any = None) -> Any:
        if not await self._act("say", who, self.group, text=text, reply_to=reply_to.id if reply_to else ""):
            return None
        return next((said for said in reversed(self.group.messages) if str(said.text) == text), None)

    async def write(self, who: str, text: str) -> None:
        await self._act("say", who, self.room(who), text=text)

    async def choose(self, who: str, label: str, *, private: bool = False) -> None:
        room = self.room(who) if private else self.group
        if self.play.world.manner is Manner.WHATSAPP:
            offered = await self.sees(f". {label}", private_of=who if private else "")
            number = next(line for line in offered.splitlines() if line.endswith(f". {label}")).partition(".")[0]
            await self._act("say", who, room, text=number)
            return
        async with asyncio.timeout(PATIENCE):
            while (found := self._button(room, label)) is None:
                await self.settle()
        said, data = found
        await self._act("press", who, room, message=said.id, data=data)

    @staticmethod
    def _button(room: Room, label: str) -> tuple[Said, str] | None:
        shown = ((said, each) for said in reversed(room.messages) for each in said.buttons if each.label == label)
        return next(((said, each.data) for said, each in shown), None)

    async def vote(self, who: str, option: str) -> None:
        said = next(said for said in reversed(self.group.messages) if said.poll is not None)
        assert said.poll is not None
        await self._act("vote", who, self.group, message=said.id, options=(said.poll.options.index(option),))

    def texts(self, private_of: str = "") -> list[str]:
        room = self.room(private_of) if private_of else self.group
        return [str(said.text) for said in room.messages if said.author == BOT] + [
            toast.text for toast in self.play.world.toasts
        ]

    def shows(self, said: Any) -> bool:
        return said in self.group.messages

    def inside(self, who: str) -> bool:
        return who in self.group.present

    async def later(self, seconds: float) -> None:
        await self.pamong.walk(timedelta(seconds=seconds))

    async def settle(self) -> None:
        await self.pamong.quiet()


@asynccontextmanager
async def telegram(folder: Path) -> AsyncIterator[Town]:
    """Telegram by polling."""
    with BotApi.serve() as api:
        async with house(api, sqlite(folder)) as pamong:
            await api.until(lambda: bool(api.calls("getMe")), PATIENCE)
            town = TelegramTown(api, pamong)
            await town.sees("siap menemani")
            yield town
        assert api.violations == []


@asynccontextmanager
async def whatsapp(folder: Path) -> AsyncIterator[Town]:
    """A WhatsApp group through the gateway."""
    clock = OwnTime()
    async with wahouse(FakeWaha(clock.now), clock, sqlite(folder)) as made:
        town = WahaTown(made)
        await town.found()
        yield town
    assert made.fake.violations == []


@asynccontextmanager
async def like_telegram(folder: Path) -> AsyncIterator[Town]:
    """The playground as it opens."""
    async with playground() as pamong:
        await pamong.quiet()
        yield PlaygroundTown(pamong)


@asynccontextmanager
async def like_whatsapp(folder: Path) -> AsyncIterator[Town]:
    """The playground, like WhatsApp."""
    async with playground() as pamong:
        town = PlaygroundTown(pamong)
        await pamong.quiet()
        await town.play.switch(Manner.WHATSAPP)
        await pamong.quiet()
        yield town


TOWNS = {
    "telegram": telegram,
    "whatsapp": whatsapp,
    "playground": like_telegram,
    "playground like whatsapp": like_whatsapp,
}
