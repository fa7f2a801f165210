"""Counts the topics that ship: hidden advertising for gambling, and scams that hit learning groups."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from moderation.learn import Counts, Features, Topic, features, threshold_for
from moderation.normalise import fold

SAMPLES = Path(__file__).parent / "samples"
COMMENTS = "gambling_comments_id.jsonl"
HANDLE = "@user"

FOLDS = 5
SEEN = 3  # what fewer messages hold is left out: it is of no use, and could be somebody's own words
RATE = 0.006  # of ordinary comments may look like advertising; with scams, less than 0.7 % altogether
SCAM_RATE = 0.001  # of ordinary comments may look like scams

# Comments under videos lack the words of trade, so each sample of a learning group counts for several of them.
SAMPLE_WEIGHT = 3
ORDINARY_WEIGHT = 20


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
    ordinary = samples(SAMPLES / "ordinary.txt")
    betting = [lesson(sample.text, True, SAMPLE_WEIGHT) for sample in scams if sample.kind == "gambling"]
    talk = [lesson(sample.text, False, ORDINARY_WEIGHT) for sample in ordinary]
    quiet = [one for one in lessons if not one.spam]
    advertised = [*lessons, *betting, *talk]
    bar = max(threshold_for(unseen(advertised, quiet), RATE), threshold_for(unseen(advertised, talk)))
    gambling = Topic("gambling", counted(advertised), bar)

    tricks = [lesson(sample.text, True, SAMPLE_WEIGHT) for sample in scams if sample.kind != "gambling"]
    honest = [lesson(sample.text, False, SAMPLE_WEIGHT) for sample in ordinary]
    counts = counted([*tricks, *honest])
    told = Topic("scam", counts)
    bar = max(
        threshold_for(unseen([*tricks, *honest], honest)),
        threshold_for([said(told, one) for one in quiet], SCAM_RATE),
    )
    return gambling, Topic("scam", counts, bar)


def counted(lessons: Iterable[Lesson]) -> Counts:
    """The counts of all lessons, without what is seen too seldom."""
    counts = Counts(limit=10**9)
    for one in lessons:
        counts.learn(one.found, one.spam, one.weight)
    counts.seen = {feature: seen for feature, seen in counts.seen.items() if sum(seen) >= SEEN}
    return counts


def unseen(lessons: Sequence[Lesson], measured: Sequence[Lesson]) -> list[float]:
    """The evidence in each measured lesson, judged by a topic that learned from other lessons only."""
    wanted = {id(one) for one in measured}
    found = []
    for part in range(FOLDS):
        others = Topic("others", counted(one for at, one in enumerate(lessons) if at % FOLDS != part))
        found += [said(others, one) for one in lessons[part::FOLDS] if id(one) in wanted]
    return found


def said(topic: Topic, one: Lesson) -> float:
    """The evidence for a topic in a lesson."""
    return topic.evidence(one.found, Counts())
