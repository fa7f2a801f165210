"""The page, its stream of states, and what it may ask for."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, PackageLoader
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot import errors, texts
from bot.adapters.playground.acts import ACTS
from bot.adapters.playground.guard import Guard
from bot.adapters.playground.scenarios import SCENARIOS, Scenario
from bot.adapters.playground.scene import Wish
from bot.adapters.playground.world import Manner
from bot.routing import CommandSpec

if TYPE_CHECKING:
    from bot.adapters.playground.adapter import Playground

MOST = 1024 * 1024  # bytes of a request
CALM = 0.03  # seconds that changes are collected for
BEAT = 15.0  # seconds between signs of life
NOUN = "playground."


class Order(BaseModel):
    """What a visitor asks of the world as a whole."""

    model_config = ConfigDict(extra="forbid")

    manner: Manner | None = None
    hours: float = Field(0, ge=0, le=24 * 31)
    scenario: str = ""
    language: Literal["id", "en", ""] = ""


def routes(playground: "Playground") -> Sequence[BaseRoute]:
    """Everything under the page's address; all of it relative, so that it may be mounted anywhere."""
    desk = Desk(playground)
    guard = [Middleware(Guard, hosts=playground.hosts)]
    return (
        Route("/", desk.page, middleware=guard),
        Route("/events", desk.events, middleware=guard),
        Route("/file/{id}", desk.file, middleware=guard),
        Route("/do/{what}", desk.do, methods=["POST"], middleware=guard),
        Route("/world/{what}", desk.change, methods=["POST"], middleware=guard),
        Mount("/static", StaticFiles(packages=[("bot.adapters.playground", "page/static")]), middleware=guard),
    )


class Desk:
    """Answers the page's requests."""

    def __init__(self, playground: "Playground") -> None:
        self.playground = playground
        self.templates = Environment(loader=PackageLoader("bot.adapters.playground", "page"), autoescape=True)

    async def page(self, request: Request) -> Response:
        """The page in its reader's language."""
        language = texts.known(request.cookies.get("language") or self.playground.language)
        words = spoken(language)
        page = self.templates.get_template("page.html").render(
            language=language,
            words=words,
            t=words.__getitem__,
            scenarios=SCENARIOS,
            commands=[suggestion(spec, language) for spec in self.playground.commands],
        )
        return HTMLResponse(page)

    async def events(self, request: Request) -> Response:
        """The state now, and again whenever it changes."""
        return StreamingResponse(self._states(), media_type="text/event-stream")

    async def _states(self) -> AsyncIterator[str]:
        watcher = asyncio.Event()
        self.playground.watchers.add(watcher)
        try:
            while True:
                watcher.clear()
                yield f"data: {json.dumps(self.playground.state(), ensure_ascii=False)}\n\n"
                while not await _rings(watcher):
                    yield ": still here\n\n"
                await asyncio.sleep(CALM)
        finally:
            self.playground.watchers.discard(watcher)

    async def file(self, request: Request) -> Response:
        """A file that stands in a chat, to be saved and never shown."""
        name, content = self.playground.world.files.get(request.path_params["id"], ("", b""))
        if not content:
            return Response(status_code=404)
        ascii_name = "".join(
            letter if letter.isalnum() or letter in "._-" else "_"
            for letter in name.encode("ascii", "replace").decode()
        )
        headers = {"Content-Disposition": f'attachment; filename="{ascii_name}"'}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def do(self, request: Request) -> Response:
        """Somebody of the cast does something."""
        what = request.path_params["what"]
        if what not in ACTS:
            return Response(status_code=404)
        return await self._answered(request, Wish, lambda wish: self.playground.act(what, wish))

    async def change(self, request: Request) -> Response:
        """The visitor changes the world."""
        changes = {
            "manner": self._manner,
            "jump": self._jump,
            "play": self._play,
            "stop": self._stop,
            "reset": self._reset,
        }
        change = changes.get(request.path_params["what"])
        if change is None:
            return Response(status_code=404)
        return await self._answered(request, Order, change)

    async def _answered(self, request: Request, model: Any, do: Any) -> Response:
        try:
            await do(model.model_validate_json(await _body(request)))
        except ValidationError:
            return JSONResponse({"hint": "playground.hint.unclear"}, 422)
        except errors.Refused as refused:
            return JSONResponse({"hint": refused.key}, 409)
        except errors.Unreachable:
            return JSONResponse({"hint": "playground.hint.busy"}, 503)
        return JSONResponse({})

    async def _manner(self, order: Order) -> None:
        if order.manner is not None:
            await self.playground.switch(order.manner)

    async def _jump(self, order: Order) -> None:
        await self.playground.jump(timedelta(hours=order.hours))

    async def _play(self, order: Order) -> None:
        self.playground.play(scenario(order.scenario), order.language)

    async def _stop(self, order: Order) -> None:
        self.playground.stop()

    async def _reset(self, order: Order) -> None:
        await self.playground.reset(order.language)


def scenario(name: str) -> Scenario:
    """A scenario by its name. Raises `errors.Refused` when there is none."""
    found = next((each for each in SCENARIOS if each.name == name), None)
    if found is None:
        raise errors.Refused("playground.hint.gone")
    return found


def spoken(language: str) -> dict[str, Any]:
    """The page's own words, keys without their noun."""
    words = texts.catalogue(language)
    return {key.removeprefix(NOUN): value for key, value in words.items() if key.startswith(NOUN)}


def suggestion(spec: CommandSpec, language: str) -> dict[str, Any]:
    """A command as the page suggests it: its name, what it does, and whom it obeys."""
    about = texts.catalogue(language).get(f"{spec.noun}.help.{spec.name}", "")
    return {"name": spec.name, "about": about, "role": int(spec.role)}


async def _body(request: Request) -> bytes:
    """A request's body. Raises `errors.Refused` beyond a megabyte."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise errors.Refused("playground.hint.file")
    return body


async def _rings(watcher: asyncio.Event) -> bool:
    """Waits for a change; False after a while without one."""
    try:
        async with asyncio.timeout(BEAT):
            await watcher.wait()
    except TimeoutError:
        return False
    return True
