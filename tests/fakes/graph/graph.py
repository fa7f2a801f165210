"""The fake as tests hold it: people write and press, the webhook hears of it, the screen shows what they got."""

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Self

import httpx
import uvicorn

from tests.fakes.graph import payloads
from tests.fakes.graph.server import VERSION, application
from tests.fakes.graph.world import OPAQUE, Circle, Json, Person, Sent, World

PATIENCE = 10.0
AGAIN = 0.05  # seconds; Meta itself tries for days


class Graph:
    """`async with Graph.serve() as graph`; `webhook` is where it brings what happens."""

    def __init__(self, port: int, now: Callable[[], datetime] | None = None) -> None:
        self.world = World(now=now or (lambda: datetime.now(UTC)))
        self.base = f"http://127.0.0.1:{port}/{VERSION}"
        self.webhook = ""
        self.client = httpx.AsyncClient(trust_env=False)
        self.tasks: set[asyncio.Task[None]] = set()
        self.silent = False  # Meta says nothing of what became of messages

    @classmethod
    @asynccontextmanager
    async def serve(cls, now: Callable[[], datetime] | None = None) -> AsyncIterator[Self]:
        listening = socket.create_server(("127.0.0.1", 0))
        graph = cls(listening.getsockname()[1], now)
        app = application(graph.world, graph._accepted)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield graph
        finally:
            for task in graph.tasks:
                task.cancel()
            server.should_exit = True
            await serving
            await graph.client.aclose()
            listening.close()

    @property
    def violations(self) -> list[str]:
        return self.world.violations

    # People --------------------------------------------------------------------------------------------------

    def person(self, name: str, *, opaque: bool = False, hidden: bool = False) -> Person:
        number = next(self.world.numbers)
        secret = OPAQUE.format(number) if opaque or hidden else ""
        made = Person(f"6281{number:06d}", name, secret, hidden)
        self.world.people.append(made)
        return made

    async def circle(self, subject: str, *members: Person) -> Circle:
        made = Circle(f"Y2FwaV9ncm91cDo{next(self.world.numbers)}", subject, list(members))
        self.world.circles.append(made)
        await self.bring(payloads.created(self.world, made))
        for member in members:
            await self._came(made, member)
        return made

    async def joins(self, circle: Circle, person: Person) -> None:
        circle.members.append(person)
        await self._came(circle, person)

    async def _came(self, circle: Circle, person: Person) -> None:
        added = [{"input": person.phone, "wa_id": person.phone}]
        await self.bring(payloads.members(self.world, circle, "group_participants_add", added_participants=added))

    async def asks_to_join(self, circle: Circle, person: Person) -> None:
        name = f"join{next(self.world.numbers)}"
        circle.asking[name] = person
        about = {"join_request_id": name, "wa_id": person.phone}
        await self.bring(payloads.members(self.world, circle, "group_join_request_created", **about))

    async def says(self, person: Person, text: str, *, to: Circle | None = None, quoting: Sent | None = None) -> None:
        content: Json = {"type": "text", "text": {"body": text}}
        if quoting is not None:
            content["context"] = {"from": self.world.phone, "id": quoting.id}
        await self.does(person, content, to)

    async def presses(self, person: Person, sent: Sent, label: str) -> None:
        kind = "button_reply" if "buttons" in sent.body["interactive"]["action"] else "list_reply"
        reply = {"id": sent.choices[label], "title": label[:20], "description": label}
        content = {"type": "interactive", "interactive": {"type": kind, kind: reply}}
        await self.does(person, content | {"context": {"from": self.world.phone, "id": sent.id}})

    async def does(self, person: Person, content: Json, to: Circle | None = None) -> Json:
        """Whatever a message may hold; what was brought, for whoever brings it again."""
        if to is None:
            person.heard_at = self.world.now()
        body = payloads.message(self.world, person, to, content)
        await self.bring(body)
        return body

    # The webhook ---------------------------------------------------------------------------------------------

    async def bring(self, body: Json) -> None:
        """Signed, and again until it is taken."""
        raw = json.dumps(body).encode()
        async with asyncio.timeout(PATIENCE):
            while (await self.post(raw, self.signed(raw))).status_code != 200:  # noqa: ASYNC110
                await asyncio.sleep(AGAIN)

    def signed(self, raw: bytes) -> str:
        return "sha256=" + hmac.new(self.world.secret.encode(), raw, "sha256").hexdigest()

    async def post(self, raw: bytes, signature: str | None) -> httpx.Response:
        """One attempt, signed as told."""
        headers = {b"Content-Type": b"application/json"}
        if signature is not None:
            headers[b"X-Hub-Signature-256"] = signature.encode("latin-1")
        try:
            return await self.client.post(self.webhook, content=raw, headers=headers)
        except httpx.TransportError:
            return httpx.Response(599)

    def _accepted(self, sent: Sent) -> None:
        if self.silent or not self.webhook:
            return
        self.tells(sent)

    def tells(self, sent: Sent) -> None:
        """Meta says what became of a message, at some time."""
        states = ("failed",) if sent.failed else ("sent", "delivered")
        task = asyncio.create_task(self._tell(sent, states))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _tell(self, sent: Sent, states: tuple[str, ...]) -> None:
        for state in states:
            await self.bring(payloads.status(self.world, sent, state))

    # The screen ----------------------------------------------------------------------------------------------

    def shown(self, to: Person | Circle) -> list[Sent]:
        """What somebody, or a circle, has received."""
        named = (to.id,) if isinstance(to, Circle) else (to.phone, to.opaque)
        return [sent for sent in self.world.sent if sent.to in named and not sent.failed]

    def texts(self, to: Person | Circle) -> list[str]:
        return [sent.text for sent in self.shown(to)]

    async def sees(self, to: Person | Circle, words: str) -> Sent:
        """The newest message with these words, as soon as it is there."""
        await self.until(lambda: any(words in sent.text for sent in self.shown(to)))
        return [sent for sent in self.shown(to) if words in sent.text][-1]

    async def until(self, condition: Callable[[], Any]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
