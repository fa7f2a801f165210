"""The town over the fake Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import Pamong
from tests.contract.town import ANI, BUDI, CITRA, PATIENCE, Town
from tests.e2e.house import house, sqlite
from tests.fakes.botapi import BotApi
from tests.fakes.botapi.errors import NotAllowed


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
