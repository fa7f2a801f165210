"""What every group begins with: topics counted from public comments and from samples of our own."""

from functools import cache
from importlib.resources import files
from io import StringIO
from sys import intern

from moderation.learn import MESSAGES, Counts, Seen, Topic

NAMES = ("gambling", "scam")


@cache
def topics() -> tuple[Topic, ...]:
    """The topics that ship, read when first needed."""
    return tuple(read(name, files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")) for name in NAMES)


def read(name: str, text: str) -> Topic:
    """A topic as it was written."""
    bar, _, rows = text.partition("\n")
    pairs: dict[Seen, Seen] = {}  # few are different: tens of thousands of features share them
    seen = {}
    for line in StringIO(rows):
        feature, spam, ham = line.split("\t")
        pair = (int(spam), int(ham))
        seen[intern(feature)] = pairs.setdefault(pair, pair)
    return Topic(name, Counts(*seen.pop(MESSAGES), seen, limit=len(seen)), float(bar))


def written(topic: Topic) -> str:
    """A topic as text: the bar, then a row for each feature: how often in spam and how often in ordinary messages."""
    rows = sorted(topic.counts.rows().items())
    return "\n".join([f"{topic.bar:.4f}", *(f"{feature}\t{spam}\t{ham}" for feature, (spam, ham) in rows), ""])
