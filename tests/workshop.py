"""Slow work for tests: done at once, in this process for a database in memory, else in a child."""

import asyncio

from bot.app import WORK
from bot.chat.events import Event
from bot.engine.work import Workers
from tests.stage import Stage


def works(stage: Stage) -> None:
    """Does what is stored, tells the engine, and lets the platform carry out what follows."""
    for event in finished(stage):
        stage.happens(event)
    stage.delivers()


def finished(stage: Stage) -> list[Event]:
    """Does what is stored; what comes back."""
    return asyncio.run(_done(stage))


async def _done(stage: Stage) -> list[Event]:
    reported: list[Event] = []
    workers = Workers(stage.database, WORK, lambda *events: reported.extend(events), stage.clock)
    workers.take(stage.works)
    stage.works = []
    await asyncio.gather(*workers.tasks)
    return reported
