"""What a rush of newcomers costs a group, and how even buddies and pairs come out: `python -m bench.people`."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from bot.chat.actions import Send
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.domain.pairing import pairs, times_met
from bot.models import Companion
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, joins, says
from tests.stage import Stage

PAGE = Path(__file__).parent.parent / "docs" / "figures-people.md"
BATCH = 200
MOST = 50  # newcomers that a buddy may offer to look after
JOINS = 10_000


@dataclass(frozen=True)
class Rush:
    """So many people who join, so many a second, in a group that has done these commands."""

    name: str
    people: int
    a_second: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cost:
    """Messages that the group saw, and milliseconds a join."""

    messages: int
    each: float


RUSHES = (
    Rush("within a minute", JOINS, 200.0),
    Rush("within an hour", JOINS, 3.0),
    Rush("within an hour, with the entrance button", JOINS, 3.0, ("/captcha on",)),
)


def stage() -> Stage:
    """Pamong as it is, with three buddies."""
    play = Stage(*ROUTERS, *JOBS, rules=RULES)
    play.platform.roles |= {CITRA.address: Role.ADMIN}
    for who in (BUDI, CITRA, DEWI):
        play.happens(says(who, "/buddies join"))
    play.delivers()
    return play


def rush(case: Rush) -> Cost:
    """Plays it, batch by batch; after each the platform does what was asked."""
    play = stage()
    for words in case.words:
        play.happens(says(CITRA, words))
    play.delivers()
    before, began = len(play.platform.done), time.perf_counter()
    for start in range(0, case.people, BATCH):
        numbers = range(start, min(start + BATCH, case.people))
        now = play.clock.now()
        at = [now + timedelta(seconds=(number - start) / case.a_second) for number in numbers]
        people = [Account("telegram", str(10_000 + number), f"Orang {number}") for number in numbers]
        play.happens(*(joins(who, at=when) for who, when in zip(people, at, strict=True)))
        play.delivers()
        play.passes(seconds=len(people) / case.a_second)
        play.delivers()
    spent = time.perf_counter() - began
    sent = [act for act in play.platform.done[before:] if isinstance(act, Send) and act.to == GROUP]
    play.close()
    return Cost(len(sent), 1000 * spent / case.people)


def buddy_loads(newcomers: int, willing: int) -> list[int]:
    """How many newcomers each buddy has after so many came one by one."""
    play = stage()
    others = [Account("telegram", str(500 + number), f"Kawan {number}") for number in range(willing - 3)]
    for who in others:
        play.happens(says(who, f"/buddies join {MOST}"))
    for who in (BUDI, CITRA, DEWI):
        play.happens(says(who, f"/buddies join {MOST}"))
    for number in range(newcomers):
        play.passes(minutes=10)
        play.happens(joins(Account("telegram", str(5000 + number), f"Orang {number}"), at=play.clock.now()))
    loads = Counter(row.buddy_id for row in play.rows(Companion) if row.until is None)
    play.close()
    return sorted(loads.values())


def rounds(people: int, weeks: int) -> tuple[int, float]:
    """How often the same two met at most, and seconds for the slowest round."""
    met: Counter[frozenset[int]] = Counter()
    slowest = 0.0
    for week in range(weeks):
        began = time.perf_counter()
        found = pairs(list(range(people)), lambda a, b: times_met(met, a, b), random.Random(week))
        slowest = max(slowest, time.perf_counter() - began)
        met.update(frozenset(two) for group in found for two in combinations(group, 2))
    return max(met.values()), slowest


def page() -> str:
    """The figures as a page."""
    lines = [
        "# Figures: people",
        "",
        "Written by `python -m bench.people`. Times include the pretend platform, on 2 busy cores.",
        "",
        "## A rush of newcomers",
        "",
    ]
    lines += ["| 10,000 join … | messages to the group | ms a join |", "| --- | --- | --- |"]
    for case in RUSHES:
        cost = rush(case)
        lines.append(f"| {case.name} | {cost.messages} | {cost.each:.1f} |")
    loads = buddy_loads(300, 12)
    lines += ["", "## Buddies", ""]
    lines.append(f"{sum(loads)} newcomers over {len(loads)} buddies, one by one: from {loads[0]} to {loads[-1]} each.")
    lines += ["", "## Pairing rounds", ""]
    lines += ["| people | rounds | same two together at most | slowest round |", "| --- | --- | --- | --- |"]
    for people, weeks in ((10, 5), (50, 20), (200, 20), (1000, 5)):
        most, slowest = rounds(people, weeks)
        lines.append(f"| {people} | {weeks} | {most} | {slowest * 1000:.0f} ms |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
