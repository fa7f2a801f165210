"""A short quiz night with kills; `python -m tests.torture.quizzes` is the long one: 50 members, 20 questions."""

import subprocess
import sys

from tests.torture.test_torture import PATIENCE, ROOT, figures


def test_every_score_is_right_however_often_the_bot_is_killed() -> None:
    command = (sys.executable, "-m", "tests.torture.quizzes", "--members", "6", "--questions", "4", "--kills", "3")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = figures(done.stdout)
    assert (found["questions"], found["kills"], found["wrong"]) == (4, 3, 0)
    assert found["answers counted"] > 0
