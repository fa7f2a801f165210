"""What a test can see: the screen, the journal, the members."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.journal import Call
from tests.fakes.botapi.locked import Control, locked
from tests.fakes.botapi.methods_bot import command_key
from tests.fakes.botapi.people import User

Json = dict[str, Any]
Place = Chat | User


class ScreenControl(Control):
    @property
    def violations(self) -> list[str]:
        """What the specification does not know, in requests or updates: must stay empty."""
        return self.world.violations

    @property
    def bot(self) -> User:
        """The bot's own account, to promote, demote or look up."""
        return self.world.bot

    def calls(self, method: str | None = None, chat: Chat | User | None = None, ok: bool | None = None) -> list[Call]:
        return self.world.journal.find(method, chat.id if chat else None, ok)

    @locked
    def visible(
        self, chat: Chat | User, by: User | Chat | None = None, service: bool = False, thread: int | None = None
    ) -> list[Message]:
        """The messages on the screen now, oldest first; service messages only if asked for."""
        place = self.world.private(chat) if isinstance(chat, User) else chat
        return [
            message
            for message in place.messages.values()
            if not message.deleted
            and (service or not message.service)
            and (by is None or message.sender == by.id)
            and (thread is None or message.data.get("message_thread_id") == thread)
        ]

    def said(self, chat: Chat | User) -> list[Message]:
        """The bot's messages on the screen now."""
        return self.visible(chat, by=self.world.bot)

    def texts(self, chat: Chat | User) -> list[str]:
        return [message.text for message in self.said(chat)]

    @locked
    def message(self, chat: Chat | User, number: int) -> Message:
        """Also finds what was deleted."""
        return (self.world.private(chat) if isinstance(chat, User) else chat).messages[number]

    @locked
    def restrictions(self, chat: Chat) -> dict[int, Json]:
        """Who is restricted or banned now, by user id, as a ChatMember."""
        now = self.world.now()
        members = [chat.member(member.user, now) for member in list(chat.members.values())]
        wanted = [member for member in members if member.status in ("restricted", "kicked")]
        return {member.user.id: self.world.member_json(member, chat) for member in wanted}

    @locked
    def status(self, chat: Chat, user: User) -> str:
        return chat.member(user, self.world.now()).status

    @locked
    def commands(self, scope: str | Json = "default", language: str = "") -> dict[str, str]:
        """Descriptions of the commands set for a scope and language."""
        wanted = {"type": scope} if isinstance(scope, str) else scope
        found = self.world.commands.get(command_key(wanted, language), [])
        return {command["command"]: command["description"] for command in found}

    @locked
    def pending(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self.world.updates.pending) + len(self.world.updates.again)

    async def until(self, condition: Callable[[], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109
        """What the condition gives as soon as it holds."""
        deadline = time.monotonic() + timeout
        while not (value := condition()):
            if time.monotonic() > deadline:
                recent = [f"{call.method} {call.code} {call.description}" for call in self.calls()[-8:]]
                raise TimeoutError(f"did not come true in {timeout} s; last calls: {recent}")
            await asyncio.sleep(0.01)
        return value

    async def called(
        self, method: str, chat: Chat | User | None = None, count: int = 1, timeout: float = 5.0  # noqa: ASYNC109
    ) -> list[Call]:  # fmt: skip
        """Waits for successful calls of the bot."""
        await self.until(lambda: len(self.calls(method, chat, ok=True)) >= count, timeout)
        return self.calls(method, chat, ok=True)

    async def quiet(self, seconds: float = 0.2, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Waits until all updates are confirmed and the bot has called nothing for a while."""
        seen, since, deadline = -1, time.monotonic(), time.monotonic() + timeout
        while time.monotonic() < deadline:
            made = len([call for call in self.calls() if call.method != "getUpdates"])
            if made != seen or self.pending():
                seen, since = made, time.monotonic()
            elif time.monotonic() - since >= seconds:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(f"{self.pending()} updates are still pending")
