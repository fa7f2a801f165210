"""The HTTP side: parses requests, applies faults and limits, runs methods, keeps the journal."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.botapi.connections import drop
from tests.fakes.botapi.errors import NO_METHOD, NOT_FOUND, UNAUTHORIZED, ApiError
from tests.fakes.botapi.faults import Fault
from tests.fakes.botapi.files import MOST_DOWNLOADED
from tests.fakes.botapi.journal import Call
from tests.fakes.botapi.methods import METHODS, NAMES
from tests.fakes.botapi.params import Params, Upload
from tests.fakes.botapi.polling import get_updates
from tests.fakes.botapi.state import World

Json = dict[str, Any]
Remote = Callable[[str, Json], Any]


@dataclass
class Api:
    """What the routes share; `stopping` ends whatever waits."""

    world: World
    remote: Remote
    stopping: asyncio.Event


def application(api: Api) -> Starlette:
    routes = [
        Route("/bot{token}/{method}", _bound(api, serve_method), methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", _bound(api, serve_file)),
        Route("/control/{name}", _bound(api, serve_control), methods=["POST"]),
        Route("/{path:path}", _not_found, methods=["GET", "POST"]),
    ]
    return Starlette(routes=routes)


def _bound(api: Api, serve: Callable[[Api, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await serve(api, request)

    return endpoint


async def _not_found(request: Request) -> Response:
    return refusal(NOT_FOUND)


async def serve_method(api: Api, request: Request) -> Response:
    world, asked = api.world, request.path_params["method"]
    if request.path_params["token"] != world.token:
        return refusal(UNAUTHORIZED)
    name = NAMES.get(asked.lower())
    if name is None:
        if world.spec and asked.lower() in world.spec.methods:
            world.blame([f"{asked}: this fake does not know the method yet"])
        return refusal(NO_METHOD)
    try:
        params = await read_params(request)
    except ClientDisconnect:
        return drop()
    call = _journaled(world, name, params)
    with world.lock:
        faults = {fault.kind: fault for fault in world.faults.take(name, call.chat_id)}
    return await _answer(api, request, call, params, faults)


async def _answer(api: Api, request: Request, call: Call, params: Params, faults: dict[str, Fault]) -> Response:
    """Faults in the order in which a real network has them."""
    if "drop_before" in faults:
        call.dropped = True
        return drop()
    if "hang" in faults:
        await _pause(api, faults["hang"].seconds)
    if "fail" in faults:
        error = faults["fail"].error or ApiError(500, "Internal Server Error")
        return _refused(call, error)
    response = await _run(api, call, params)
    if "drop_after" in faults:
        call.dropped = True
        return drop()
    if "late" in faults:
        await _pause(api, faults["late"].seconds)
    return response


async def _pause(api: Api, seconds: float) -> None:
    try:
        await asyncio.wait_for(api.stopping.wait(), seconds)
    except TimeoutError:
        return


async def _run(api: Api, call: Call, params: Params) -> Response:
    world = api.world
    if world.spec:
        # What no version knows is a mistake even in a request that is refused.
        world.blame(world.spec.unknown_parameters(call.method, params.values))
    try:
        if call.method == "getUpdates":
            taken = await get_updates(world, params, api.stopping)
            call.code, call.result = 200, len(taken)
            return _raw(b'{"ok":true,"result":[' + b",".join(update.body for update in taken) + b"]}")
        with world.lock:
            world.run_due()
            if world.limits:
                world.limits.check(call.method, call.chat_id, time.monotonic())
            call.result = METHODS[call.method.lower()](world, params)
            call.code = 200
            _check_accepted(world, call, params)
    except ApiError as error:
        return _refused(call, error)
    except Exception as error:
        world.blame([f"{call.method}: this fake failed: {type(error).__name__}: {error}"])
        return _refused(call, ApiError(500, "Internal Server Error"))
    return JSONResponse({"ok": True, "result": call.result})


def _check_accepted(world: World, call: Call, params: Params) -> None:
    if world.spec is None:
        return
    world.blame(world.spec.request_problems(call.method, params.values, params.files))
    world.blame(world.spec.result_problems(call.method, call.result))


def _refused(call: Call, error: ApiError) -> Response:
    call.code, call.description = error.code, error.description
    return refusal(error)


def refusal(error: ApiError) -> Response:
    return JSONResponse(error.body(), status_code=error.code)


def _raw(body: bytes) -> Response:
    return Response(body, media_type="application/json")


def _journaled(world: World, name: str, params: Params) -> Call:
    wanted = params.text("chat_id") or ""
    chat_id = int(wanted) if wanted.lstrip("-").isdigit() else None
    files = {name: upload.content for name, upload in params.files.items()}
    call = Call(name, params.values, time.monotonic(), datetime.now(UTC), chat_id, files=files)
    world.journal.add(call)
    return call


async def read_params(request: Request) -> Params:
    """Query, form or JSON, as Telegram takes them."""
    values: Json = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        body = await request.body()
        values |= (await request.json()) if body else {}
    elif kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = Upload(value.filename or name, await value.read(), value.content_type)
                else:
                    values[name] = value
    return Params(values, files)


async def serve_file(api: Api, request: Request) -> Response:
    world = api.world
    if request.path_params["token"] != world.token:
        return refusal(UNAUTHORIZED)
    stored = world.files.by_path.get(request.path_params["path"])
    if stored is None or stored.size > MOST_DOWNLOADED:
        return refusal(NOT_FOUND)
    return Response(stored.content, media_type="application/octet-stream")


async def serve_control(api: Api, request: Request) -> Response:
    """The control interface for a fake that runs as a process of its own."""
    arguments = (await request.json()) if await request.body() else {}
    try:
        return JSONResponse({"result": api.remote(request.path_params["name"], arguments)})
    except Exception as error:  # the caller is a test: it wants the reason
        return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=422)
