"""Pamong on WhatsApp with a group in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.house import sqlite
from tests.e2e.wahouse import House, OwnTime, wahouse
from tests.fakes.waha import Chat, FakeWaha, Person


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """One installation; what the gateway's description does not know fails the test."""
    clock = OwnTime()
    async with wahouse(FakeWaha(clock.now), clock, sqlite(tmp_path)) as made:
        yield made
    assert made.fake.violations == []


@pytest.fixture
def fake(house: House) -> FakeWaha:
    return house.fake


@pytest.fixture
def budi(fake: FakeWaha) -> Person:
    return fake.person("Budi")


@pytest.fixture
def citra(fake: FakeWaha) -> Person:
    return fake.person("Citra")


@pytest.fixture
async def group(house: House, budi: Person, citra: Person) -> Chat:
    """Citra made it, Budi is a member."""
    made = await house.fake.group("Kelas", budi, creator=citra)
    await house.settle()
    return made
