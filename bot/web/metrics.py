"""Counters for whoever watches over the installation; nothing in them is about a person or a group."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

OPEN = ("pending", "waiting", "sending")
COUNTED = {
    "events": "Events that were handled",
    "batches": "Transactions of the writer",
    "duplicates": "Events that had been handled before",
    "expired": "Actions that came too late to be of use",
    "quarantined": "Events that could not be handled",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One look at the engine: counters since the start, and what waits now.

    `rows` numbers the outbox by (state, lane); rows that are through are there for 7 days.
    """

    counts: Mapping[str, float] = field(default_factory=dict)
    queued: int = 0
    flying: int = 0
    rows: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_commit: float | None = None


Measure = Callable[[], Measured]


def routes(measure: Measure) -> list[BaseRoute]:
    """`/metrics`; the look at the database happens beside the event loop."""
    registry = CollectorRegistry()
    registry.register(Collector(measure))

    async def metrics(request: Request) -> Response:
        page = await run_in_threadpool(generate_latest, registry)
        return Response(page, media_type=CONTENT_TYPE_LATEST)

    return [Route("/metrics", metrics)]


class Collector:
    """What prometheus-client asks for the numbers."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure

    def describe(self) -> list[Metric]:
        """Nothing is measured before somebody asks."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every number of one look."""
        now = self.measure()
        for name, words in COUNTED.items():
            yield CounterMetricFamily(f"pamong_{name}", words, value=now.counts.get(name, 0))
        yield GaugeMetricFamily("pamong_queue_length", "Events that wait for the writer", value=now.queued)
        yield GaugeMetricFamily("pamong_deliveries_in_flight", "Actions that are with a platform", value=now.flying)
        if now.last_commit is not None:
            yield GaugeMetricFamily("pamong_last_commit_seconds", "Length of the last commit", value=now.last_commit)
        yield self._by("pamong_outbox_rows", "Actions that have not left", ("state", "lane"), self._open(now))
        yield self._by("pamong_outcomes", "Actions of the last 7 days by outcome", ("outcome",), self._through(now))

    @staticmethod
    def _open(now: Measured) -> dict[tuple[str, ...], int]:
        return {key: number for key, number in now.rows.items() if key[0] in OPEN}

    @staticmethod
    def _through(now: Measured) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        for (state, _), number in now.rows.items():
            if state not in OPEN:
                found[state,] = found.get((state,), 0) + number
        return found

    @staticmethod
    def _by(name: str, words: str, labels: tuple[str, ...], numbers: Mapping[tuple[str, ...], int]) -> Metric:
        gauge = GaugeMetricFamily(name, words, labels=labels)
        for values, number in sorted(numbers.items()):
            gauge.add_metric(values, number)
        return gauge
