"""Looking at what the bot says, as people do: until it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from tests.fakes.botapi import BotApi
from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.people import User


@dataclass(slots=True)
class Watching:
    """The screens of a fake Telegram; what is waited for has so many seconds to come."""

    patience: ClassVar[float] = 15.0

    api: BotApi

    async def until(self, condition: Callable[[], object]) -> None:
        await self.api.until(condition, self.patience)

    async def sees(self, where: Chat | User, words: str) -> Message:
        """The bot's newest message with these words, as soon as it is on the screen."""
        await self.until(lambda: self.said(where, words))
        return self.said(where, words)[-1]

    def said(self, where: Chat | User, words: str) -> list[Message]:
        return [message for message in self.api.said(where) if words in message.text]
