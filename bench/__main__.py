"""`python -m bench [path|commits|latency|memory …]`: measures, prints, and writes docs/figures.md when all ran."""

import asyncio
import sys
from pathlib import Path

from bench import commits, latency, memory, path
from bench.figures import Figure
from bot import log

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"
KINDS = {"path": path, "commits": commits, "latency": latency, "memory": memory}
HEAD = """# Figures

Written by `make bench`. Ratios compare two ways in one run, in turns, and the median of the turns counts; absolute
numbers stand only where the limit is one.

| figure | what | target | measured |
|---|---|---|---|
"""


async def main(names: list[str]) -> int:
    """Measures what is named, or everything; 1 when a target is missed."""
    log.setup("warning")
    found: list[Figure] = []
    for name in names or KINDS:
        for figure in await KINDS[name].figures():
            print(figure.row(), "" if figure.is_met else "  <- missed", flush=True)
            found.append(figure)
    if not names:
        PAGE.write_text(HEAD + "".join(f"{figure.row()}\n" for figure in found), "utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(sys.argv[1:])))
