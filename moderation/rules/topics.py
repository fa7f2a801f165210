"""Talk that has drifted away from the group's topics: proposed to moderators, never held against anybody."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from pydantic import Field

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding, Remedy
from moderation.reading import reading
from moderation.rule import Rule, RuleSettings

FEWEST = 4  # words of a message that can be about something
SPAN = timedelta(hours=1)  # a drift is one conversation
STEM = 5  # letters that inflected forms of a word share: "jualan", "jualannya"
AFFIXES = ("ber", "me", "di", "pe", "ter", "ke", "se")


class Topics(RuleSettings):
    """What the group talks about, by words of which a conversation uses at least one now and then."""

    section: ClassVar[str] = "topics"

    topics: list[str] = Field([], max_length=100, description="Words that show that talk is about the group's topics")
    messages: int = Field(15, ge=5, le=100, description="So many messages in a row without one of them are a drift")
    hours: float = Field(3, ge=0.5, le=168, description="At most one proposal in so many hours")


@dataclass(slots=True)
class Talk:
    """The last messages that could be about something: when, by whom, by the platform's ids."""

    said: deque[tuple[datetime, int, str]] = field(default_factory=deque)
    proposed: datetime | None = None
    found: str = ""

    def add(self, at: datetime, who: int, message: str, settings: Topics) -> bool:
        """Whether this message makes the conversation a drift of several people."""
        if message == self.found:
            return True
        if all(known != message for *_, known in self.said):
            self.said.append((at, who, message))
        while len(self.said) > settings.messages or at - self.said[0][0] > SPAN:
            self.said.popleft()
        if self.proposed and at - self.proposed < timedelta(hours=settings.hours):
            return False
        return len(self.said) >= settings.messages and len({author for _, author, _ in self.said}) > 1

    def propose(self, at: datetime, message: str) -> None:
        """Moderators are asked: what follows counts anew."""
        self.said.clear()
        self.proposed, self.found = at, message


def look(message: Message, ctx: Context, settings: Topics) -> Finding | None:
    """Finds the message with which a conversation has been about something else for long enough."""
    if not settings.topics or message.who is None:
        return None
    words = reading(str(message.text)).words
    if len(words) < FEWEST:
        return None
    talk: Talk = ctx.memory.setdefault("talk", Talk())
    if touches(words, tuple(settings.topics)):
        talk.said.clear()
        return None
    if not talk.add(message.at, message.who.id, message.message, settings):
        return None
    talk.propose(message.at, message.message)
    values = {"messages": settings.messages, "topics": ", ".join(settings.topics[:5])}
    return Finding("topics", "topics.why", values=values, remedy=Remedy.FLAG, soft=True, about="talk")


def touches(words: Iterable[str], topics: tuple[str, ...]) -> bool:
    """Whether one of the words is a form of one of the topics."""
    roots = _roots(topics)
    return any(root in roots for word in words for root in _forms(word))


@lru_cache(maxsize=64)
def _roots(topics: tuple[str, ...]) -> frozenset[str]:
    return frozenset(root for topic in topics for word in reading(topic).words for root in _forms(word))


def _forms(word: str) -> Iterable[str]:
    """A word, and it without what Indonesian puts in front, each cut to what its forms share."""
    yield word[:STEM]
    for affix in AFFIXES:
        if word.startswith(affix) and len(word) >= len(affix) + STEM - 1:
            yield word[len(affix) :][:STEM]


RULE = Rule("topics", Topics, look, edits=False)
