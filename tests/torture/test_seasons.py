"""A short torture of a whole process under libfaketime; `python -m tests.torture.seasons` is the long one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.wallclock import MISSING, library

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0  # seconds


@pytest.mark.alone
@pytest.mark.skipif(library() is None, reason=MISSING)
def test_a_whole_process_reminds_once_over_kills_jumps_of_its_clock_and_changes_of_clocks() -> None:
    command = (sys.executable, "-m", "tests.torture.seasons", "--meetings", "3", "--groups", "2", "--kills", "4")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines() if line.strip()}
    assert (found["wanted"], found["kills"]) == (16, 4)
    assert found["sent"] > found["wanted"] / 2
    assert (found["doubled"], found["early"], found["useless"]) == (0, 0, 0)
    assert found["missing"] <= found["in_flight"]
