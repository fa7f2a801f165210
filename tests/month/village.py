"""The people of the group and what they say, by dice that fall the same way every time."""

import random
from collections import Counter
from dataclasses import dataclass, field

from tests.fakes.waha import Chat, FakeWaha, Person, Said

TALK = (
    "selamat pagi semua",
    "ada yang sudah coba foto produk pakai ponsel?",
    "terima kasih penjelasannya kak",
    "aku masih bingung soal ongkir",
    "kemarin jualanku laku tiga",
    "boleh minta contoh kalimat iklannya?",
    "setuju, yang penting rajin",
    "besok aku coba",
    "menurutku harganya jangan terlalu murah",
    "wah keren",
)
QUESTIONS = (".tanya kapan kelas mulai", ".tanya rekamannya di mana", ".aturan", ".saya", ".jadwal")
OFFERS = ("jual kaos polos 50rb, minat chat ya", "ready stock keripik pisang 15rb per bungkus, order wa ya")


@dataclass
class Village:
    """Everybody, with what they said so far."""

    fake: FakeWaha
    dice: random.Random
    group: Chat
    admin: Person
    members: list[Person]
    said: list[Said] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)
    newcomers: list[Person] = field(default_factory=list)
    votes_lost: int = 0

    async def say(self, who: Person, text: str, reply_to: Said | None = None) -> Said:
        """Somebody writes; what nobody may write is not said."""
        message = await self.fake.say(self.group, who, text, reply_to)
        if self.fake.world.by_id.get(message.id) is message:
            self.said.append(message)
        return message

    async def chat(self) -> None:
        """One message of an ordinary day."""
        who, fate = self.dice.choice(self.members), self.dice.random()
        if fate < 0.02:
            self.deeds["questions"] += 1
            await self.say(who, self.dice.choice(QUESTIONS))
        elif fate < 0.03:
            self.deeds["offers"] += 1
            await self.say(who, self.dice.choice(OFFERS))
        elif fate < 0.035 and self.newcomers:
            self.deeds["links of newcomers"] += 1
            await self.say(self.newcomers[-1], f"cek https://promo{self.dice.randrange(10**6)}.example ya")
        elif fate < 0.04:
            await self._report(who)
        else:
            quoted = self.dice.choice(self.said[-20:]) if self.said and fate > 0.7 else None
            await self.say(who, f"{self.dice.choice(TALK)} {self.dice.choice('🙂👍🙏✨🔥')}", quoted)

    async def _report(self, who: Person) -> None:
        others = [said for said in self.said[-10:] if said.author != who.lid]
        if others:
            self.deeds["reports"] += 1
            await self.say(who, ".lapor tolong dicek", self.dice.choice(others))

    async def arrive(self) -> None:
        """Somebody new comes by the link."""
        who = self.fake.person(f"Baru {len(self.newcomers) + 1}")
        self.newcomers.append(who)
        self.members.append(who)
        self.deeds["newcomers"] += 1
        await self.fake.join(self.group, who)

    async def go(self) -> None:
        """Somebody leaves for good."""
        who = self.members.pop(self.dice.randrange(len(self.members) // 2))
        self.deeds["leavers"] += 1
        await self.fake.leave(self.group, who)

    async def vote(self, poll: Said, share: float) -> None:
        """Many vote, some of them anew."""
        for who in self.members:
            if self.dice.random() < share and who.lid in self.group.roles:
                for _ in range(1 + (self.dice.random() < 0.1)):
                    code = await self.fake.vote(who, poll, self.dice.choice(poll.options))
                    self.deeds["votes"] += 1
                    self.votes_lost += code != 200
