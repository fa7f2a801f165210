"""The calendar of a group is shown to whoever has its address, and to nobody else."""

from collections.abc import Iterator

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from bot.chat.facts import Role
from bot.services.meetings import calendars
from bot.web import calendars as pages
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import CITRA, GROUP, KEY, says
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN}
    for line in ("besok 19.30 Webinar Iklan", "setiap Selasa 20.00 Mentoring"):
        play.happens(says(CITRA, f"/event {line}"))
        play.delivers()
        play.happens(play.presses(CITRA, "✅ Benar, umumkan"))
        play.delivers()
    yield play
    play.close()


async def asked(stage: Stage, token: str) -> httpx.Response:
    site = Starlette(routes=pages.routes(stage.database, KEY, stage.clock))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://pamong.example") as client:
        return await client.get(f"/calendar/{token}.ics")


async def test_the_right_address_shows_what_is_planned(stage: Stage) -> None:
    answer = await asked(stage, calendars.token(GROUP.id, KEY))
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"Webinar Iklan", "Mentoring"}


@pytest.mark.parametrize("token", ["1", "1-wrong", "2-x", "-", "999999-abc"])
async def test_a_wrong_address_shows_nothing(stage: Stage, token: str) -> None:
    assert (await asked(stage, token)).status_code == 404


async def test_a_group_that_is_gone_has_no_calendar(stage: Stage) -> None:
    assert (await asked(stage, calendars.token(4711, KEY))).status_code == 404
