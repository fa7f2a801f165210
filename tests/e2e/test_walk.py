"""Join, welcome, rules, an admin's rules, a member refused, my data, forgotten: on every road."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from sqlmodel import select

from bot.models import Identity
from tests.e2e.house import house, sqlite
from tests.fakes.botapi import BotApi


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite(tmp_path)
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.mark.parametrize("receive", ["polling", "webhook"])
async def test_the_first_walk(api: BotApi, url: str, receive: Literal["polling", "webhook"]) -> None:
    budi, citra, ani = api.user("Budi"), api.user("Citra"), api.user("Ani")
    async with house(api, url, receive) as pamong:
        await api.until(lambda: bool(api.calls("getMe")))
        group = api.supergroup("Belajar Jualan", members=[budi], creator=citra)

        await api.until(lambda: any("siap menemani" in text for text in api.texts(group)))

        api.join(group, ani)
        await api.until(lambda: any("Selamat datang, Ani" in text for text in api.texts(group)))
        welcome = next(message for message in api.visible(group) if "Selamat datang, Ani" in (message.text or ""))
        press = api.press(ani, welcome, "📜 Baca aturan")
        await api.until(lambda: press.answered)
        assert "Saling menghormati" in (press.text or "")

        api.say(group, ani, "/rules")
        await api.until(lambda: any("Aturan Belajar Jualan" in text for text in api.texts(group)))

        api.say(group, citra, "/setrules Jualan hanya hari Jumat.")
        await api.until(lambda: any("Aturan baru tersimpan" in text for text in api.texts(group)))

        api.say(group, budi, "/setrules Semua boleh.")
        await api.until(lambda: any("bagian admin" in text for text in api.texts(group)))

        api.start(ani)
        await api.until(lambda: any("Aku Pamong" in text for text in api.texts(ani)))
        api.say(group, ani, "/rules")
        await api.until(lambda: any("Jualan hanya hari Jumat." in text for text in api.texts(ani)))

        api.write(ani, "/mydata")
        await api.until(lambda: bool(api.calls("sendDocument")))
        file = api.calls("sendDocument")[-1].files["document"]
        held = json.loads(file)
        assert held["identity"][0]["name"] == "Ani"

        api.write(ani, "/forgetme")
        await api.until(lambda: any("tidak bisa dibatalkan" in text for text in api.texts(ani)))
        sure = next(message for message in api.visible(ani) if "tidak bisa dibatalkan" in (message.text or ""))
        api.press(ani, sure, "Ya, hapus semuanya")
        await api.until(lambda: any("terhapus" in text for text in api.texts(ani)))
        await pamong.walk(timedelta(minutes=1))
        with pamong.database.session() as session:
            assert "Ani" not in session.exec(select(Identity.name)).all()
    assert api.violations == []
