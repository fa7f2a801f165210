"""The HTTP side: who may ask, what is asked, and what Meta would say."""

import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.graph.checks import problems
from tests.fakes.graph.world import Circle, Json, Person, Sent, World

VERSION = "v23.0"
WORDS = {
    190: "Invalid OAuth access token",
    100: "Invalid parameter",
    130429: "Rate limit hit",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131047: "Re-engagement message",
    131026: "Message undeliverable",
}


class Refusal(Exception):
    """Meta's answer with a code of its own."""

    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


def refusal(code: int, status: int) -> Response:
    error = {"message": WORDS.get(code, "Error"), "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return JSONResponse({"error": error}, status_code=status)


def application(world: World, accepted: Callable[[Sent], None]) -> Starlette:
    """`accepted` hears of every message that was taken."""

    async def serve(request: Request) -> Response:
        path = request.path_params["path"]
        world.asked.append((request.method, path))
        if request.headers.get("authorization") != f"Bearer {world.token}":
            return refusal(190, 401)
        try:
            return await _answer(world, request, path.split("/"), accepted)
        except Refusal as refused:
            return refusal(refused.code, refused.status)

    async def file(request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {world.token}":
            return refusal(190, 401)
        return Response(world.files[request.path_params["id"]])

    return Starlette(
        routes=[
            Route("/file/{id}", file),
            Route(f"/{VERSION}/{{path:path}}", serve, methods=["GET", "POST", "DELETE"]),
        ]
    )


async def _answer(world: World, request: Request, path: list[str], accepted: Callable[[Sent], None]) -> Response:
    match (request.method, path):
        case ("POST", [world.number, "messages"]):
            return _message(world, await _body(request), accepted)
        case ("POST", [world.number, "media"]):
            return await _upload(world, request)
        case ("GET", [world.number]):
            return JSONResponse({"id": world.number, "verified_name": "Pamong", "display_phone_number": world.phone})
        case ("GET", [world.number, "groups"]):
            led = [{"id": each.id, "subject": each.subject, "created_at": "1"} for each in world.circles]
            return JSONResponse({"data": {"groups": led}})
        case ("GET", [name]) if name in world.files:
            address = f"{str(request.base_url).rstrip('/')}/file/{name}"
            known = {"id": name, "messaging_product": "whatsapp", "url": address, "mime_type": "text/plain"}
            return JSONResponse(known | {"file_size": str(len(world.files[name])), "sha256": "x"})
    circle = world.circle(path[0])
    if circle is None:
        world.violations.append(f"{request.method} {'/'.join(path)}: nothing is there")
        raise Refusal(100, 404)
    return await _about(world, circle, request, path[1:])


async def _body(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Refusal(100) from None
    return body if isinstance(body, dict) else {}


def _message(world: World, body: Json, accepted: Callable[[Sent], None]) -> Response:
    if world.faults:
        code = world.faults.popleft()
        raise Refusal(code, 401 if code == 190 else 500 if code < 100 else 400)
    wrong = problems(body)
    if wrong:
        world.violations += [f"messages: {problem}" for problem in wrong]
        raise Refusal(100)
    to = str(body.get("to") or body.get("recipient"))
    sent = Sent(world.message_id(), to, body, world.now())
    if body["recipient_type"] == "individual":
        person = world.person(to)
        sent.failed = 131026 if person is None else world.may_be_told(person, body)
    elif world.circle(to) is None:
        raise Refusal(100)
    world.sent.append(sent)
    accepted(sent)
    contacts = [{"input": to, "wa_id": to}]
    return JSONResponse({"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": sent.id}]})


async def _upload(world: World, request: Request) -> Response:
    async with request.form() as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or form.get("messaging_product") != "whatsapp":
            world.violations.append("media: file or messaging_product is missing")
            raise Refusal(100)
        name = f"9{next(world.numbers):06d}"
        world.files[name] = await file.read()
    return JSONResponse({"id": name})


async def _about(world: World, circle: Circle, request: Request, path: list[str]) -> Response:
    match (request.method, path):
        case ("GET", []):
            there = [{"wa_id": person.phone} for person in circle.members]
            known: Json = {"id": circle.id, "messaging_product": "whatsapp", "subject": circle.subject}
            return JSONResponse(known | {"participants": there, "total_participant_count": len(there)})
        case ("GET", ["join_requests"]):
            asking = [{"join_request_id": name, "wa_id": each.phone} for name, each in circle.asking.items()]
            return JSONResponse({"data": asking})
    body = await _body(request)
    if body.get("messaging_product") != "whatsapp":
        world.violations.append(f"{'/'.join(path)}: messaging_product is missing")
        raise Refusal(100)
    match (request.method, path):
        case ("POST", ["invite_link"]):
            circle.link = f"https://chat.whatsapp.com/{next(world.numbers):06d}"
            return JSONResponse({"messaging_product": "whatsapp", "invite_link": circle.link})
        case ("DELETE", ["participants"]):
            named = {str(each["user"]) for each in body["participants"]}
            circle.members = [each for each in circle.members if each.phone not in named]
            return JSONResponse({"messaging_product": "whatsapp"})
        case ("POST" | "DELETE", ["join_requests"]):
            _decide(circle, body["join_requests"], yes=request.method == "POST")
            return JSONResponse({"messaging_product": "whatsapp"})
    world.violations.append(f"{request.method} {'/'.join(path)}: no such call")
    raise Refusal(100, 404)


def _decide(circle: Circle, names: list[Any], *, yes: bool) -> None:
    decided: list[Person] = [circle.asking.pop(str(name)) for name in names]
    if yes:
        circle.members += decided
