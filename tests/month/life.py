"""The days of the month: talk, newcomers, quiz nights, a webinar a week, market days, and two outages."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.waha import FakeWaha, Said
from tests.month.village import Village

QUESTIONS = b"question,a,b,c,answer,explanation\n" + b"".join(
    f"Soal {number}: berapa {number} + {number}?,{2 * number},{2 * number + 1},{number},a,Tinggal dijumlah.\n".encode()
    for number in range(1, 31)
)
BEGIN, END = 0.0, 12.0  # hours of talk after nine in the morning
QUIZ_DAYS, WEBINAR_DAY, MARKET = (1, 4), 2, ".market senin,kamis 09:00-17:00"
OUTAGE = timedelta(hours=1)


@dataclass
class Plan:
    """How large the month is."""

    members: int = 170
    messages: int = 500
    days: int = 30
    gateway_down: int = 10  # the day of each outage
    bot_down: int = 20
    seed: int = 1


@dataclass
class Month:
    """One month in one folder."""

    plan: Plan
    folder: Path
    clock: OwnTime = field(default_factory=OwnTime)
    polls: list[Said] = field(default_factory=list)
    house: House | None = None

    def __post_init__(self) -> None:
        self.fake = FakeWaha(self.clock.now)
        self.dice = random.Random(self.plan.seed)

    async def live(self) -> Village:
        """Every day, in a process that ends in the middle of the day on which the bot is down."""
        async with self._open():
            village = await self._found()
            for day in range(self.plan.bot_down):
                await self._day(day, village)
        await self._bot_down(village)
        async with self._open():
            for day in range(self.plan.bot_down, self.plan.days):
                await self._day(day, village)
        return village

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        async with wahouse(self.fake, self.clock, f"sqlite:///{self.folder / 'month.db'}") as house:
            self.house = house
            await house.settle()
            yield
            await house.settle()

    @property
    def at(self) -> House:
        assert self.house is not None
        return self.house

    async def _found(self) -> Village:
        """The group as it is before the month: its admin, its members, what the admin sets."""
        admin = self.fake.person("Ibu Citra")
        members = [self.fake.person(f"Anggota {number}") for number in range(1, self.plan.members)]
        group = await self.fake.group("Belajar Jualan", *members, creator=admin)
        village = Village(self.fake, self.dice, group, admin, members)
        await self.fake.write(admin, ".start")
        for number, who in enumerate(members[:8]):
            await self.fake.write(who, ".start")
            await village.say(who, ".buddies join")
            await self.at.walk(seconds=60 * (number + 1))
        for words in (
            MARKET,
            ".faqadd Kapan kelas mulai? | Setiap Rabu pukul 19.00",
            ".faqadd Rekamannya di mana? | Di tautan pada deskripsi grup",
        ):
            await village.say(admin, words)
            await self.at.settle()
        await self.fake.say(group, admin, ".quizimport Dasar", mime="text/csv", filename="dasar.csv", file=QUESTIONS)
        await self.at.settle()
        return village

    async def _day(self, day: int, village: Village) -> None:
        """From nine in the morning until the next one."""
        morning = self.clock.now().replace(hour=2, minute=0, second=0, microsecond=0)
        moments = sorted(self.dice.uniform(BEGIN, END) for _ in range(self.plan.messages))
        happenings = [(hours, "chat") for hours in moments] + [(self.dice.uniform(BEGIN, END), "arrive")]
        happenings += [(self.dice.uniform(BEGIN, END), "go")] if day % 2 else []
        if day == self.plan.gateway_down:
            happenings.append((5.0, "gateway down"))
        for hours, what in sorted(happenings):
            await self._until(morning + timedelta(hours=hours))
            await self._happens(what, village)
        if day % 7 in QUIZ_DAYS:
            await self._quiz(village)
        if day % 7 == 0:
            await self._announce(village)
        await self._until(morning + timedelta(days=1))

    async def _until(self, moment: object) -> None:
        seconds = (moment - self.clock.now()).total_seconds()  # type: ignore[operator]
        if seconds > 0:
            await self.at.walk(seconds=seconds)
        else:
            await self.at.settle()

    async def _happens(self, what: str, village: Village) -> None:
        match what:
            case "arrive":
                await village.arrive()
            case "go":
                await village.go()
            case "gateway down":
                await self._gateway_down(village)
            case _:
                await village.chat()

    async def _quiz(self, village: Village) -> None:
        """A quiz by polls; every question is voted on while it is open."""
        known = {said.id for said in village.group.messages if said.options}
        await village.say(village.admin, ".quizstart Dasar 3 20")
        for _ in range(40):
            await self.at.walk(seconds=5)
            for said in list(village.group.messages):
                if said.options and said.id not in known:
                    known.add(said.id)
                    self.polls.append(said)
                    await village.vote(said, 0.4)
                    await self.at.settle()

    async def _announce(self, village: Village) -> None:
        """A webinar on Wednesday evening, answered by number."""
        await village.say(village.admin, ".event rabu 19.30 Webinar Foto Produk")
        await self.at.settle()
        await village.say(village.admin, "1")
        await self.at.settle()
        board = next((said for said in reversed(village.group.messages) if "1. ✅ Ikut" in said.text), None)
        village.deeds["webinars"] += board is not None
        for who in self.dice.sample(village.members, min(20, len(village.members))):
            village.deeds["answers to webinars"] += 1
            await village.say(who, self.dice.choice("112"), board)
            await self.at.walk(seconds=self.dice.uniform(5, 60))

    async def _gateway_down(self, village: Village) -> None:
        """An hour in which people write and the gateway tells nobody."""
        await self._look()
        self.fake.attempts_kept, self.fake.down = 0, True
        await self._pass_an_hour(village)
        await self._look()
        self.fake.down, self.fake.attempts_kept = False, 1000
        await self._look()
        await self.at.settle()

    async def _look(self) -> None:
        """What the adapter does by itself every 30 seconds."""
        assert self.at.waha.inlet is not None
        await self.at.waha.observe(self.at.waha.inlet)

    async def _pass_an_hour(self, village: Village) -> None:
        messages = max(3, self.plan.messages // 12)
        for _ in range(messages):
            self.clock.shift(OUTAGE / messages)
            await village.chat()
        await village.arrive()
        village.deeds["outages"] += 1

    async def _bot_down(self, village: Village) -> None:
        """An hour in which the process is not there and the gateway gives up bringing news."""
        self.fake.attempts_kept = 0
        await self._pass_an_hour(village)
        self.fake.attempts_kept = 1000
