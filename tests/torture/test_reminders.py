"""A short torture of reminders; `python -m tests.torture.reminders` is the long one."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0  # seconds


def test_over_kills_and_jumps_of_the_clock_each_reminder_comes_once_or_is_counted() -> None:
    command = (sys.executable, "-m", "tests.torture.reminders", "--meetings", "12", "--kills", "8", "--seed", "5")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines() if line.strip()}
    assert found["wanted"] == 64
    assert 0 < found["kills"] <= 8, "a fast machine is through before the last of them"
    assert found["sent"] > found["wanted"] / 2
    assert (found["doubled"], found["early"], found["useless"]) == (0, 0, 0)
    assert found["missing"] <= found["in_flight"]
