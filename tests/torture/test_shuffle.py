"""Redelivery in any order."""

import random

from tests.torture import shuffle

UPDATES = 2000
TIMES = 5


async def test_five_deliveries_of_every_update_in_any_order_count_once() -> None:
    told = await shuffle.read(UPDATES, seed=1)
    now = max(event.at for events in told for event in events)
    dice = random.Random(2)
    expected = shuffle.delivered(told, now, dice)
    again = TIMES * told
    dice.shuffle(again)
    found = shuffle.delivered(again, now, dice)
    for name, rows in expected.items():
        assert (name, found[name] - rows, rows - found[name]) == (name, {}, {})
    assert sum(expected["activity"].values()) > UPDATES / 2
    assert all(expected.values())
