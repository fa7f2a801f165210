"""A group that plays a quiz while the bot is killed: what its members answer, and in which order."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.fakes.botapi import ControlFailed, Outside

ABSENT = 0.15  # share of members who leave a question out
AGAIN = 0.05  # share of typed answers that are followed by another one
QUESTIONS = "Soal "


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: in which poll or to which message, and what; the first one of a person is what counts."""

    user: int
    where: str
    what: Any
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class Party:
    """The members of one group; `play` lets one of them answer what is on the screen."""

    api: Outside
    dice: random.Random
    members: list[int] = field(default_factory=list)
    group: int = 0
    admin: int = 0
    answers: list[Said] = field(default_factory=list)
    waiting: dict[str, list[int]] = field(default_factory=dict)  # who has yet to answer, by poll or message
    polls: dict[str, str] = field(default_factory=dict)  # question by poll or message
    texts: list[str] = field(default_factory=list)

    def gather(self, number: int, kinds: tuple[str, ...]) -> None:
        """Founds the group."""
        self.api.allow_updates(kinds=kinds)
        self.members = [self.api.user(name=f"Peserta {index:02}")["id"] for index in range(1, number + 1)]
        self.admin = self.api.user(name="Citra")["id"]
        group = self.api.supergroup(title="Malam Kuis", members=self.members, creator=self.admin)
        self.group = group["id"]

    def say(self, user: int, text: str, **values: Any) -> int:
        number: int = self.api.say(chat=self.group, user=user, text=text, **values)["message_id"]
        return number

    def watch(self) -> None:
        """Sees which questions are on the screen."""
        for message in self.api.said(chat=self.group):
            poll = message.get("poll")
            words = poll["question"] if poll else message.get("text", "")
            name = poll["id"] if poll else str(message["message_id"])
            if name not in self.polls and words.startswith(QUESTIONS):
                self.polls[name] = words
                players = [user for user in self.members if self.dice.random() > ABSENT]
                self.dice.shuffle(players)
                self.waiting = {name: players}
            self.texts = self._newer(words)

    def _newer(self, words: str) -> list[str]:
        return self.texts if words in self.texts else [*self.texts, words]

    def play(self) -> bool:
        """Somebody answers; False when nobody has anything to say."""
        for name, players in self.waiting.items():
            if players:
                self._answer(players.pop(), name)
                return True
        return False

    def _answer(self, user: int, name: str) -> None:
        message = self._message(name)
        if message is None:
            return
        if "poll" not in message:
            self._reply(user, name, message)
            return
        poll = message["poll"]
        options = range(len(poll["options"]))
        some = self.dice.sample(options, self.dice.randint(1, len(options)))
        chosen = sorted(some) if poll["allows_multiple_answers"] else [self.dice.choice(options)]
        try:
            self.api.vote(user=user, message={"chat": self.group, "id": message["message_id"]}, options=chosen)
        except ControlFailed:  # the poll was closed meanwhile
            return
        self.answers.append(Said(user, name, tuple(chosen)))

    def _reply(self, user: int, name: str, message: dict[str, Any]) -> None:
        for _ in range(2 if self.dice.random() < AGAIN else 1):
            word = self.dice.choice(("laba", "untung", "rugi", "modal"))
            self.say(user, word, reply_to={"chat": self.group, "id": message["message_id"]})
            self.answers.append(Said(user, name, word))

    def _message(self, name: str) -> dict[str, Any] | None:
        for message in self.api.said(chat=self.group):
            if name == (message["poll"]["id"] if "poll" in message else str(message["message_id"])):
                return dict(message)
        return None

    @property
    def podium(self) -> str:
        """What was said at the end; empty while it is not over."""
        said = [message.get("text", "") for message in self.api.said(chat=self.group)]
        return next((text for text in reversed(said) if text.startswith(("🏁", "🌙", "⏹"))), "")

    def asked(self) -> dict[int, int]:
        """How often each question stood in the chat, by its number."""
        found: dict[int, int] = defaultdict(int)
        for words in self.polls.values():
            found[int(words.removeprefix(QUESTIONS).split("/")[0])] += 1
        return dict(found)
