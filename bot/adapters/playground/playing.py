"""Steps of a scripted quiz: joining, voting, answering by reply, putting things in order."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot import texts
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.script import Stage, appears, main_group
from bot.adapters.playground.world import BOT, Said
from bot.chat.text import plain

LINE = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Taps:
    """Somebody presses the button with this text key, or sends its number."""

    who: str
    key: str

    async def play(self, stage: Stage) -> None:
        labels = {str(texts.say(language, self.key, {})) for language in texts.LANGUAGES}
        said = await _newest(stage, lambda said: bool(self._ways(said, labels)))
        way = self._ways(said, labels)[0]
        here = Wish(who=self.who, room=main_group(stage.world).address)
        if said.buttons:
            await stage.act("press", here.model_copy(update={"message": said.id, "data": way}))
        else:
            await stage.act("say", here.model_copy(update={"text": way, "reply_to": said.id}))

    def _ways(self, said: Said, labels: set[str]) -> list[str]:
        """A button's data, or the number of a line."""
        buttons = [button.data for button in said.buttons if button.label in labels]
        return buttons or [number for number, line in LINE.findall(plain(said.text)) if line in labels]


@dataclass(frozen=True, slots=True)
class Votes:
    """Somebody votes in the newest poll that is open."""

    who: str
    options: tuple[int, ...]

    async def play(self, stage: Stage) -> None:
        said = await _newest(stage, lambda said: said.poll is not None and not said.poll.closed)
        group = main_group(stage.world).address
        await stage.act("vote", Wish(who=self.who, room=group, message=said.id, options=self.options))


@dataclass(frozen=True, slots=True)
class Answers:
    """Somebody replies to the newest message that carries this mark."""

    who: str
    key: str
    mark: str

    async def play(self, stage: Stage) -> None:
        said = await _newest(stage, lambda said: self.mark in said.text)
        await stage.act("say", self._reply(stage, said))

    def _reply(self, stage: Stage, said: Said) -> Wish:
        room = main_group(stage.world).address
        return Wish(who=self.who, room=room, text=_sentence(stage, self.key), reply_to=said.id)


@dataclass(frozen=True, slots=True)
class Orders(Answers):
    """Somebody replies with the numbers of lines, in the order in which the sentence with this key names them."""

    def _reply(self, stage: Stage, said: Said) -> Wish:
        places = {line: number for number, line in LINE.findall(plain(said.text))}
        words = " ".join(places[line.strip()] for line in _sentence(stage, self.key).strip().splitlines())
        return Wish(who=self.who, room=main_group(stage.world).address, text=words, reply_to=said.id)


def _sentence(stage: Stage, key: str) -> str:
    found: str = texts.catalogue(texts.known(stage.language))[key]
    return found


async def _newest(stage: Stage, fits: Callable[[Said], bool]) -> Said:
    """The bot's newest message of a kind, as soon as it stands in the group."""
    room = main_group(stage.world)

    def found() -> Said | None:
        return next((said for said in reversed(room.messages) if said.author == BOT and fits(said)), None)

    return await appears(stage, found)
