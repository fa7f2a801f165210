"""The town in the playground, in both manners."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.playground import Playground
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.world import BOT, Manner, Room, Said
from bot.app import Pamong, playground
from bot.errors import Refused
from tests.contract.town import PATIENCE, Town


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
