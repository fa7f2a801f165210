"""Updates that arrive five times each in any order leave what they leave when each arrives once, in order."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import aiogram
import httpx
from sqlmodel import Session, col, select

from bot.adapters.telegram.read import ALLOWED, Reader
from bot.chat.events import Event
from bot.engine.clock import Clock
from bot.models import Activity, Group, GroupDay, GroupText, IdentityAlias, Membership, Restriction
from handlers import ROUTERS
from tests.fakes.botapi import Outside
from tests.stage import Stage
from tests.torture.commands import router
from tests.torture.crowd import Crowd

STEP = 0.15  # seconds on average between two deeds
LARGEST = 120  # updates in a batch
State = dict[str, Counter[tuple[Any, ...]]]


async def read(count: int, seed: int) -> list[tuple[Event, ...]]:
    """What so many updates of a busy group tell."""
    updates, token = _updates(count, random.Random(seed))
    reader = Reader(aiogram.Bot(token), Clock())
    return [await reader.read(update) for update in updates]


def _updates(count: int, dice: random.Random) -> tuple[list[dict[str, Any]], str]:
    with Outside.launch("--no-validation") as api:
        crowd = Crowd(api, dice)
        crowd.gather(ALLOWED, commuting=True)
        while api.call("pending") < count:
            crowd.act(10)
            crowd.wait(10 * STEP)
        found: list[dict[str, Any]] = []
        with httpx.Client(trust_env=False) as client:
            while len(found) < count:
                offset = found[-1]["update_id"] + 1 if found else 0
                found += client.post(f"{api.url}/getUpdates", json={"offset": offset}).json()["result"]
        return found[:count], api.token


def delivered(told: Sequence[tuple[Event, ...]], now: datetime, dice: random.Random) -> State:
    """The state after these deliveries, in batches of any size, everything that they cause done at once."""
    stage = Stage(*ROUTERS, router)
    stage.clock.shift(now - stage.clock.now())
    rest = list(told)
    while rest:
        size = dice.randrange(1, LARGEST)
        stage.happens(*(event for events in rest[:size] for event in events))
        stage.delivers()
        del rest[:size]
    with stage.session() as session:
        state = {name: Counter(rows) for name, rows in _state(session)}
    stage.close()
    return state


def _state(session: Session) -> Iterator[tuple[str, Sequence[tuple[Any, ...]]]]:
    """Rows without our own ids, which tell the order of arrival."""
    group, who = col(Group.address), col(IdentityAlias.value)

    def told(table: Any, *names: str) -> list[tuple[Any, ...]]:
        query = select(group, who, *(getattr(table, name) for name in names))
        query = query.where(Group.id == table.group_id, IdentityAlias.identity_id == table.identity_id)
        return [tuple(row) for row in session.exec(query).all()]

    counters = ("messages", "replies", "reactions", "votes", "joins")
    yield "activity", told(Activity, "at", "kind", "message_id", "reply_to", "thread")
    yield "memberships", told(Membership, "present", "role", "joined_at", "last_seen", "last_day", "streak", *counters)
    yield "restrictions", told(Restriction, "kind", "state", "until")
    days = select(group, GroupDay).where(Group.id == GroupDay.group_id)
    yield (
        "days",
        [
            (address, *sorted(day.model_dump(exclude={"group_id", "community_id"}).items()))
            for address, day in session.exec(days).all()
        ],
    )
    words = select(group, GroupText.key, GroupText.text).where(Group.id == GroupText.group_id)
    yield "words", [tuple(row) for row in session.exec(words).all()]
