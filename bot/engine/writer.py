"""The one writer: a thread that owns the database and takes whatever has queued up."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog

from bot import errors
from bot.chat.events import Event, Outcome, Tick
from bot.engine.batch import Arrival, Batches, Result
from bot.engine.failpoints import failpoint

log = structlog.get_logger()

ROOM = 2000  # events that may wait
AT_MOST = 200  # events in a batch
NOT_LONGER = 0.05  # seconds that a batch takes events for
IDLE = 3600.0
RETRY = 1.0  # seconds between attempts while the database does not answer


@dataclass(slots=True)
class Waiting:
    """An event in the queue, and who wants to know when it is committed."""

    arrival: Arrival
    done: "Future[Any]"


class Writer:
    """Gives events to batches in arrival order and acknowledges them after the commit.

    `on_result` is called in the writer's thread with everything a batch left behind, `on_fatal` when nothing can
    be written any more, as when the database belongs to somebody else now.
    """

    def __init__(
        self,
        batches: Batches,
        on_result: Callable[[Result], None],
        on_fatal: Callable[[Exception], None],
    ) -> None:
        self.batches = batches
        self.on_result = on_result
        self.on_fatal = on_fatal
        self.queue: deque[Waiting] = deque()
        self.bell = threading.Condition()
        self.stopping = False
        self.down = ""
        self.thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Recovers what a kill left behind, then serves the queue."""
        self.on_result(self.batches.start())
        self.thread.start()

    def stop(self, seconds: float = 8.0) -> None:
        """Drains the queue and ends the thread."""
        with self.bell:
            self.stopping = True
            self.bell.notify()
        self.thread.join(seconds)

    @property
    def room(self) -> int:
        """How many more events may wait."""
        return ROOM - len(self.queue)

    def submit(self, *events: Event) -> "list[Future[Any]]":
        """Queues events; each future is done once its event is committed.

        Raises `errors.Unreachable` when there is no room: polling pauses, webhooks answer 503. Results of
        deliveries always find room.
        """
        ours = all(isinstance(event, Outcome | Tick) for event in events)
        with self.bell:
            if self.stopping and not ours:
                raise errors.Unreachable("stopping")
            if len(events) > self.room and not ours:
                raise errors.Unreachable("the queue is full")
            now = self.batches.clock.now()
            waiting = [Waiting(Arrival(event, now), Future()) for event in events]
            self.queue.extend(waiting)
            self.bell.notify()
        return [each.done for each in waiting]

    def poke(self) -> None:
        """Makes an idle writer look again, as after the clock was moved."""
        self.submit(Tick("tick", self.batches.clock.now()))

    def _run(self) -> None:
        wait = 0.0
        while True:
            taken = self._take(wait)
            if taken is None:
                return
            try:
                result = self._commit(taken)
                self.on_result(result)
            except Exception as fatal:  # a writer that is gone must not look like one that is idle
                with self.bell:
                    self.stopping = True
                self._fail([*taken, *self.queue], fatal)
                self.on_fatal(fatal)
                return
            if result.more:
                self.poke()
            wait = IDLE if result.wait is None else max(0.01, result.wait)

    def _commit(self, taken: Sequence[Waiting]) -> Result:
        """One batch, again and again while the database is down: nobody is told yes before it is true."""
        while True:
            try:
                result = self.batches.run([waiting.arrival for waiting in taken])
            except errors.Unreachable as down:
                if not self.down:
                    log.error("database.down", why=str(down))
                self.down = str(down)
                if self.stopping:
                    self._fail(taken, down)
                    return Result()
                threading.Event().wait(RETRY)
                continue
            self.down = ""
            for waiting in taken:
                if waiting.done.set_running_or_notify_cancel():
                    waiting.done.set_result(result.returned.get(waiting.arrival.event.key))
            failpoint("batch.acknowledged")
            return result

    @staticmethod
    def _fail(taken: Sequence[Waiting], failure: Exception) -> None:
        for waiting in taken:
            if not waiting.done.done() and waiting.done.set_running_or_notify_cancel():
                waiting.done.set_exception(failure)

    def _take(self, wait: float) -> list[Waiting] | None:
        """What has queued up, at most 200 or 50 ms of it; nothing after `wait` seconds; None at the end."""
        with self.bell:
            self.bell.wait_for(lambda: bool(self.queue) or self.stopping, timeout=wait)
            if self.stopping and not self.queue:
                return None
            taken: list[Waiting] = []
            enough = monotonic() + NOT_LONGER
            while self.queue and len(taken) < AT_MOST and monotonic() < enough:
                taken.append(self.queue.popleft())
            return taken
