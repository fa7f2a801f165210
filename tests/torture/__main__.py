"""`python -m tests.torture`: prints what was lost and what happened twice; exit 1 if anything was."""

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from tests.torture.rack import Rack, rack
from tests.torture.verdict import Verdict, judge

SHOWN = 30  # complaints, and lines of the victims' logs


def main() -> int:
    given = _arguments()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="pamong-torture-") as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'pamong.db'}"
        with rack(url, folder, given.seed, careless=given.careless) as run:
            for _ in range(given.rounds):
                run.kill_at_random(given.kills // given.rounds)
                if given.failpoints:
                    run.kill_everywhere()
            run.live_on()
            verdict = judge(run)
            show(run, verdict, given.seed)
            for line in _last_words(run) if verdict.wrong else ():
                print(line)
    return 1 if verdict.wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="SIGKILLs at random moments")
    parser.add_argument("--failpoints", action=argparse.BooleanOptionalAction, default=True, help="one at each as well")
    parser.add_argument("--rounds", type=int, default=1, help="spread over so many rounds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="an empty database instead of an SQLite file")
    parser.add_argument("--careless", action="store_true", help="a bot that must be found out")
    return parser.parse_args()


def show(run: Rack, verdict: Verdict, seed: int) -> None:
    """The table."""
    rows = {
        "seed": seed,
        "kills": run.kills,
        "failpoints hit": len(run.reached),
        "deeds": run.crowd.ledger.deeds,
        "lost": verdict.lost,
        "twice": verdict.twice,
        "in flight at a kill": len(run.in_flight),
        "unsent": verdict.unsent,
        "of these too late": verdict.late,
        "doubled": verdict.doubled,
    }
    for name, value in rows.items():
        print(f"{name:<20} {value:>8}")
    for complaint in verdict.wrong[:SHOWN]:
        print(complaint)


def _last_words(run: Rack) -> list[str]:
    """What the victims had to say."""
    if not run.life.log.exists():
        return []
    return run.life.log.read_text(errors="replace").splitlines()[-SHOWN:]


if __name__ == "__main__":
    sys.exit(main())
