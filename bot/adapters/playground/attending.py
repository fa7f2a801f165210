"""A step of a scripted webinar: the code that its organiser was told in private is typed by somebody who is there."""

import re
from dataclasses import dataclass

from bot.adapters.playground.scene import Wish
from bot.adapters.playground.script import Stage, appears, main_group
from bot.adapters.playground.world import BOT, Said

CODE = re.compile(r"/attend ([A-Z0-9]+)")


@dataclass(frozen=True, slots=True)
class Attends:
    """Somebody sends the newest code that an organiser was told."""

    who: str
    organiser: str

    async def play(self, stage: Stage) -> None:
        room = stage.world.rooms[stage.world.people[self.organiser].address]

        def told() -> Said | None:
            return next(
                (said for said in reversed(room.messages) if said.author == BOT and CODE.search(said.text)), None
            )

        found = CODE.search((await appears(stage, told)).text)
        assert found is not None
        group = main_group(stage.world).address
        await stage.act("say", Wish(who=self.who, room=group, text=f"/attend {found[1]}"))
