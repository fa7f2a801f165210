"""Counts the topics that ship: hidden advertising for gambling, and scams that hit learning groups."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from moderation.learn import Counts, Features, Topic, features, threshold_for
from moderation.normalise import fold

SAMPLES = Path(__file__).parent / "samples"
COMMENTS = "gambling_comments_id.jsonl"
HANDLE = "@user"

FOLDS = 5
SEEN = 3  # what fewer messages hold is left out: it is of no use, and could be somebody's own words
COMMON = 10  # the same for what only ordinary messages hold
RATE = 0.006  # of ordinary comments may look like advertising; with scams, less than 0.7 % altogether
SCAM_RATE = 0.001  # of ordinary comments may look like scams
HONEST_RATE = 0.007  # of our samples of honest talk may look like advertising
HONEST_SCAM_RATE = 0.04  # and like scams: half of these samples speak of money, loans, and scams that others tried

# Comments under videos lack the words of trade, so each sample of a learning group counts for several of them.
GAMBLING_WEIGHT = 3
SAMPLE_WEIGHT = 20


@dataclass(frozen=True, slots=True)
class Lesson:
    """A message to learn from, counted as often as `weight` says."""

    found: Features
    spam: bool
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """A message that we wrote, and its kind."""

    kind: str
    text: str


def comments(folder: Path) -> list[Lesson]:
    """The public comments, without the marks that stand for people."""
    with (folder / COMMENTS).open(encoding="utf-8") as lines:
        return [lesson(row["text"], row["spam"]) for row in map(json.loads, lines)]


def lesson(text: str, spam: bool, weight: int = 1) -> Lesson:
    """What can be learned from a text."""
    return Lesson(features(fold(text.replace(HANDLE, " "))), spam, weight)


def samples(path: Path) -> list[Sample]:
    """Samples from a file: one a line, line breaks as \\\\n, kinds as headings after "# "."""
    kind, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:]
        elif line:
            found.append(Sample(kind, line.replace("\\n", "\n")))
    return found


def trained(lessons: Sequence[Lesson]) -> tuple[Topic, Topic]:
    """Both topics, from comments and from our samples, with bars set by ordinary messages alone."""
    scams = [sample for language in ("id", "en") for sample in samples(SAMPLES / f"scams.{language}.txt")]
    betting = [lesson(each.text, True, GAMBLING_WEIGHT) for each in scams if each.kind == "gambling"]
    tricks = [lesson(each.text, True, SAMPLE_WEIGHT) for each in scams if each.kind != "gambling"]
    talk = [each for name in ("ordinary", "near") for each in samples(SAMPLES / f"{name}.txt")]
    honest = [lesson(each.text, False, SAMPLE_WEIGHT) for each in talk]
    quiet = [one for one in lessons if not one.spam]
    return (
        _topic("gambling", [*lessons, *betting, *honest], {RATE: quiet, HONEST_RATE: honest}),
        _topic("scam", [*tricks, *honest, *quiet], {SCAM_RATE: quiet, HONEST_SCAM_RATE: honest}),
    )


def _topic(name: str, lessons: Sequence[Lesson], rates: Mapping[float, Sequence[Lesson]]) -> Topic:
    """A topic whose bar keeps each kind of ordinary messages below the share that may look like it."""
    said_of = unseen(lessons)
    bar = max(threshold_for([said_of[id(one)] for one in ordinary], rate) for rate, ordinary in rates.items())
    return Topic(name, counted(lessons), bar)


def counted(lessons: Iterable[Lesson]) -> Counts:
    """The counts of all lessons, without what is seen too seldom."""
    counts, messages = Counts(limit=10**9), Counter[str]()
    for one in lessons:
        counts.learn(one.found, one.spam, one.weight)
        messages.update(one.found)
    enough = {True: SEEN, False: COMMON}
    counts.seen = {what: seen for what, seen in counts.seen.items() if messages[what] >= enough[seen[0] > 0]}
    return counts


def unseen(lessons: Sequence[Lesson]) -> dict[int, float]:
    """The evidence in each lesson, by its `id`, judged by a topic that learned from other lessons only."""
    found: dict[int, float] = {}
    for part in range(FOLDS):
        others = Topic("others", counted(one for at, one in enumerate(lessons) if at % FOLDS != part))
        found |= {id(one): said(others, one) for one in lessons[part::FOLDS]}
    return found


def said(topic: Topic, one: Lesson) -> float:
    """The evidence for a topic in a lesson."""
    return topic.evidence(one.found, Counts())
