"""A short torture; `make torture` is the long one."""

import subprocess
import sys
from pathlib import Path

from bot.engine.failpoints import NAMES

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0  # seconds


def torture(*options: str) -> "subprocess.CompletedProcess[str]":
    """In a process of its own: only one that never had a thread may fork."""
    command = (sys.executable, "-m", "tests.torture", *options)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


def figures(told: str) -> dict[str, int]:
    """The table."""
    lines = [line.rsplit(maxsplit=1) for line in told.splitlines()]
    return {line[0]: int(line[1]) for line in lines if len(line) == 2 and line[1].isdecimal()}


def test_kills_at_every_moment_and_place_lose_nothing_and_do_nothing_twice() -> None:
    done = torture("--kills", "12", "--seed", "7")
    assert done.returncode == 0, done.stdout + done.stderr
    found = figures(done.stdout)
    assert (found["kills"], found["failpoints hit"]) == (12 + len(NAMES), len(NAMES))
    assert (found["lost"], found["twice"]) == (0, 0)
    assert found["deeds"] > 200


def test_the_same_on_postgresql(postgres_url: str) -> None:
    done = torture("--kills", "5", "--no-failpoints", "--database", postgres_url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures(done.stdout)["kills"] == 5


def test_a_bot_that_confirms_before_it_has_stored_is_found_out() -> None:
    done = torture("--kills", "4", "--no-failpoints", "--careless")
    assert done.returncode == 1, done.stdout + done.stderr
    assert figures(done.stdout)["lost"] > 0
