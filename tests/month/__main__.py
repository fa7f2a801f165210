"""`python -m tests.month --write`: a whole month, and docs/figures-whatsapp.md from it; exit 1 if anything is wrong."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog

from tests.fakes.waha.spec import spec_file
from tests.month.life import Month, Plan
from tests.month.verdict import Verdict, judge

PAGE = Path(__file__).parents[2] / "docs" / "figures-whatsapp.md"
HEAD = """# Figures of WhatsApp

Written by `python -m tests.month --write`: a pretend month of a group through the pretend gateway, in a time of its
own. {members} members, {messages} messages a day, {days} days. Two quiz nights a week by polls, frequent questions, a
webinar a week answered by number, market days, newcomers with buddies, reports. On day {gateway_down} the gateway is
down for an hour and forgets what it could not bring; on day {bot_down} Pamong is. Every call and every delivery is
checked against the gateway's own description.

| figure | measured |
| --- | --- |
"""


async def live(plan: Plan) -> Verdict:
    """One month."""
    with tempfile.TemporaryDirectory(prefix="pamong-month-") as folder:
        month = Month(plan, Path(folder))
        village = await month.live()
        return judge(month, village)


def main() -> int:
    """Lives, prints, writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.month", description=__doc__)
    parser.add_argument("--members", type=int, default=Plan.members)
    parser.add_argument("--messages", type=int, default=Plan.messages, help="a day")
    parser.add_argument("--days", type=int, default=Plan.days)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--write", action="store_true", help="write the page")
    given = parser.parse_args()
    if spec_file() is None:
        print("PAMONG_SPECS does not name the gateway's description", file=sys.stderr)
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    third = max(1, given.days // 3)
    plan = Plan(given.members, given.messages, given.days, third, 2 * third, given.seed)
    begin = time.monotonic()
    verdict = asyncio.run(live(plan))
    rows = "".join(f"| {name} | {value:,} |\n" for name, value in verdict.figures.items())
    print(rows, f"in {time.monotonic() - begin:.0f} s", *verdict.wrong, sep="\n")
    if given.write:
        PAGE.write_text(HEAD.format(**vars(plan)) + rows, "utf-8")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
