"""The site: what watches over the program, and headers on every answer."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import app
from bot.web.metrics import Measured

ROWS = {("pending", "talk"): 3, ("sending", "urgent"): 1, ("done", "talk"): 5, ("done", "urgent"): 2}
MEASURED = Measured(counts={"events": 7, "duplicates": 2}, queued=4, flying=1, rows=ROWS, last_commit=0.25)


async def page(request: Request) -> Response:
    return PlainTextResponse("page", headers={"Cache-Control": "max-age=60"})


def site(*problems: str) -> Starlette:
    return app.build([Route("/page", page)], lambda: problems, lambda: MEASURED)


async def get(asked: Starlette, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(asked), base_url="http://pamong") as client:
        return await client.get(path)


async def test_it_lives_even_while_it_cannot_work() -> None:
    assert (await get(site("database: gone"), "/livez")).status_code == 200


async def test_it_is_ready_when_nothing_is_in_the_way() -> None:
    answer = await get(site(), "/readyz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_what_is_in_the_way_is_said() -> None:
    answer = await get(site("database: gone", "telegram: stopped"), "/readyz")
    assert (answer.status_code, answer.text) == (503, "database: gone\ntelegram: stopped\n")


@pytest.mark.parametrize(
    "line",
    [
        "pamong_events_total 7.0",
        "pamong_duplicates_total 2.0",
        "pamong_quarantined_total 0.0",
        "pamong_queue_length 4.0",
        "pamong_deliveries_in_flight 1.0",
        "pamong_last_commit_seconds 0.25",
        'pamong_outbox_rows{lane="talk",state="pending"} 3.0',
        'pamong_outbox_rows{lane="urgent",state="sending"} 1.0',
        'pamong_outcomes{outcome="done"} 7.0',
    ],
)
async def test_what_is_measured_is_told(line: str) -> None:
    assert line in (await get(site(), "/metrics")).text.splitlines()


async def test_numbers_are_those_of_the_moment_they_are_asked_for() -> None:
    looks = iter([Measured(queued=1), Measured(queued=2)])
    asked = app.build([], lambda: (), lambda: next(looks))
    assert ["pamong_queue_length 1.0" in (await get(asked, "/metrics")).text for _ in range(2)] == [True, False]


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/nowhere", "/page"])
async def test_every_answer_keeps_browsers_on_a_short_leash(path: str) -> None:
    headers = (await get(site(), path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_a_page_has_the_last_word_about_its_own_headers() -> None:
    assert (await get(site(), "/page")).headers.get_list("cache-control") == ["max-age=60"]
