"""What every group begins with: topics counted from public comments and from samples of our own."""

from functools import cache
from importlib.resources import files

from moderation.learn import Counts, Topic

NAMES = ("gambling", "scam")


@cache
def topics() -> tuple[Topic, ...]:
    """The topics that ship, read when first needed."""
    return tuple(read(name, files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")) for name in NAMES)


def read(name: str, text: str) -> Topic:
    """A topic as it was written."""
    bar, *lines = text.splitlines()
    rows = {}
    for line in lines:
        feature, spam, ham = line.split("\t")
        rows[feature] = (int(spam), int(ham))
    return Topic(name, Counts.from_rows(rows, limit=len(rows)), float(bar))


def written(topic: Topic) -> str:
    """A topic as text: the bar, then a row for each feature: how often in spam and how often in ordinary messages."""
    rows = sorted(topic.counts.rows().items())
    return "\n".join([f"{topic.bar:.4f}", *(f"{feature}\t{spam}\t{ham}" for feature, (spam, ham) in rows), ""])
