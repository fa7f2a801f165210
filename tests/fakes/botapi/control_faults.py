"""Faults on demand, and raw updates."""

from collections.abc import Iterable
from typing import Any

from tests.fakes.botapi.errors import ApiError
from tests.fakes.botapi.faults import Fault, Limits
from tests.fakes.botapi.locked import Control, locked
from tests.fakes.botapi.people import User

PREFIX = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: ", 429: "Too Many Requests: "}
BARE = {401: "Unauthorized", 404: "Not Found", 502: "Bad Gateway", 504: "Gateway Timeout"}


class FaultControl(Control):
    """`method` may be `"*"`; `times=None` lasts until `heal()`."""

    @locked
    def fail(
        self,
        method: str,
        code: int,
        description: str = "",
        times: int | None = 1,
        retry_after: int | None = None,
        chat_id: int | None = None,
    ) -> None:
        prefix = PREFIX.get(code, "")
        words = description or (
            f"retry after {retry_after}" if retry_after else BARE.get(code, "Internal Server Error")
        )
        said = words if words.startswith(prefix) else prefix + words
        error = ApiError(code, said, {"retry_after": retry_after} if retry_after else None)
        self.world.faults.add(Fault("fail", method, chat_id, times, error))

    @locked
    def hang(
        self, method: str, seconds: float, times: int | None = 1, chat_id: int | None = None, after: bool = False
    ) -> None:
        """Waits before doing what was asked, or (`after`) before answering."""
        self.world.faults.add(Fault("late" if after else "hang", method, chat_id, times, seconds=seconds))

    @locked
    def drop_connection(
        self, method: str, after: bool = False, times: int | None = 1, chat_id: int | None = None
    ) -> None:
        """Cuts the connection before anything was done, or (`after`) when it was done but not yet answered."""
        self.world.faults.add(Fault("drop_after" if after else "drop_before", method, chat_id, times))

    @locked
    def heal(self) -> None:
        self.world.faults.waiting.clear()

    @locked
    def rate_limits(self, overall: int = 30, chat_burst: int = 3, group_minute: int = 20, on: bool = True) -> None:
        self.world.limits = Limits(overall, chat_burst, group_minute) if on else None

    @locked
    def poison(self, raw: dict[str, Any]) -> int:
        """Queues an update as it is, unchecked; `update_id` is added unless given."""
        return self.world.updates.add(raw)

    @locked
    def redeliver(self, count: int | None = None) -> int:
        return self.world.updates.redeliver(count)

    @locked
    def shuffle(self) -> None:
        self.world.updates.shuffle()

    @locked
    def allow_updates(self, kinds: Iterable[str]) -> None:
        """Sets `allowed_updates` as if the bot had asked before."""
        self.world.updates.allow(kinds)

    @locked
    def advance(self, seconds: float) -> None:
        """Moves this Telegram's clock: polls close, mutes end, buttons grow stale."""
        self.world.shift += seconds
        self.world.run_due()

    @locked
    def deactivate(self, user: User) -> None:
        """The account is deleted."""
        user.deactivated = True

    @locked
    def set_privacy(self, on: bool) -> None:
        """With privacy mode a bot that does not lead sees commands, replies to it and service messages only."""
        self.world.privacy = on
