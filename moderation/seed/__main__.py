"""`python -m moderation.seed` counts the topics anew, from the folder that PAMONG_DATA names."""

import os
import sys
from pathlib import Path

from moderation.seed import written
from moderation.seed.training import COMMENTS, comments, trained


def main() -> int:
    """Writes the topics beside this module; says so and does nothing where the data is absent."""
    folder = Path(os.environ.get("PAMONG_DATA", ""))
    if not (folder / COMMENTS).is_file():
        sys.stderr.write(f"PAMONG_DATA does not name a folder with {COMMENTS}: the topics stay as they are.\n")
        return 0
    for topic in trained(comments(folder)):
        path = Path(__file__).with_name(f"{topic.name}.txt")
        path.write_text(written(topic), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.name}: {len(topic.counts.seen)} features, {path.stat().st_size // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
