"""The playground with the real bot behind it, asked over HTTP."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.resources import files
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot import texts
from bot.adapters.playground import Playground
from bot.adapters.playground.scenarios import SCENARIOS, Scenario
from bot.adapters.playground.scene import Wish
from bot.app import Pamong, playground
from bot.chat.events import Outcome
from bot.engine.clock import Clock
from bot.engine.orders import Order

HOST = "http://127.0.0.1:8080"
PAGE = files("bot.adapters.playground") / "page"


async def settled(pamong: Pamong) -> None:
    """Until nothing is queued or on its way."""
    await pamong.quiet(30)


class Visitor:
    """Somebody before the page."""

    def __init__(self, pamong: Pamong, world: Playground, client: httpx.AsyncClient) -> None:
        self.pamong = pamong
        self.world = world
        self.client = client

    async def post(self, path: str, **wish: Any) -> httpx.Response:
        answer = await self.client.post(path, json=wish)
        await settled(self.pamong)
        return answer

    async def act(self, what: str, who: str, **wish: Any) -> None:
        answer = await self.post(f"/do/{what}", **{"who": who, "room": self.room} | wish)
        assert answer.status_code == 200, answer.text

    @property
    def room(self) -> str:
        return self.world.world.groups[0].address

    @property
    def state(self) -> dict[str, Any]:
        return self.world.state()

    def chat(self, room: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.state["chats"][room or self.room]
        return found

    def by_bot(self, room: str = "") -> dict[str, Any]:
        """The bot's newest message."""
        return next(said for said in reversed(self.chat(room)) if said["author"] == "bot")


@asynccontextmanager
async def visiting() -> AsyncIterator[Visitor]:
    async with playground() as pamong:
        world = pamong.adapters["playground"]
        assert isinstance(world, Playground)
        world.pace, world.commands = 0.0, pamong.routes.specs()
        await settled(pamong)
        transport = httpx.ASGITransport(Starlette(routes=list(world.routes)))
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            yield Visitor(pamong, world, client)


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with visiting() as somebody:
        yield somebody


@pytest.fixture
async def stranger() -> AsyncIterator[httpx.AsyncClient]:
    """Somebody before the page of a playground that nobody serves: enough to be turned away."""

    async def never(by: timedelta) -> None:
        raise AssertionError("nobody may move the clock here")

    transport = httpx.ASGITransport(Starlette(routes=list(Playground(Clock(), never).routes)))
    async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        yield client


# What the bot does -------------------------------------------------------------------------------------------


