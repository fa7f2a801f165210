"""A small month: nothing lost, nothing twice, never too fast."""

from pathlib import Path

import pytest

from tests.fakes.waha.spec import spec_file
from tests.month.life import Month, Plan
from tests.month.verdict import judge

pytestmark = pytest.mark.skipif(spec_file() is None, reason="PAMONG_SPECS does not name the gateway's description")


async def test_a_few_days_of_a_small_group_lose_nothing(tmp_path: Path) -> None:
    month = Month(Plan(members=14, messages=25, days=3, gateway_down=1, bot_down=2), tmp_path)
    village = await month.live()
    verdict = judge(month, village)
    assert verdict.wrong == []
    assert village.deeds["votes"] > 0
    assert village.deeds["webinars"] == 1
    assert village.deeds["outages"] == 2
