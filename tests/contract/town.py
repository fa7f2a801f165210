"""The same three people on every platform: Citra made the group, Budi is a member, Ani is new."""

import asyncio
from abc import ABC, abstractmethod
from typing import Any

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
