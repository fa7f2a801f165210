"""Redelivery in any order."""

import random
from pathlib import Path

from tests.torture import shuffle

UPDATES = 2000
TIMES = 5


async def test_five_deliveries_of_every_update_in_any_order_count_once(tmp_path: Path) -> None:
    told = await shuffle.read(UPDATES, seed=1)
    dice = random.Random(2)
    once = shuffle.stage(f"sqlite:///{tmp_path / 'once.db'}")
    expected = shuffle.delivered(once, told, dice)
    again = TIMES * told
    dice.shuffle(again)
    often = shuffle.stage(f"sqlite:///{tmp_path / 'often.db'}")
    found = shuffle.delivered(often, again, dice)
    for name, rows in expected.items():
        assert found[name] == rows, f"{name}: {list((found[name] - rows).items())[:3]}, not {list((rows - found[name]).items())[:3]}"
    assert sum(expected["activity"].values()) > UPDATES / 2
    once.close()
    often.close()
