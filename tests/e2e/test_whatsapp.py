"""WhatsApp from joining to being removed, through the fake gateway."""

from pathlib import Path

import pytest

from tests.e2e.house import sqlite
from tests.e2e.wahouse import OwnTime, wahouse
from tests.fakes.waha import FakeWaha
from tests.fakes.waha.spec import spec_file

pytestmark = pytest.mark.skipif(spec_file() is None, reason="PAMONG_SPECS does not name the gateway's description")


async def test_a_newcomer_breaks_a_rule_and_is_muted_by_deleting(tmp_path: Path) -> None:
    clock = OwnTime()
    fake = FakeWaha(clock.now)
    budi, citra, sari = fake.person("Budi"), fake.person("Citra"), fake.person("Sari")
    async with wahouse(fake, clock, sqlite(tmp_path)) as house:
        group = await fake.group("Belajar Jualan", budi, creator=citra)
        await house.settle()
        assert any("siap menemani Belajar Jualan" in text for text in fake.texts(group))

        await fake.join(group, sari)
        await house.settle()
        assert any("Selamat datang" in text for text in fake.texts(group))

        link = await fake.say(group, sari, "ayo gabung https://untung-besar.example/x")
        await house.settle()
        assert link not in fake.shown(group)

        for turn in range(3):
            said = await fake.say(group, sari, f"pesan {turn}")
            await house.settle()
            await fake.say(group, citra, ".warn berhenti ya", reply_to=said)
            await house.settle()
        muted = await fake.say(group, sari, "masih bisa?")
        await house.settle()
        assert muted not in fake.shown(group)
    assert fake.violations == []
