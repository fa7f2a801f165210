"""An adapter learns where its reading stopped, and owners hear of a platform that stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.actions import AskPoll
from bot.chat.events import Form
from bot.context import Installation
from handlers import platforms
from tests.cast import BUDI, CITRA, GROUP, KEY, NOW, private, says
from tests.stage import Stage

OWNED = Installation(key=KEY, owners=frozenset({("telegram", CITRA.address), ("whatsapp", "62811")}))


def told(stage: Stage, name: str, **values: str) -> Form:
    return Form(f"{name}:{values}", stage.clock.now(), name=name, values=values)


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_an_adapter_learns_when_its_groups_were_last_heard_and_who_is_there(
    database: str, request: pytest.FixtureRequest
) -> None:
    url = "sqlite://" if database == "sqlite" else request.getfixturevalue("postgres_url")
    stage = Stage(platforms.router, url=url)
    stage.happens(says(BUDI, "halo"))
    form = told(stage, "platforms.heard", of="telegram")
    heard = stage.happens(form).returned[form.key]
    at, names = heard[GROUP.address]
    assert at == NOW.isoformat()
    assert sorted(names) == ["11", "12", "13", "14"]
    other = told(stage, "platforms.heard", of="whatsapp")
    assert stage.happens(other).returned[other.key] == {}
    stage.close()


@pytest.mark.parametrize(
    ("why", "said"),
    [("SCAN_QR_CODE", "Pindai kode QR lagi"), ("PASSKEY_REQUIRED", "kunci sandi"), ("else", "sesinya dimatikan")],
)
def test_owners_hear_on_another_platform_that_one_stopped(why: str, said: str) -> None:
    stage = Stage(platforms.router, installation=OWNED)
    stage.happens(says(CITRA, "halo", private(CITRA)))
    stage.happens(told(stage, "platforms.stopped", platform="whatsapp", why=why))
    stage.delivers()
    assert said in stage.screen(private(CITRA))[-1]
    stage.close()


def test_a_failed_platform_does_not_tell_of_itself() -> None:
    stage = Stage(platforms.router, installation=replace(OWNED, owners=frozenset({("telegram", CITRA.address)})))
    stage.happens(says(CITRA, "halo", private(CITRA)))
    stage.happens(told(stage, "platforms.stopped", platform="telegram", why="unheard of"))
    assert not stage.delivers()
    stage.close()


def test_a_group_that_was_voting_learns_that_votes_were_missed() -> None:
    stage = Stage(platforms.router)
    stage.does(AskPoll(GROUP, "2 + 2?", ("3", "4"), key="poll"))
    stage.delivers()
    stage.passes(hours=1)
    values = {"of": "telegram", "since": (NOW + timedelta(minutes=5)).isoformat(), "until": NOW.isoformat()}
    stage.happens(told(stage, "platforms.gap", **values | {"until": stage.clock.now().isoformat()}))
    stage.delivers()
    assert "tidak terhitung" in stage.screen()[-1]
    stage.happens(told(stage, "platforms.gap", **values | {"since": stage.clock.now().isoformat()}))
    assert not stage.delivers()
    stage.close()