async def test_what_was_said_before_a_jump_is_answered_at_its_own_moment(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = visitor.world.do

    async def slowly(order: Order) -> Outcome:
        await asyncio.sleep(0.1)
        return await at_once(order)

    monkeypatch.setattr(visitor.world, "do", slowly)
    await visitor.world.act("say", Wish(who="citra", room=visitor.room, text="/setrules Sopan selalu."))
    await visitor.world.jump(timedelta(hours=1))
    notice = str(texts.say("id", "rules.changed", {}))
    assert notice not in [said["t"] for said in visitor.chat()]  # said then, and gone a minute later
    await visitor.act("say", "budi", text="/rules")
    assert "Sopan selalu." in visitor.by_bot()["t"]


async def test_a_newcomer_is_welcomed_and_reads_the_rules_by_a_button(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    welcome = visitor.by_bot()
    assert "Ani" in welcome["t"]
    await visitor.act("press", "ani", message=welcome["id"], data=welcome["buttons"][0]["data"])
    assert [toast["who"] for toast in visitor.state["toasts"]] == ["ani"]


async def test_the_first_members_were_not_greeted(visitor: Visitor) -> None:
    assert not [said for said in visitor.chat() if said["author"] == "bot" and "Budi" in said["t"]]


async def test_an_organiser_changes_the_rules_and_a_member_may_not(visitor: Visitor) -> None:
    await visitor.act("say", "citra", text="/setrules Sopan selalu.")
    await visitor.act("say", "budi", text="/setrules Bebas saja.")
    assert visitor.by_bot()["t"] == str(texts.say("id", "roles.only_admin", {}))
    await visitor.act("say", "budi", text="/rules")
    assert "Sopan selalu." in visitor.by_bot()["t"]


async def test_like_whatsapp_the_button_is_answered_by_its_number(visitor: Visitor) -> None:
    await visitor.post("/world/manner", manner="whatsapp")
    await visitor.act("join", "ani")
    welcome = visitor.by_bot()
    assert "buttons" not in welcome
    assert "1." in welcome["t"]
    await visitor.act("say", "ani", text="1", reply_to=welcome["id"])
    assert str(texts.say("id", "rules.text", {})) in visitor.by_bot("ani")["t"]


async def test_in_private_the_bot_speaks_the_language_of_the_persons_app(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    await visitor.act("speak", "ani", language="en")
    await visitor.act("say", "ani", room="ani", text="/rules")
    assert str(texts.say("en", "rules.text", {})) in visitor.by_bot("ani")["t"]


async def test_an_hour_later_a_passing_answer_has_vanished(visitor: Visitor) -> None:
    await visitor.act("say", "citra", text="/setrules Sopan selalu.")
    answer = visitor.by_bot()["id"]
    before = visitor.world.clock.now()
    await visitor.post("/world/jump", hours=1)
    assert answer not in {said["id"] for said in visitor.chat()}
    assert 3600 <= (visitor.world.clock.now() - before).total_seconds() < 3700


async def test_a_promoted_member_moderates_and_a_demoted_one_does_not(visitor: Visitor) -> None:
    await visitor.act("appoint", "citra", whom="budi", rank="moderator")
    assert visitor.state["groups"][0]["members"]["budi"]["rank"] == "moderator"
    refused = await visitor.post("/do/appoint", who="budi", room=visitor.room, whom="dewi", rank="member")
    assert (refused.status_code, refused.json()) == (409, {"hint": "playground.hint.creator_only"})


async def test_the_story_tells_what_happened_who_handled_it_and_what_followed(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    story = next(told for told in visitor.state["stories"] if told["what"][0] == "why.joined")
    assert story["what"][1] == {"name": "Ani"}
    assert "welcome.greet" in story["steps"]
    assert "does.send" in [key for key, _ in story["does"]]


async def test_the_story_of_a_press_names_the_button(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    welcome = visitor.by_bot()
    await visitor.act("press", "ani", message=welcome["id"], data=welcome["buttons"][0]["data"])
    story = next(told for told in visitor.state["stories"] if told["what"][0] == "why.pressed_label")
    assert story["what"][1]["text"] == welcome["buttons"][0]["label"]


async def test_a_reset_begins_a_new_world_that_knows_nothing_of_the_old_one(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    await visitor.act("say", "citra", text="/setrules Sopan selalu.")
    await visitor.post("/world/jump", hours=24)
    old = visitor.room
    await visitor.post("/world/reset", language="en")
    assert visitor.room != old
    assert "ani" not in visitor.state["groups"][0]["members"]
    assert visitor.world.clock.ahead.total_seconds() == 0
    await visitor.act("say", "budi", text="/rules")
    assert "Sopan selalu." not in visitor.by_bot()["t"]


async def test_a_world_is_untouched_until_somebody_does_something(visitor: Visitor) -> None:
    assert visitor.state["untouched"]
    await visitor.act("join", "ani")
    assert not visitor.state["untouched"]
    await visitor.post("/world/reset")
    assert visitor.state["untouched"]


async def test_buttons_go_when_the_world_becomes_like_whatsapp(visitor: Visitor) -> None:
    await visitor.act("join", "ani")
    welcome = visitor.by_bot()
    assert welcome["buttons"]
    await visitor.post("/world/manner", manner="whatsapp")
    assert "buttons" not in visitor.by_bot()


@pytest.mark.parametrize("manner", ["telegram", "whatsapp"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
async def test_every_scenario_plays_to_its_end(scenario: Scenario, manner: str) -> None:
    async with visiting() as visitor:
        await visitor.post("/world/manner", manner=manner)
        await visitor.world.play(scenario, "id")
        await settled(visitor.pamong)
        assert [toast for toast in visitor.state["toasts"] if not toast["who"]] == []
        assert visitor.state["playing"] is None


async def test_a_scenario_can_be_stopped(visitor: Visitor) -> None:
    visitor.world.pace = 60
    await visitor.post("/world/play", scenario="newcomer")
    assert visitor.state["playing"]["name"] == "newcomer"
    await visitor.post("/world/stop")
    assert visitor.state["playing"] is None


# The page ----------------------------------------------------------------------------------------------------


async def test_the_page_speaks_indonesian_unless_told_otherwise(stranger: httpx.AsyncClient) -> None:
    page = await stranger.get("/")
    assert '<html lang="id">' in page.text
    stranger.cookies.set("language", "en")
    page = await stranger.get("/")
    assert '<html lang="en">' in page.text


async def test_every_answer_carries_the_strict_policy(stranger: httpx.AsyncClient) -> None:
    for path in ("/", "/static/app.js", "/static/kawung.svg", "/file/none"):
        policy = (await stranger.get(path)).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_the_page_asks_nothing_of_another_host() -> None:
    for file in [*PAGE.iterdir(), *(PAGE / "static").iterdir()]:
        if file.is_file():
            told = re.sub(r"http://www\.w3\.org/\d+/svg", "", file.read_text("utf-8"))
            assert re.findall(r"""["'(\s](?:https?:)?//[\w-]+\.[\w.-]+""", told) == [], file.name


def test_the_page_has_no_inline_script_and_no_inline_style() -> None:
    page = (PAGE / "page.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))|\son\w+=|\sstyle=|<style", page) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"host": "evil.example"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
    ids=str,
)
async def test_other_sites_cannot_make_anybody_act(stranger: httpx.AsyncClient, headers: dict[str, str]) -> None:
    told = {"content-type": "application/json"} | headers
    answer = await stranger.post("/do/join", content='{"who": "ani", "room": "belajar"}', headers=told)
    assert answer.status_code == 403


async def test_the_page_itself_may_act(visitor: Visitor) -> None:
    headers = {"origin": HOST, "sec-fetch-site": "same-origin", "content-type": "application/json; charset=utf-8"}
    wish = f'{{"who": "ani", "room": "{visitor.room}"}}'
    answer = await visitor.client.post("/do/join", content=wish, headers=headers)
    assert answer.status_code == 200
    assert "ani" in visitor.state["groups"][0]["members"]


async def test_the_page_is_not_shown_under_a_foreign_name(stranger: httpx.AsyncClient) -> None:
    assert (await stranger.get("/", headers={"host": "evil.example:8080"})).status_code == 403
    assert (await stranger.get("/", headers={"host": "[::1]:8080"})).status_code == 200


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/do/fly", "{}", 404),
        ("/world/end", "{}", 404),
        ("/do/say", "not json", 422),
        ("/do/say", '{"who": 7}', 422),
        ("/do/say", '{"who": "ani", "secret": 1}', 422),
        ("/do/say", '{"who": "nobody", "room": "belajar", "text": "halo"}', 409),
        ("/do/say", '{"text": "' + "a" * 5000 + '"}', 422),
        ("/do/say", '{"text": "' + "a" * 2_000_000 + '"}', 409),
        ("/world/jump", '{"hours": -1}', 422),
        ("/world/play", '{"scenario": "none"}', 409),
        ("/do/say", '{"who": "budi", "room": "belajar", "text": "before anybody serves"}', 503),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_nonsense_is_refused(stranger: httpx.AsyncClient, path: str, content: str, status: int) -> None:
    answer = await stranger.post(path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status


async def test_a_file_is_saved_and_never_shown(visitor: Visitor) -> None:
    await visitor.act("send", "citra", name='a"<b>.html', content="PGI+")
    id_ = next(said["file"]["id"] for said in visitor.chat() if "file" in said)
    answer = await visitor.client.get(f"/file/{id_}")
    assert answer.content == b"<b>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="a__b_.html"'


async def test_commands_are_suggested_in_the_readers_language(visitor: Visitor) -> None:
    page = await visitor.client.get("/")
    assert str(texts.say("id", "rules.help.setrules", {})) in page.text


# Its words ---------------------------------------------------------------------------------------------------


def test_every_scenario_and_all_it_says_has_words_in_both_languages() -> None:
    wanted = {f"playground.scenario.{each.name}.{part}" for each in SCENARIOS for part in ("title", "about")}
    wanted |= {key for each in SCENARIOS for step in each.steps if (key := getattr(step, "key", ""))}
    for language in texts.LANGUAGES:
        assert wanted - set(texts.catalogue(language)) == set()


def test_every_key_that_the_page_says_literally_exists() -> None:
    known = {key.removeprefix("playground.") for key in texts.catalogue("id") if key.startswith("playground.")}
    sources = [PAGE / "page.html", *(PAGE / "static").iterdir()]
    said = {key for file in sources for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", file.read_text("utf-8"))}
    assert said
    assert said - known == set()


def test_every_hint_that_is_given_has_words() -> None:
    folder = files("bot.adapters.playground")
    given = {
        key
        for file in folder.iterdir()
        if file.name.endswith(".py")
        for key in re.findall(r'"(playground\.hint\.\w+)"', file.read_text("utf-8"))
    }
    assert given
    assert given - set(texts.catalogue("en")) == set()


def test_no_words_are_left_over() -> None:
    folder = files("bot.adapters.playground")
    sources = [PAGE / "page.html", *(PAGE / "static").iterdir(), *folder.iterdir()]
    used = "".join(file.read_text("utf-8") for file in sources if file.is_file())
    used += "".join(f"scenario.{each.name}.title scenario.{each.name}.about" for each in SCENARIOS)
    known = [key.removeprefix("playground.") for key in texts.catalogue("id") if key.startswith("playground.")]
    assert [key for key in known if key not in used and not key.startswith(PUT_TOGETHER)] == []


PUT_TOGETHER = ("service.", "rank.", "does.", "nav.", "script.quiz_typed_")
