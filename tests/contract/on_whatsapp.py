"""The town over the fake gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.contract.town import ANI, BUDI, CITRA, Town
from tests.e2e.house import sqlite
from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.waha import FakeWaha


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


@asynccontextmanager
async def whatsapp(folder: Path) -> AsyncIterator[Town]:
    """A WhatsApp group through the gateway."""
    clock = OwnTime()
    async with wahouse(FakeWaha(clock.now), clock, sqlite(folder)) as made:
        town = WahaTown(made)
        await town.found()
        yield town
    assert made.fake.violations == []
