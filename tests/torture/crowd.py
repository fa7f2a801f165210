"""The people of the torture and what they do."""

import random
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.fakes.botapi import ControlFailed, Outside
from tests.torture.commands import LABEL
from tests.torture.ledger import Ledger, Place

SPEAKERS = 200  # a group; so many that nobody floods
OUTSIDERS = 60  # who come and go
DOOMED = 60  # a group, for mutes and bans
REST = 2.1  # seconds between two changes of one membership: Telegram's moments are whole seconds
WORDS = (
    "jualan", "ongkir", "stok", "harga", "foto", "produk", "iklan", "pembeli", "toko", "pesanan", "resi", "paket",
    "modal", "untung", "pasar", "promo", "diskon", "testimoni", "supplier", "grosir", "kemasan", "merek", "target",
    "pelanggan", "kurir", "catatan", "kas", "belajar", "webinar", "materi", "latihan", "tanya", "jawab", "besok",
)  # fmt: skip


class Crowd:
    """Two groups full of people, seen from outside; `act` lets one of them do something."""

    def __init__(self, api: Outside, dice: random.Random) -> None:
        self.api = api
        self.dice = dice
        self.ledger = Ledger()
        self.numbers = count(1)
        self.turn = 0
        self.last: dict[int, list[int]] = {}
        self.moved: dict[Place, float] = {}
        self.unpressed: dict[int, str] = {}
        self.ruled = 0.0
        self.ahead = 0.0
        self.doings: tuple[tuple[int, Callable[[], None]], ...] = (
            (60, self._talk), (6, self._echo), (4, self._alert), (6, self._count), (3, self._rules), (3, self._me),
            (4, self._mute), (4, self._ban), (6, self._come_or_go), (4, self._ask), (5, self._press), (6, self._react),
            (3, self._edit), (1, self._set_rules),
        )  # fmt: skip

    def gather(self, kinds: tuple[str, ...], *, commuting: bool = False) -> None:
        """Founds the groups; `commuting`: mostly talk, without the one deed whose order matters."""
        if commuting:
            others = tuple(each for each in self.doings if each[1] != self._set_rules)
            self.doings = ((5 * others[0][0], self._talk), *others)
        self.api.allow_updates(kinds=kinds)
        self.outsiders = self._people(OUTSIDERS, "Tamu")
        self.speakers: dict[int, list[int]] = {}
        self.doomed: dict[int, list[int]] = {}
        self.admins: dict[int, int] = {}
        for title in ("Kelas Jualan", "Kelas Iklan"):
            speakers, doomed = self._people(SPEAKERS, "Warga"), self._people(DOOMED, "Calon")
            group = self.api.supergroup(title=title, members=[*speakers, *doomed])["id"]
            self.speakers[group], self.doomed[group], self.last[group] = speakers, doomed, []
            self.admins[group] = speakers[0]
            self.api.promote(chat=group, user=speakers[0])
        self.groups = list(self.speakers)

    def _people(self, number: int, name: str) -> list[int]:
        return [self.api.user(name=f"{name} {next(self.numbers)}")["id"] for _ in range(number)]

    def now(self) -> float:
        """Seconds that only pass, as this Telegram counts them."""
        return time.monotonic() + self.ahead

    def wait(self, seconds: float) -> None:
        """Lets time pass there, not here."""
        self.api.advance(seconds=seconds)
        self.ahead += seconds

    def act(self, times: int = 1) -> None:
        """Somebody does something, again and again."""
        weights = [weight for weight, _ in self.doings]
        for _ in range(times):
            self.dice.choices([doing for _, doing in self.doings], weights)[0]()
            self.ledger.deeds += 1

    # What they say

    def _say(self, group: int, user: int, text: str, **values: Any) -> int:
        number: int = self.api.say(chat=group, user=user, text=text, **values)["message_id"]
        self.ledger.messages.append((group, number))
        self.ledger.said[group, user] += 1
        self.last[group] = [*self.last[group][-9:], number]
        return number

    def _speaker(self) -> Place:
        """Everybody in turn."""
        self.turn += 1
        group = self.groups[self.turn % len(self.groups)]
        return group, self.speakers[group][self.turn // len(self.groups) % SPEAKERS]

    def _talk(self) -> None:
        group, user = self._speaker()
        words = " ".join(self.dice.sample(WORDS, self.dice.randrange(2, 12)))
        if self.dice.random() < 1 / 3 and self.last[group]:
            message = {"chat": group, "id": self.dice.choice(self.last[group])}
            self._say(group, user, words, reply_to=message)
            self.ledger.replied[group, user] += 1
        else:
            self._say(group, user, words)

    def _edit(self) -> None:
        group = self.dice.choice(self.groups)
        if self.last[group]:
            words = " ".join(self.dice.sample(WORDS, 5))
            self.api.edit(message={"chat": group, "id": self.dice.choice(self.last[group])}, text=words)

    def _react(self) -> None:
        group, user = self._speaker()
        if self.last[group]:
            self.api.react(user=user, message={"chat": group, "id": self.last[group].pop()}, emoji="👍")
            self.ledger.reacted[group, user] += 1

    # What they ask for

    def _number(self) -> str:
        return str(next(self.numbers))

    def _echo(self) -> None:
        number = self._number()
        self._say(*self._speaker(), f"/t_echo {number}")
        self.ledger.echoes.append(number)

    def _alert(self) -> None:
        number = self._number()
        self._say(*self._speaker(), f"/t_alert {number}")
        self.ledger.alerts.append(number)

    def _count(self) -> None:
        group, user = self._speaker()
        self._say(group, user, "/t_count")
        self.ledger.counted[group] += 1

    def _set_rules(self) -> None:
        """Not more than one at a time: who waits for a fact is overtaken by who does not."""
        if self.now() - self.ruled < REST:
            return
        group = self.dice.choice(self.groups)
        rules = f"Aturan {self._number()}: {' '.join(self.dice.sample(WORDS, 6))}"
        self._say(group, self.admins[group], f"/setrules {rules}")
        self.ledger.rules[group], self.ruled = rules, self.now()

    def _rules(self) -> None:
        self._in_private("/rules")

    def _me(self) -> None:
        self._in_private("/me")

    def _in_private(self, command: str) -> None:
        """Asked in the group, answered in private, because the person has written there before."""
        group, user = self._started()
        self._say(group, user, command)
        self.ledger.told[user] += 1

    def _started(self) -> Place:
        group, user = self._speaker()
        if user not in self.ledger.told:
            self._say(group, user, "halo semua")
            self.api.start(user=user)
            self.ledger.told[user] += 1
        return group, user

    def _ask(self) -> None:
        _, user = self._started()
        number = self._number()
        self.api.write(user=user, text=f"/t_ask {number}")
        self.ledger.asked[number] = user
        self.unpressed[user] = number

    def _press(self) -> None:
        """Somebody who sees a question answers it."""
        for user, number in list(self.unpressed.items())[:3]:
            shown = [message for message in self.api.said(chat=user) if message["text"] == f"ask {number}"]
            if shown:
                message = {"chat": user, "id": shown[0]["message_id"]}
                press = self.api.press(user=user, message=message, label_or_data=LABEL)
                self.ledger.pressed[press["id"]] = (number, user)
                del self.unpressed[user]
                return

    # Who comes and goes

    def _mute(self) -> None:
        self._doom("/t_mute", self.ledger.muted)

    def _ban(self) -> None:
        for group, user in self._doom("/t_ban", self.ledger.banned):
            self.ledger.left[group] += 1
            self.ledger.present[group, user] = False

    def _doom(self, command: str, done: set[Place]) -> list[Place]:
        """In reply to what they say; nobody is punished twice, so that every punishment can be told apart."""
        group = self.dice.choice(self.groups)
        if not self.doomed[group]:
            return []
        user = self.doomed[group].pop()
        message = self._say(group, user, f"pinjaman kilat {self._number()}")
        by = self._speaker_of(group)
        self._say(group, by, command, reply_to={"chat": group, "id": message})
        self.ledger.replied[group, by] += 1
        done.add((group, user))
        return [(group, user)]

    def _speaker_of(self, group: int) -> int:
        place = self._speaker()
        return place[1] if place[0] == group else self._speaker()[1]

    def _come_or_go(self) -> None:
        place = group, user = self.dice.choice(self.groups), self.dice.choice(self.outsiders)
        if self.now() - self.moved.get(place, 0.0) < REST:
            return
        if self.ledger.present.get(place):
            self.api.leave(chat=group, user=user)
            self.ledger.left[group] += 1
            self.ledger.present[place], self.moved[place] = False, self.now()
        else:
            self._join(group, user)

    def _join(self, group: int, user: int) -> None:
        try:
            self.api.join(chat=group, user=user)
        except ControlFailed as refused:
            raise AssertionError(f"the account of {user} in {group} is wrong") from refused
        self.ledger.joined[group, user] += 1
        self.ledger.present[group, user], self.moved[group, user] = True, self.now()
