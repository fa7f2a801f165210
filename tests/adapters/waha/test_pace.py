"""One number speaks like a person."""

import random
from itertools import pairwise

import pytest

from bot.adapters.waha.pace import ALIKE, Pace, Slow, Variety
from bot.chat.actions import Lane


class Time:
    """Passes when somebody rests."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> float:
        return self.at

    async def rest(self, seconds: float) -> None:
        self.at += seconds


async def test_words_come_one_to_three_seconds_apart_and_twenty_a_minute() -> None:
    time = Time()
    pace = Pace(20, time.now, time.rest, random.Random(1))
    said: list[float] = []
    while len(said) < 60:
        try:
            await pace.turn(Lane.TALK)
            said.append(time.at)
        except Slow as slow:
            time.at += slow.seconds
    gaps = [later - earlier for earlier, later in pairwise(said)]
    assert min(gaps) >= 1.0
    assert len({round(gap, 3) for gap in gaps}) > 30
    assert max(sum(at - 60 < other <= at for other in said) for at in said) == 20


async def test_what_is_urgent_does_not_wait_for_talk() -> None:
    time = Time()
    pace = Pace(1, time.now, time.rest, random.Random(1))
    await pace.turn(Lane.TALK)
    assert pace.free_at(Lane.TALK) > 60
    await pace.turn(Lane.URGENT)
    assert time.at < 1.0


async def test_a_stop_holds_everything_until_it_is_over() -> None:
    time = Time()
    pace = Pace(20, time.now, time.rest)
    pace.stop(3600)
    for lane in Lane:
        with pytest.raises(Slow):
            await pace.turn(lane)
    pace.resume()
    await pace.turn(Lane.URGENT)


def test_the_same_words_go_to_a_few_people_only() -> None:
    time = Time()
    variety = Variety(time.now)
    assert [variety.is_mass("Yuk ikut!", f"p{number}") for number in range(ALIKE + 1)] == [False] * ALIKE + [True]
    assert not variety.is_mass("Yuk ikut!", "p0")
    assert not variety.is_mass("Yuk ikut, Sari!", "p9")
    time.at += 90_000
    assert not variety.is_mass("Yuk ikut!", "p9")
